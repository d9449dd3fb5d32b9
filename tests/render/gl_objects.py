"""How many GL objects there are, so that a test can tell what was not given back."""

from __future__ import annotations

from studio.viewport.gl import GL

_NAMES = range(1, 2048)


def gl_objects() -> dict[str, int]:
    """Buffers, textures, framebuffers, vertex arrays, programs and shaders of the current context."""
    kinds = {
        "buffers": GL.glIsBuffer,
        "textures": GL.glIsTexture,
        "framebuffers": GL.glIsFramebuffer,
        "vertex arrays": GL.glIsVertexArray,
        "programs": GL.glIsProgram,
        "shaders": GL.glIsShader,
    }
    return {name: sum(bool(is_one(number)) for number in _NAMES) for name, is_one in kinds.items()}
