"""The meshes of the kit and of a person's own props, as the viewport asks for them."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from studio.model.mesh import Mesh
from studio.model.stage import Size
from studio.model.swatches import SWATCHES
from studio.staging.kit import meshes
from studio.staging.props_library.own_prop import is_own
from studio.staging.props_library.prop_shelf import PropShelf

_KEPT = 512


class PropMeshes:
    """A viewport's Kit. An own prop that is not in this library (a project from elsewhere) is drawn as a plain box."""

    def __init__(self, shelf: PropShelf | None = None) -> None:
        self._shelf = shelf or PropShelf()
        self._own = lru_cache(maxsize=_KEPT)(self._load)
        self._stretched = lru_cache(maxsize=_KEPT)(self._stretch)

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:
        """The mesh of an asset, filling ``size``; the same arguments give the same mesh object."""
        if is_own(asset) and self._found(asset) is not None:
            return self._stretched(asset, size)
        return meshes.build_mesh(asset, size, pose)

    def material_colours(self, asset: str, material: dict[str, str] | None) -> tuple[str, ...]:
        """Swatches by slot; ``material["palette"]`` recolours slot 0 where it names a swatch."""
        found = self._found(asset) if is_own(asset) else None
        if found is None:
            return meshes.material_colours(asset, material)
        palette = (material or {}).get("palette")
        return (palette, *found[1][1:]) if palette is not None and palette in SWATCHES else found[1]

    def _found(self, asset: str) -> tuple[Mesh, tuple[str, ...]] | None:
        try:
            return self._own(asset)
        except FileNotFoundError:
            return None

    def _load(self, asset: str) -> tuple[Mesh, tuple[str, ...]]:
        """Raises where there is none, so that only what is there is remembered: it may be imported any moment."""
        found = self._shelf.get_mesh(asset)
        if found is None:
            raise FileNotFoundError(asset)
        return found

    def _stretch(self, asset: str, size: Size) -> Mesh:
        mesh, _ = self._own(asset)
        low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
        extent = high - low
        factor = np.where(extent > 1e-6, np.array(size, np.float32) / np.maximum(extent, 1e-6), 1.0)
        positions = (mesh.positions * factor).astype(np.float32)
        normals = mesh.normals / factor
        lengths = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        stretched = replace(mesh, positions=positions, normals=(normals / lengths).astype(np.float32))
        for array in (getattr(stretched, each.name) for each in fields(stretched)):
            if array is not None:
                array.setflags(write=False)
        return stretched


@lru_cache(maxsize=2)
def prop_meshes(folder: Path) -> PropMeshes:
    """The meshes of the kit and of the props in one library folder, kept from one picture to the next."""
    return PropMeshes(PropShelf(folder))
