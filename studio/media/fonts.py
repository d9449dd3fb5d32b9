"""The typefaces that ship with the studio; system fonts are never needed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from studio.errors import MediaError
from studio.resource_files import resources_root

FontName = Literal[
    "Inter-Regular",
    "Inter-Medium",
    "Inter-SemiBold",
    "Inter-Bold",
    "CourierPrime-Regular",
    "CourierPrime-Bold",
    "CourierPrime-Italic",
    "CourierPrime-BoldItalic",
    "NanumGothic-Regular",
    "NanumGothic-Bold",
    "NanumGothicCoding-Regular",
    "NanumGothicCoding-Bold",
]
FONT_NAMES: tuple[FontName, ...] = get_args(FontName)


def font_path(name: FontName, *, folder: Path | None = None) -> Path:
    """The TrueType file of a face, in ``resources/fonts`` unless another folder is given.

    Raises:
        MediaError: the file is missing.
    """
    path = (folder or resources_root() / "fonts") / f"{name}.ttf"
    if not path.is_file():
        raise MediaError(f"The font {name} is missing from the installation; install dreamfactory-studio again.")
    return path
