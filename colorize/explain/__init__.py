"""Why a network said what it said: pure functions of a network and a picture."""

from colorize.explain.first_layer import Unit, active_units, feature_maps
from colorize.explain.grad_cam import grad_cam
from colorize.explain.heat import overlay
from colorize.explain.occlusion import occlusion_map

__all__ = ["Unit", "active_units", "feature_maps", "grad_cam", "occlusion_map", "overlay"]
