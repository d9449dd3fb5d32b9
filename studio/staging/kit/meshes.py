"""The meshes and colours of kit assets, built when first needed and kept."""

from __future__ import annotations

from functools import lru_cache

from studio.model.mesh import Mesh
from studio.model.stage import Size
from studio.model.swatches import SWATCHES
from studio.staging.kit.catalogue import find

LEAST_EDGE_M = 0.001


def build_mesh(asset: str, size: Size, pose: str | None = None) -> Mesh:
    """The mesh of an asset at a size, filling it exactly; edges are rounded to 0.1 mm and are at least 1 mm.

    The same arguments give the same mesh object; its arrays are read-only.
    """
    w, h, d = (max(LEAST_EDGE_M, round(edge, 4)) for edge in size)
    return _built(find(asset).id, (w, h, d), pose)


@lru_cache(maxsize=4096)
def _built(archetype: str, size: Size, pose: str | None) -> Mesh:
    return find(archetype).build(size, pose)


def material_colours(asset: str, material: dict[str, str] | None) -> tuple[str, ...]:
    """Swatch names by slot; ``material["palette"]`` recolours slot 0 where it names a swatch."""
    colours = find(asset).materials
    palette = (material or {}).get("palette")
    return (palette, *colours[1:]) if palette in SWATCHES and palette is not None else colours
