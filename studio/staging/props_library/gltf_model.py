"""Reads glTF 2.0: GLB, or .gltf with its data inside or beside it. What lies elsewhere is never opened."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.errors import InputError
from studio.staging.props_library.gltf_data import GltfData
from studio.staging.props_library.gltf_nodes import Matrix, PlacedMesh, placed_meshes, world_matrices
from studio.staging.props_library.gltf_skins import morphed, skinned
from studio.staging.props_library.gltf_surfaces import GltfSurface, GltfSurfaces, linear, srgb_bytes
from studio.staging.props_library.loose_mesh import (
    MOST_POINTS_READ,
    MOST_TRIANGLES_READ,
    Faces,
    LooseMesh,
    Points,
    ReadBeside,
    Surface,
    checked,
)

_TRIANGLES, _STRIP, _FAN = 4, 5, 6
_DAMAGE = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
_COLOUR_STEP, _MOST_SURFACES = 8, 4096


def read_gltf(data: bytes, read_beside: ReadBeside = lambda _: None) -> LooseMesh:
    """The mesh of the file's scene, its nodes' transforms applied, with the pictures on its surfaces.

    ``read_beside`` gives the bytes of files that it names; skins are in their rest pose.

    Raises:
        InputError: it is not one, is compressed, names what is not there or is too large; a sentence without its name.
    """
    try:
        # What is not a number is told once the mesh is whole.
        with np.errstate(all="ignore"):
            return _Reader(GltfData(data, read_beside)).mesh()
    except _DAMAGE as error:
        raise InputError("it is a damaged glTF file; export it again.") from error


class _Reader:
    """Puts the primitives of one file together."""

    def __init__(self, data: GltfData) -> None:
        self._data = data
        self._surfaces = GltfSurfaces(data)
        self._table: dict[Surface, int] = {Surface(): 0}
        self._has_lines = False

    def mesh(self) -> LooseMesh:
        points: list[Points] = []
        faces: list[Faces] = []
        owners: list[npt.NDArray[np.int64]] = []
        uvs: list[Points] = []
        point_count = face_count = 0
        fields = self._data.fields
        for placed in placed_meshes(fields):
            mesh = fields["meshes"][placed.mesh]
            for primitive in mesh["primitives"]:
                if primitive.get("mode", _TRIANGLES) not in {_TRIANGLES, _STRIP, _FAN}:
                    self._has_lines = True
                    continue
                here, corners = self._shape(primitive, placed, mesh)
                look = self._surfaces.of(primitive.get("material"))
                points.append(here)
                faces.append(corners + point_count)
                owners.append(self._owners(primitive, corners, look))
                uvs.append(self._corner_uvs(primitive, corners, look, len(here)))
                point_count, face_count = point_count + len(here), face_count + len(corners)
                if point_count > MOST_POINTS_READ or face_count > MOST_TRIANGLES_READ:
                    raise InputError("it has more than two million triangles; simplify it first.")
        if not faces:
            raise InputError(
                "it has only points and lines, no triangles; export it as a mesh."
                if self._has_lines
                else "it has no triangles; export it as a mesh."
            )
        credit = str((fields.get("asset") or {}).get("copyright") or "")[:300]
        return checked(
            LooseMesh(
                np.concatenate(points),
                np.concatenate(faces),
                np.concatenate(owners),
                tuple(self._table),
                credit,
                np.concatenate(uvs) if self._surfaces.pictures else None,
                tuple(self._surfaces.pictures),
                self._note(),
            )
        )

    def _shape(self, primitive: dict[str, Any], placed: PlacedMesh, mesh: dict[str, Any]) -> tuple[Points, Faces]:
        """Points in the world, and triangles of them."""
        if (
            "KHR_draco_mesh_compression" in (primitive.get("extensions") or {})
            and "bufferView" not in (self._data.fields["accessors"][primitive["attributes"]["POSITION"]])
        ):
            raise InputError("it is compressed with Draco; export it without compression.")
        local = self._data.accessor(primitive["attributes"]["POSITION"]).astype(float).reshape(-1, 3)
        corners = self._corners(primitive, len(local))
        local = morphed(self._data, primitive, local, placed.weights or mesh.get("weights"))
        if placed.skin is not None:
            posed = skinned(self._data, primitive, local, placed.skin, self._world)
            if posed is not None:
                return posed, corners
        matrix = placed.matrix
        if float(np.linalg.det(matrix[:3, :3])) < 0:
            corners = corners[:, ::-1]
        return local @ matrix[:3, :3].T + matrix[:3, 3], corners

    @cached_property
    def _world(self) -> dict[int, Matrix]:
        return world_matrices(self._data.fields)

    def _corners(self, primitive: dict[str, Any], count: int) -> Faces:
        given = primitive.get("indices")
        order = np.arange(count) if given is None else self._data.accessor(given).astype(np.int64).reshape(-1)
        mode = primitive.get("mode", _TRIANGLES)
        if mode == _STRIP:
            strip = np.stack((order[:-2], order[1:-1], order[2:]), -1)
            strip[1::2] = strip[1::2, ::-1]
            return strip
        if mode == _FAN:
            return np.stack((np.broadcast_to(order[0], len(order) - 2), order[1:-1], order[2:]), -1)
        return order[: len(order) // 3 * 3].reshape(-1, 3)

    def _owners(self, primitive: dict[str, Any], corners: Faces, look: GltfSurface) -> npt.NDArray[np.int64]:
        """The surface of each face: the material's, or one for each colour that its corners have."""
        surface = look.surface
        given = primitive["attributes"].get("COLOR_0")
        if given is None or surface.picture is not None:
            return np.full(len(corners), self._place(surface), np.int64)
        colours = self._data.accessor(given).astype(float)[:, :3]
        inside = np.clip(corners, 0, len(colours) - 1)
        # Without a material the format's own is meant, which is white.
        base = surface.colour if "material" in primitive else (255, 255, 255)
        shades = srgb_bytes(np.nan_to_num(colours[inside].mean(axis=1)) * linear(base))
        stepped = np.minimum(shades // _COLOUR_STEP * _COLOUR_STEP + _COLOUR_STEP // 2, 255)
        found, inverse = np.unique(stepped, axis=0, return_inverse=True)
        places = [self._place(replace(surface, colour=(int(red), int(green), int(blue)))) for red, green, blue in found]
        return np.array(places, np.int64)[inverse.reshape(-1)]

    def _corner_uvs(self, primitive: dict[str, Any], corners: Faces, look: GltfSurface, count: int) -> Points:
        given = primitive["attributes"].get(f"TEXCOORD_{look.wrapping.uv_set}")
        if look.surface.picture is None or given is None:
            return np.zeros((len(corners), 3, 2))
        places = look.wrapping.places(self._data.accessor(given).astype(float).reshape(-1, 2))
        if len(places) < count:
            raise ValueError("fewer places on the picture than points")
        return places[np.clip(corners, 0, len(places) - 1)]

    def _place(self, surface: Surface) -> int:
        if len(self._table) >= _MOST_SURFACES:
            return self._table.get(surface, 0)
        return self._table.setdefault(surface, len(self._table))

    def _note(self) -> str:
        unread = ", ".join(sorted(self._surfaces.unread))
        return f"pictures of it that could not be read: {unread}" if unread else ""
