"""What the renderer draws: a Stage as instances sorted by mesh, with their materials, ids and light."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from studio.model.mesh import MAX_SLOTS, Mesh
from studio.model.stage import Prop, Size, Stage, Vec3
from studio.model.swatches import SWATCHES, Swatch, swatch
from studio.viewport.lighting import Lamp, Lighting, linear_bytes, stage_lighting
from studio.viewport.room_materials import prop_pattern, room_swatches
from studio.viewport.room_mesh import PANE, room_parts
from studio.viewport.transform import rotation_matrix

IS_FIGURE, IS_SELECTED, IS_ROOM = 1, 2, 4
FLOATS_PER_INSTANCE = 16
_VARIATION = 0.07

Floats = npt.NDArray[np.float32]


class Kit(Protocol):
    """Where props get their meshes and material slots from."""

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:
        """The mesh of an asset, filling ``size``."""
        ...

    def material_colours(self, asset: str, material: dict[str, str] | None) -> tuple[str, ...]:
        """Swatch names by slot."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """A run of instances that share one mesh.

    Parts of the room are drawn by their front faces only, and only where the eye is before ``front``.
    """

    mesh_key: Hashable
    mesh: Mesh
    first: int
    count: int
    is_room: bool = False
    front: tuple[Vec3, Vec3] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DrawList:
    """A stage ready to draw.

    ``instances`` (n, 16): three rows of the world matrix, then id, palette row, tint, flags. ``spheres`` (n, 4) bound
    them. ``palettes`` (p, 12, 4): per slot linear colour + emission, then roughness, metal, pattern. ``prop_ids``
    names the prop of id ``k + 1``; the parts of the room are ``""`` and all have id 1. ``bounds`` is the box of
    everything that casts a shadow.
    """

    spans: tuple[Span, ...]
    instances: Floats
    spheres: Floats
    palettes: Floats
    prop_ids: tuple[str, ...]
    bounds: tuple[tuple[float, float, float], tuple[float, float, float]]
    lighting: Lighting
    is_outdoor: bool = False


def kit_of_staging() -> Kit:
    """The built-in prop kit, with this person's own props."""
    from studio.staging.props_library.prop_meshes import prop_meshes
    from studio.staging.props_library.prop_shelf import library_folder

    return prop_meshes(library_folder())


def build_draw_list(
    stage: Stage, *, hidden: Collection[str] = (), selected: Collection[str] = (), kit: Kit | None = None
) -> DrawList:
    """The draw list of a stage without its ``hidden`` props; ``selected`` ones are marked."""
    source = kit or kit_of_staging()
    shown = [prop for prop in stage.props if not prop.hidden and prop.id not in hidden]
    palettes = _Palettes()
    room_row = palettes.row(_room_palette(stage))
    batches: dict[Hashable, tuple[Mesh, list[tuple[Prop, int]]]] = {}
    glows: list[Lamp] = []
    key: Hashable
    for prop in shown:
        colours = source.material_colours(prop.asset, prop.material)
        row = palettes.row(tuple((name, prop_pattern(name)) for name in colours))
        key = (prop.asset, prop.size, prop.pose)
        if key not in batches:
            batches[key] = (source.build_mesh(prop.asset, prop.size, prop.pose), [])
        batches[key][1].append((prop, row))
        glows += _glow(prop, colours, batches[key][0])
    rows: list[Floats] = []
    spheres: list[tuple[float, float, float, float]] = []
    prop_ids: list[str] = []
    spans: list[Span] = []
    if len(stage.container.footprint) >= 3:
        for part_number, part in enumerate(room_parts(stage.container)):
            key = (*_room_key(stage), part_number)
            spans.append(Span(key, part.mesh, len(rows), 1, is_room=True, front=part.front))
            rows.append(_instance(np.identity(3), (0.0, 0.0, 0.0), 1, room_row, 1.0, IS_ROOM))
            spheres.append((0.0, 0.0, 0.0, 1e6))
            prop_ids.append("")
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for key, (mesh, members) in batches.items():
        spans.append(Span(key, mesh, len(rows), len(members)))
        radius = float(np.linalg.norm(mesh.positions, axis=1).max()) if len(mesh.positions) else 0.0
        for prop, row in members:
            flags = (IS_FIGURE if prop.semantic_role == "character" else 0) | (
                IS_SELECTED if prop.id in selected else 0
            )
            prop_ids.append(prop.id)
            tint = 1.0 + _VARIATION * (crc32(prop.id.encode()) % 1024 / 1023 - 0.5) * 2
            rows.append(_instance(rotation_matrix(prop.rotation), prop.position, len(prop_ids), row, tint, flags))
            spheres.append((*prop.position, radius))
            low = np.minimum(low, np.array(prop.position) - radius)
            high = np.maximum(high, np.array(prop.position) + radius)
    low, high = _with_room(stage, low, high)
    return DrawList(
        spans=tuple(spans),
        instances=np.array(rows, dtype=np.float32).reshape(-1, FLOATS_PER_INSTANCE),
        spheres=np.array(spheres, dtype=np.float32).reshape(-1, 4),
        palettes=palettes.table(),
        prop_ids=tuple(prop_ids),
        bounds=(_vec(low), _vec(high)),
        lighting=stage_lighting(stage, glows),
        is_outdoor=stage.container.outdoor,
    )


class _Palettes:
    """Rows of slot materials, each distinct one once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[tuple[str, int], ...], int] = {}

    def row(self, slots: tuple[tuple[str, int], ...]) -> int:
        """The row of these swatches and patterns."""
        return self._rows.setdefault(slots, len(self._rows))

    def table(self) -> Floats:
        """(rows, 12, 4) as DrawList describes."""
        table = np.zeros((max(1, len(self._rows)), 2 * MAX_SLOTS, 4), dtype=np.float32)
        for slots, row in self._rows.items():
            for slot in range(MAX_SLOTS):
                name, pattern = slots[min(slot, len(slots) - 1)] if slots else ("plaster", 0)
                material = _PANES.get(name) or swatch(name)
                table[row, slot] = (*linear_bytes(material.colour), material.emission)
                table[row, MAX_SLOTS + slot] = (material.roughness, material.metal, pattern, 0.0)
        return table


_PANES = {
    f"pane:{style}": Swatch(colour, 0.4, 0.0, emission)
    for style, colour, emission in (
        ("day", (232, 240, 250), 1.15),
        ("night", (40, 56, 92), 0.9),
    )
}


def _room_palette(stage: Stage) -> tuple[tuple[str, int], ...]:
    slots = list(room_swatches(stage))
    dark = any(word in f"{stage.sky.style} {stage.sky.prompt}".lower() for word in ("night", "moon", "star"))
    slots[PANE] = ("pane:night" if dark else "pane:day", 0)
    return tuple(slots)


def _room_key(stage: Stage) -> tuple[Hashable, ...]:
    room = stage.container
    openings = tuple((o.kind, o.start, o.end, o.height, o.sill) for o in room.openings)
    return ("room", room.footprint, room.floor_y, room.ceiling_y, room.outdoor, openings)


def _instance(
    turn: npt.NDArray[np.float64], position: tuple[float, float, float], number: int, row: int, tint: float, flags: int
) -> Floats:
    values = np.zeros(FLOATS_PER_INSTANCE, dtype=np.float32)
    matrix = values[:12].reshape(3, 4)
    matrix[:, :3], matrix[:, 3] = turn, position
    values[12:] = number, row, tint, flags
    return values


def _glow(prop: Prop, colours: tuple[str, ...], mesh: Mesh) -> list[Lamp]:
    shining = [slot for slot, name in enumerate(colours) if name in SWATCHES and SWATCHES[name].emission > 0]
    for slot in shining:
        here = mesh.positions[mesh.slots == slot]
        if not len(here):
            continue
        material = SWATCHES[colours[slot]]
        middle = rotation_matrix(prop.rotation) @ here.mean(axis=0) + np.array(prop.position)
        extent = float(np.linalg.norm(here.max(axis=0) - here.min(axis=0)))
        power = material.emission * min(0.9, 0.15 + 0.35 * extent)
        red, green, blue = (part * power for part in linear_bytes(material.colour))
        return [Lamp(_vec(middle), (red, green, blue), 3.6 + min(5.0, 6.0 * extent))]
    return []


def _with_room(
    stage: Stage, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    room = stage.container
    for x, z in room.footprint:
        low = np.minimum(low, (x, room.floor_y, z))
        high = np.maximum(high, (x, room.floor_y + 0.1 if room.outdoor else room.ceiling_y, z))
    return (low, high) if np.all(np.isfinite(low)) else (np.zeros(3), np.ones(3))


def _vec(values: npt.NDArray[np.float64] | Floats) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
