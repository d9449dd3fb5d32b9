"""Framebuffers: named textures of one size that a pass draws into."""

from __future__ import annotations

from dataclasses import dataclass

from studio.errors import RenderError
from studio.viewport.gl import GL
from studio.viewport.gl_health import check_size


@dataclass(frozen=True, slots=True)
class TextureKind:
    """How a texture stores its texels: GL internal format, format and type, and how it is sampled."""

    internal: int
    layout: int
    element: int
    is_smooth: bool = False
    is_shadow: bool = False


COLOUR = TextureKind(GL.GL_RGBA8, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE, is_smooth=True)
LIGHT = TextureKind(GL.GL_RGBA16F, GL.GL_RGBA, GL.GL_HALF_FLOAT, is_smooth=True)
TEXELS = TextureKind(GL.GL_RGBA8, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE)
NORMAL = TextureKind(GL.GL_RGB10_A2, GL.GL_RGBA, GL.GL_UNSIGNED_INT_2_10_10_10_REV)
PAIR = TextureKind(GL.GL_RG8, GL.GL_RG, GL.GL_UNSIGNED_BYTE, is_smooth=True)
PAIR_TEXELS = TextureKind(GL.GL_RG8, GL.GL_RG, GL.GL_UNSIGNED_BYTE)
METRES = TextureKind(GL.GL_R32F, GL.GL_RED, GL.GL_FLOAT)
NUMBER = TextureKind(GL.GL_R32UI, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_INT)
DEPTH = TextureKind(GL.GL_DEPTH_COMPONENT32F, GL.GL_DEPTH_COMPONENT, GL.GL_FLOAT)
SHADOW = TextureKind(GL.GL_DEPTH_COMPONENT24, GL.GL_DEPTH_COMPONENT, GL.GL_UNSIGNED_INT, is_smooth=True, is_shadow=True)


class Target:
    """A framebuffer with textures by name; the one called ``depth`` is its depth attachment.

    Raises:
        RenderError: the driver cannot hold one of that size.
    """

    def __init__(self, size: tuple[int, int], kinds: dict[str, TextureKind]) -> None:
        check_size(size, int(GL.glGetIntegerv(GL.GL_MAX_TEXTURE_SIZE)))
        self.size = size
        self.textures = {name: _texture(size, kind) for name, kind in kinds.items()}
        self.framebuffer = GL.glGenFramebuffers(1)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.framebuffer)
        colours: list[int] = []
        for name, texture in self.textures.items():
            if name == "depth":
                place = GL.GL_DEPTH_ATTACHMENT
            else:
                place = GL.GL_COLOR_ATTACHMENT0 + len(colours)
                colours.append(place)
            GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, place, GL.GL_TEXTURE_2D, texture, 0)
        if colours:
            GL.glDrawBuffers(len(colours), colours)
        else:
            GL.glDrawBuffer(GL.GL_NONE)
            GL.glReadBuffer(GL.GL_NONE)
        if GL.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) != GL.GL_FRAMEBUFFER_COMPLETE:
            self.release()
            raise RenderError(f"The graphics memory holds no picture of {size[0]} × {size[1]}; ask for a smaller one.")

    def __getitem__(self, name: str) -> int:
        return self.textures[name]

    def bind(self) -> None:
        """Draws go here, over its whole area."""
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.framebuffer)
        GL.glViewport(0, 0, *self.size)

    def release(self) -> None:
        """Frees the framebuffer and its textures."""
        GL.glDeleteFramebuffers(1, [self.framebuffer])
        GL.glDeleteTextures(list(self.textures.values()))


def _texture(size: tuple[int, int], kind: TextureKind) -> int:
    texture = GL.glGenTextures(1)
    GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
    GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, kind.internal, *size, 0, kind.layout, kind.element, None)
    smooth = GL.GL_LINEAR if kind.is_smooth else GL.GL_NEAREST
    for name, value in (
        (GL.GL_TEXTURE_MIN_FILTER, smooth),
        (GL.GL_TEXTURE_MAG_FILTER, smooth),
        (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE),
        (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
    ):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, value)
    if kind.is_shadow:
        GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_COMPARE_MODE, GL.GL_COMPARE_REF_TO_TEXTURE)
        GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_COMPARE_FUNC, GL.GL_LEQUAL)
    return int(texture)
