"""The textures of a stage's meshes as the layers of one array, so that a frame binds it once."""

from __future__ import annotations

import logging

import numpy as np
import numpy.typing as npt

from studio.model.mesh import MAX_TEXTURE_SIDE, Mesh
from studio.viewport.gl import GL
from studio.viewport.lighting import Rgb, linear_bytes
from studio.viewport.uploads import Uploads

MAX_LAYERS = 64
_SHARP_LAYERS = 16
"""As many layers at full size; more are kept at half of it, so that they never take over 90 MB with their mipmaps."""

Bytes = npt.NDArray[np.uint8]
_log = logging.getLogger(__name__)


class TextureArray:
    """Layers by texture; beyond ``most`` of them a mesh has the mean colour of its texture."""

    def __init__(self, uploads: Uploads, *, most: int = MAX_LAYERS) -> None:
        self._uploads = uploads
        self._most = most
        self._layers: dict[int, tuple[int, Bytes]] = {}
        self._means: dict[int, tuple[Rgb, Bytes]] = {}
        self._shape = (0, 0)
        self._has_told = False
        self.texture = int(GL.glGenTextures(1))

    def take_in(self, meshes: list[Mesh]) -> None:
        """Sends those textures that are new; when the array is full, those that no mesh here has make room."""
        wanted = {id(mesh.texture): mesh.texture for mesh in meshes if mesh.texture is not None}
        missing = wanted.keys() - self._layers.keys()
        if not missing or (len(wanted) > self._most and missing <= self._means.keys()):
            return
        if len(self._layers.keys() | wanted.keys()) > self._most:
            self._layers.clear()
            self._means.clear()
            self._shape = (0, 0)
        fresh = [(key, texture) for key, texture in wanted.items() if key not in self._layers]
        for key, texture in fresh:
            if len(self._layers) < self._most:
                self._layers[key] = (len(self._layers), texture)
            else:
                self._means[key] = (_mean(texture), texture)
        if self._means and not self._has_told:
            self._has_told = True
            _log.warning(
                "This stage has more than %d textures; the others are drawn in their mean colours.", self._most
            )
        self._upload({key for key, _ in fresh})

    def place(self, mesh: Mesh) -> tuple[int, Rgb | None]:
        """The layer of a mesh's texture, or −1 and its mean colour if it found no room, or −1 and None without one."""
        key = id(mesh.texture)
        if mesh.texture is None:
            return -1, None
        return (self._layers[key][0], None) if key in self._layers else (-1, self._means[key][0])

    def release(self) -> None:
        """Frees the array."""
        GL.glDeleteTextures([self.texture])

    def _upload(self, fresh: set[int]) -> None:
        count = len(self._layers)
        side = MAX_TEXTURE_SIDE if count <= _SHARP_LAYERS else MAX_TEXTURE_SIDE // 2
        capacity = max(1, 1 << (count - 1).bit_length())
        GL.glBindTexture(GL.GL_TEXTURE_2D_ARRAY, self.texture)
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
        if self._shape != (side, capacity):
            self._shape = (side, capacity)
            fresh = set(self._layers)
            GL.glTexImage3D(
                GL.GL_TEXTURE_2D_ARRAY, 0, GL.GL_SRGB8, side, side, capacity, 0, GL.GL_RGB, GL.GL_UNSIGNED_BYTE, None
            )
            for name, value in (
                (GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR),
                (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
                (GL.GL_TEXTURE_WRAP_S, GL.GL_REPEAT),
                (GL.GL_TEXTURE_WRAP_T, GL.GL_REPEAT),
            ):
                GL.glTexParameteri(GL.GL_TEXTURE_2D_ARRAY, name, value)
        for key in fresh & self._layers.keys():
            layer, texture = self._layers[key]
            data = fitted(texture, side)[::-1]
            GL.glTexSubImage3D(
                GL.GL_TEXTURE_2D_ARRAY, 0, 0, 0, layer, side, side, 1, GL.GL_RGB, GL.GL_UNSIGNED_BYTE,
                np.ascontiguousarray(data),
            )  # fmt: skip
            self._uploads.textures += 1
        GL.glGenerateMipmap(GL.GL_TEXTURE_2D_ARRAY)


def fitted(texture: Bytes, side: int) -> Bytes:
    """A texture (h, w, 3) as (side, side, 3): blocks averaged where it is larger, texels repeated where smaller."""
    height, width = texture.shape[:2]
    if height > side and height % side == 0:
        texture = texture.reshape(side, height // side, width, 3).mean(axis=1).astype(np.uint8)
    if width > side and width % side == 0:
        texture = texture.reshape(texture.shape[0], side, width // side, 3).mean(axis=2).astype(np.uint8)
    rows = np.arange(side) * texture.shape[0] // side
    columns = np.arange(side) * texture.shape[1] // side
    return np.asarray(texture[rows][:, columns])


def _mean(texture: Bytes) -> Rgb:
    red, green, blue = (round(float(part)) for part in texture.reshape(-1, 3).mean(axis=0))
    return linear_bytes((red, green, blue))
