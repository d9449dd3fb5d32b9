"""Instances and palettes as textures that the vertex shader reads; only what changed is sent again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.gl import GL
from studio.viewport.uploads import Uploads

Floats = npt.NDArray[np.float32]

_MOST_RUNS = 64
_ROW_BYTES = 64


class InstanceBuffer:
    """A buffer texture of instances, four RGBA32F texels each."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._buffer = int(GL.glGenBuffers(1))
        self.texture = int(GL.glGenTextures(1))
        self._held: Floats | None = None

    def upload(self, instances: Floats) -> None:
        """Brings the instances, (n, 16), up to date: the rows that differ from those that lie there."""
        held, self._held = self._held, instances
        if held is instances:
            return
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        if held is not None and held.shape == instances.shape:
            runs = changed_runs(held, instances)
            if len(runs) <= _MOST_RUNS:
                for first, end in runs:
                    rows = np.ascontiguousarray(instances[first:end])
                    GL.glBufferSubData(GL.GL_TEXTURE_BUFFER, first * _ROW_BYTES, rows.nbytes, rows)
                    self._count(end - first)
                return
        data = np.ascontiguousarray(instances)
        GL.glBufferData(
            GL.GL_TEXTURE_BUFFER, max(_ROW_BYTES, data.nbytes), data if data.size else None, GL.GL_DYNAMIC_DRAW
        )
        GL.glBindTexture(GL.GL_TEXTURE_BUFFER, self.texture)
        GL.glTexBuffer(GL.GL_TEXTURE_BUFFER, GL.GL_RGBA32F, self._buffer)
        self._count(len(instances))

    def release(self) -> None:
        """Frees the buffer and its texture."""
        GL.glDeleteTextures([self.texture])
        GL.glDeleteBuffers(1, [self._buffer])

    def _count(self, rows: int) -> None:
        self._uploads.instances += rows
        self._uploads.instance_bytes += rows * _ROW_BYTES


class PaletteTexture:
    """The palette table as a texture."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self.texture = int(GL.glGenTextures(1))
        self._held: Floats | None = None

    def upload(self, palettes: Floats) -> None:
        """Replaces the palette table, (rows, 12, 4), where it is another."""
        if self._held is palettes:
            return
        self._held = palettes
        rows, columns, _ = palettes.shape
        data = np.ascontiguousarray(palettes)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.texture)
        GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, GL.GL_RGBA32F, columns, rows, 0, GL.GL_RGBA, GL.GL_FLOAT, data)
        for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, GL.GL_NEAREST)
        self._uploads.palettes += 1

    def release(self) -> None:
        """Frees the texture."""
        GL.glDeleteTextures([self.texture])


def changed_runs(before: Floats, after: Floats) -> list[tuple[int, int]]:
    """Runs of rows, first and end, in which two tables of one shape differ."""
    differs = np.flatnonzero(np.any(before != after, axis=1))
    if not len(differs):
        return []
    breaks = np.flatnonzero(np.diff(differs) > 1)
    starts = differs[np.concatenate(([0], breaks + 1))]
    ends = differs[np.concatenate((breaks, [len(differs) - 1]))] + 1
    return [(int(first), int(end)) for first, end in zip(starts, ends, strict=True)]
