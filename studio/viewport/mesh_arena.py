"""All meshes of a stage in one vertex and one index buffer, kept between frames."""

from __future__ import annotations

import ctypes
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.mesh import Mesh
from studio.viewport.gl import GL, RAW
from studio.viewport.uploads import Uploads

_VERTEX = np.dtype(
    [("position", np.float32, 3), ("normal", np.float32, 3), ("slot", np.float32), ("uv", np.float32, 2)]
)
_MAX_VERTICES = 1_000_000
"""About 100 MB with its indices and the driver's copies; a stage that has more is drawn all the same."""


@dataclass(frozen=True, slots=True)
class MeshPlace:
    """Where a mesh lies in the arena: first index, number of indices, the vertex its indices count from."""

    first_index: int
    index_count: int
    base_vertex: int


class MeshArena:
    """Meshes by key; new ones are appended, and the whole is rebuilt when it has grown too large."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads
        self._places: dict[Hashable, MeshPlace] = {}
        self._vertices: list[npt.NDArray[np.void]] = []
        self._indices: list[npt.NDArray[np.uint32]] = []
        self._vertex_count = 0
        self._index_count = 0
        self._array = GL.glGenVertexArrays(1)
        self._vertex_buffer, self._index_buffer = (int(name) for name in GL.glGenBuffers(2))

    def place(self, key: Hashable) -> MeshPlace:
        """Where a mesh that was taken in lies."""
        return self._places[key]

    def take_in(self, meshes: Iterable[tuple[Hashable, Mesh]]) -> None:
        """Uploads those meshes that are new."""
        wanted = dict(meshes)
        fresh = {key: mesh for key, mesh in wanted.items() if key not in self._places}
        if not fresh:
            return
        if self._vertex_count > _MAX_VERTICES:
            self._places.clear()
            self._vertices.clear()
            self._indices.clear()
            self._vertex_count = self._index_count = 0
            fresh = wanted
        for key, mesh in fresh.items():
            vertices = np.zeros(len(mesh.positions), dtype=_VERTEX)
            vertices["position"], vertices["normal"], vertices["slot"] = mesh.positions, mesh.normals, mesh.slots
            if mesh.uvs is not None:
                vertices["uv"] = mesh.uvs
            indices = np.ascontiguousarray(mesh.triangles, dtype=np.uint32).reshape(-1)
            self._places[key] = MeshPlace(self._index_count, len(indices), self._vertex_count)
            self._vertices.append(vertices)
            self._indices.append(indices)
            self._vertex_count += len(vertices)
            self._index_count += len(indices)
        self._uploads.meshes += len(fresh)
        self._upload()

    def bind(self) -> None:
        """Draws come from here."""
        GL.glBindVertexArray(self._array)

    def draw(self, key: Hashable, count: int) -> None:
        """Draws ``count`` instances of a mesh."""
        place = self._places[key]
        GL.glDrawElementsInstancedBaseVertex(
            GL.GL_TRIANGLES,
            place.index_count,
            GL.GL_UNSIGNED_INT,
            ctypes.c_void_p(place.first_index * 4),
            count,
            place.base_vertex,
        )

    def release(self) -> None:
        """Frees the buffers."""
        GL.glDeleteVertexArrays(1, [self._array])
        GL.glDeleteBuffers(2, [self._vertex_buffer, self._index_buffer])

    def _upload(self) -> None:
        vertices, indices = np.concatenate(self._vertices), np.concatenate(self._indices)
        self._vertices, self._indices = [vertices], [indices]
        self._uploads.mesh_bytes += vertices.nbytes + indices.nbytes
        GL.glBindVertexArray(self._array)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, self._vertex_buffer)
        GL.glBufferData(GL.GL_ARRAY_BUFFER, vertices.nbytes, vertices, GL.GL_STATIC_DRAW)
        GL.glBindBuffer(GL.GL_ELEMENT_ARRAY_BUFFER, self._index_buffer)
        GL.glBufferData(GL.GL_ELEMENT_ARRAY_BUFFER, indices.nbytes, indices, GL.GL_STATIC_DRAW)
        for location, (width, offset) in enumerate(((3, 0), (3, 12), (1, 24), (2, 28))):
            GL.glEnableVertexAttribArray(location)
            RAW.glVertexAttribPointer(
                location, width, GL.GL_FLOAT, GL.GL_FALSE, _VERTEX.itemsize, ctypes.c_void_p(offset)
            )
