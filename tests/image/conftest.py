"""Writes a file's bytes into the test's own folder."""

from __future__ import annotations

import pytest


@pytest.fixture
def put(tmp_path):
    """A function (name, bytes) -> path."""

    def write(name: str, content: bytes):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
