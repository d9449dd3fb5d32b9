"""Strokes as data: what the hand did, so that a drawing stays editable and sharp at any size."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.errors import MediaError

Tool = Literal["pencil", "eraser"]
Point = tuple[float, float, float]
"""x and y as fractions of the picture's width and height, pressure from 0 to 1."""

_SCALE = 32767
_LARGEST_BYTES = 64 * 1024 * 1024
_OUTSIDE = 2.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pull of the pen; ``width`` is the line's width at full pressure as a fraction of the picture's height."""

    id: str
    tool: Tool
    colour: str
    width: float
    points: tuple[Point, ...]


def encode_strokes(strokes: Sequence[Stroke]) -> bytes:
    """The strokes as bytes, the same for the same strokes; places are kept to 1/32767 of the picture."""
    rows = b",".join(stroke_json(stroke) for stroke in strokes)
    return zlib.compress(b'{"version":1,"strokes":[' + rows + b"]}", 6)


def stroke_json(stroke: Stroke) -> bytes:
    """One stroke as it stands in the encoded drawing."""
    row = {
        "id": stroke.id,
        "tool": stroke.tool,
        "colour": stroke.colour,
        "width": round(stroke.width, 6),
        "points": [round(value * _SCALE) for point in stroke.points for value in point],
    }
    return json.dumps(row, separators=(",", ":")).encode()


def decode_strokes(data: bytes) -> tuple[Stroke, ...]:
    """The strokes of such bytes.

    Raises:
        MediaError: they are damaged, of a newer kind, or larger than any drawing.
    """
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(data, _LARGEST_BYTES)
        if reader.unconsumed_tail:
            raise MediaError("This drawing is larger than 64 MB and was not opened.")
        content = json.loads(text)
        if content["version"] != 1:
            raise MediaError("This drawing was made by a newer DreamFactory; update to open it.")
        return tuple(_stroke(row) for row in content["strokes"])
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise MediaError("This drawing is damaged and cannot be opened; undo or restore an earlier version.") from error


def _stroke(row: dict[str, Any]) -> Stroke:
    tool: Tool = "eraser" if row["tool"] == "eraser" else "pencil"
    values = [min(max(int(value) / _SCALE, -_OUTSIDE), _OUTSIDE) for value in row["points"]]
    points = tuple(zip(values[0::3], values[1::3], values[2::3], strict=True))
    colour = str(row["colour"])
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(colour)
    int(colour[1:], 16)
    return Stroke(str(row["id"]), tool, colour, min(max(float(row["width"]), 0.0), 1.0), points)
