"""Encoding a drawing that grows: each stroke costs what it is, not what the whole drawing is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.strokes import Stroke, stroke_json

_HEAD = b'{"version":1,"strokes":['
_TAIL = b"]}"


@dataclass(frozen=True, slots=True, eq=False)
class WrittenDrawing:
    """A drawing as ``decode_strokes`` reads it, with what is needed to write one more stroke after the last.

    Compression is a stream: the strokes so far stay as they were written, and only what is new is encoded.
    """

    strokes: tuple[Stroke, ...]
    data: bytes
    _written: bytes
    _stream: zlib._Compress

    def extended(self, strokes: Sequence[Stroke]) -> WrittenDrawing:
        """The drawing with more strokes on top."""
        return _written(self.strokes, self._written, self._stream, tuple(strokes))


def written_drawing(strokes: Sequence[Stroke]) -> WrittenDrawing:
    """A drawing of these strokes, ready to grow."""
    stream = zlib.compressobj(6)
    return _written((), stream.compress(_HEAD), stream, tuple(strokes))


def _written(
    before: tuple[Stroke, ...], written: bytes, stream: zlib._Compress, strokes: tuple[Stroke, ...]
) -> WrittenDrawing:
    grown = stream.copy()
    for place, stroke in enumerate(strokes, start=len(before)):
        written += grown.compress((b"," if place else b"") + stroke_json(stroke))
    ending = grown.copy()
    data = written + ending.compress(_TAIL) + ending.flush()
    return WrittenDrawing((*before, *strokes), data, written, grown)
