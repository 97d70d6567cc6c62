"""The lesson side: small colorizers that are trained, broken, diagnosed and cured while one watches."""
