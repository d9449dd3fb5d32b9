"""Instances and palettes as textures that the vertex shader reads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.gl import GL

Floats = npt.NDArray[np.float32]


class InstanceBuffer:
    """A buffer texture of instances, four RGBA32F texels each, and the palette table."""

    def __init__(self) -> None:
        self._buffer = int(GL.glGenBuffers(1))
        self.instances = int(GL.glGenTextures(1))
        self.palettes = int(GL.glGenTextures(1))

    def upload_instances(self, instances: Floats) -> None:
        """Replaces the instances, (n, 16)."""
        data = np.ascontiguousarray(instances)
        GL.glBindBuffer(GL.GL_TEXTURE_BUFFER, self._buffer)
        GL.glBufferData(GL.GL_TEXTURE_BUFFER, max(64, data.nbytes), data if data.size else None, GL.GL_DYNAMIC_DRAW)
        GL.glBindTexture(GL.GL_TEXTURE_BUFFER, self.instances)
        GL.glTexBuffer(GL.GL_TEXTURE_BUFFER, GL.GL_RGBA32F, self._buffer)

    def upload_palettes(self, palettes: Floats) -> None:
        """Replaces the palette table, (rows, 12, 4)."""
        rows, columns, _ = palettes.shape
        data = np.ascontiguousarray(palettes)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.palettes)
        GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, GL.GL_RGBA32F, columns, rows, 0, GL.GL_RGBA, GL.GL_FLOAT, data)
        for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, GL.GL_NEAREST)

    def release(self) -> None:
        """Frees the buffer and the textures."""
        GL.glDeleteTextures([self.instances, self.palettes])
        GL.glDeleteBuffers(1, [self._buffer])
