"""One kind of prop: what it is called, how big it really is, what it is made of and how it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from studio.model.mesh import Mesh
from studio.model.stage import Box3, Role, Side, Size, SupportSurface
from studio.staging.kit.geometry import Part
from studio.staging.kit.operators import fit
from studio.staging.kit.shading import shade

Attach = Literal["floor", "surface", "wall", "ceiling"]
Build = Callable[[Size, str | None], Mesh]
Solids = Callable[[Size], tuple[Box3, ...]]
Surfaces = Callable[[Size], tuple[SupportSurface, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archetype:
    """A kind of prop. ``size`` is its real (width, height, depth) in metres; ``materials`` a swatch by slot.

    ``solids`` and ``surfaces`` are functions of the size it is given, in the prop's own box: origin at the bottom
    centre, front towards +Z. ``None`` solids means the whole box; ``None`` surfaces, that nothing stands on it.
    ``access`` lists the sides that a person must be able to reach.
    """

    id: str
    name_en: str
    name_ko: str
    keywords: tuple[str, ...]
    category: str
    role: Role
    size: Size
    materials: tuple[str, ...]
    build: Build
    attach: Attach = "floor"
    solids: Solids | None = None
    surfaces: Surfaces | None = None
    access: tuple[Side, ...] = ()
    tags: tuple[str, ...] = ()


def meshed(shape: Callable[[Size], Part]) -> Build:
    """The builder of a prop without poses: its shape at a size, stretched by the last millimetre and shaded."""

    def build(size: Size, pose: str | None) -> Mesh:
        del pose
        return shade(fit(shape(size), size))

    return build


def stretched(shape: Callable[[], Part]) -> Build:
    """The builder of a prop that has one natural form: it is stretched to its size and shaded."""

    def build(size: Size, pose: str | None) -> Mesh:
        del pose
        return shade(fit(shape(), size))

    return build
