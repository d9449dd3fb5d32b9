"""The only place that knows where resources/ lies: beside the checkout, or packaged in the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources_root() -> Path:
    """The folder that holds fonts, shaders, themes, translations and the sample production."""
    packaged = _PACKAGE / "resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Path of one resource, e.g. ``resource_path("fonts", "Inter-Regular.ttf")``.

    Raises:
        FileNotFoundError: the installation is incomplete; the message names the file.
    """
    path = resources_root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(
            f"The installation lacks resources/{'/'.join(parts)}; install dreamfactory-studio again."
        )
    return path


def resource_text(*parts: str) -> str:
    """The UTF-8 text of one resource."""
    return resource_path(*parts).read_text(encoding="utf-8")
