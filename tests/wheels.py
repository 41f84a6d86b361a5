"""The wheels in `models/`, opened without installing them."""

from __future__ import annotations

import zipfile
from pathlib import Path

MODELS = Path(__file__).parents[1] / "models"


def wheel_of(name):
    [wheel] = MODELS.glob(f"{name}-*.whl")
    return wheel


def unpacked(wheel, folder):
    """The folder of the pipeline inside the wheel, unpacked into `folder`."""
    name = wheel.name.split("-")[0]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    [path] = folder.glob(f"{name}/{name}-*")
    return path


def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [entry] = [entry for entry in archive.namelist() if entry.endswith(".dist-info/METADATA")]
        return archive.read(entry).decode()
