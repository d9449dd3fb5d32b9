"""What the renderer draws: a Stage as instances sorted by mesh, with their materials, ids and light."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from studio.model.mesh import Mesh
from studio.model.stage import Prop, Size, Stage, Vec3
from studio.model.swatches import SWATCHES
from studio.viewport.lighting import Lamp, Lighting, linear_bytes, stage_lighting
from studio.viewport.palette_table import PaletteTable, room_palette
from studio.viewport.particles import Cloud, Fire, clouds_of
from studio.viewport.room_materials import PLAIN, prop_pattern
from studio.viewport.room_mesh import room_parts
from studio.viewport.transform import rotation_matrix

IS_FIGURE, IS_SELECTED, IS_ROOM, IS_COLLIDED = 1, 2, 4, 8
FLOATS_PER_INSTANCE = 16
FLAGS_AT = 15
_VARIATION = 0.07
_EVERYWHERE_M = 1e6
FLAME = "flame"
_SPARKS_RANGE_M = 4.6
"""A flame as long as a finger throws sparks; a candle's does not. One of half a metre is a campfire."""
_CAMPFIRE_RANGE_M = 6.6

Floats = npt.NDArray[np.float32]
Finish = Literal["plain", "patterned", "ground", "textured"]
Box = tuple[tuple[float, float, float], tuple[float, float, float]]


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
    """A run of instances that share one mesh; ``finish`` is what their surfaces need of the shader.

    Parts of the room are drawn by their front faces only, and only where the eye is before ``front``.
    """

    mesh_key: Hashable
    mesh: Mesh
    first: int
    count: int
    finish: Finish = "plain"
    is_room: bool = False
    front: tuple[Vec3, Vec3] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a draw list was built from, so that the next one can take over what stayed.

    ``glows`` are the props that shine, as lamps in their own coordinates; ``fires`` those of them that throw embers.
    """

    stage: Stage
    kit: Kit
    hidden: frozenset[str]
    selected: frozenset[str]
    collided: frozenset[str]
    glows: Mapping[str, Lamp]
    fires: frozenset[str]


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
    bounds: Box
    lighting: Lighting
    source: Source
    clouds: tuple[Cloud, ...] = ()
    floor_y: float = 0.0
    is_outdoor: bool = False


def kit_of_staging() -> Kit:
    """The built-in prop kit, with this person's own props."""
    from studio.staging.props_library.prop_meshes import prop_meshes
    from studio.staging.props_library.prop_shelf import library_folder

    return prop_meshes(library_folder())


def build_draw_list(
    stage: Stage,
    *,
    hidden: Collection[str] = (),
    selected: Collection[str] = (),
    collided: Collection[str] = (),
    kit: Kit | None = None,
) -> DrawList:
    """The draw list of a stage without its ``hidden`` props; ``selected`` and ``collided`` ones are marked."""
    source = kit or kit_of_staging()
    marks = (frozenset(selected), frozenset(collided))
    shown = shown_props(stage, hidden)
    palettes = PaletteTable()
    room_row = palettes.row(room_palette(stage))
    batches: dict[Hashable, tuple[Mesh, list[tuple[Prop, int]]]] = {}
    glows: dict[str, Lamp] = {}
    patterned: set[Hashable] = set()
    fires: set[str] = set()
    key: Hashable
    for prop in shown:
        colours = source.material_colours(prop.asset, prop.material)
        slots = tuple((name, prop_pattern(name)) for name in colours)
        row = palettes.row(slots)
        key = (prop.asset, prop.size, prop.pose)
        if key not in batches:
            batches[key] = (source.build_mesh(prop.asset, prop.size, prop.pose), [])
        batches[key][1].append((prop, row))
        if any(pattern != PLAIN for _, pattern in slots):
            patterned.add(key)
        glow = _glow(colours, batches[key][0])
        if glow is not None:
            glows[prop.id] = glow
            if FLAME in colours and glow.range_m >= _SPARKS_RANGE_M:
                fires.add(prop.id)
    rows: list[Floats] = []
    spheres: list[tuple[float, float, float, float]] = []
    prop_ids: list[str] = []
    spans: list[Span] = []
    if len(stage.container.footprint) >= 3:
        for part_number, part in enumerate(room_parts(stage.container)):
            key = (*_room_key(stage), part_number)
            finish: Finish = "ground" if stage.container.outdoor else "patterned"
            spans.append(Span(key, part.mesh, len(rows), 1, finish, is_room=True, front=part.front))
            rows.append(_instance(np.identity(3), (0.0, 0.0, 0.0), 1, room_row, 1.0, IS_ROOM))
            spheres.append((0.0, 0.0, 0.0, _EVERYWHERE_M))
            prop_ids.append("")
    for key, (mesh, members) in batches.items():
        finish = "textured" if mesh.texture is not None else "patterned" if key in patterned else "plain"
        spans.append(Span(key, mesh, len(rows), len(members), finish))
        radius = float(np.linalg.norm(mesh.positions, axis=1).max()) if len(mesh.positions) else 0.0
        for prop, row in members:
            prop_ids.append(prop.id)
            tint = 1.0 + _VARIATION * (crc32(prop.id.encode()) % 1024 / 1023 - 0.5) * 2
            turn = rotation_matrix(prop.rotation)
            rows.append(_instance(turn, prop.position, len(prop_ids), row, tint, flags_of(prop, *marks)))
            spheres.append((*prop.position, radius))
    bound = np.array(spheres, dtype=np.float32).reshape(-1, 4)
    lamps = placed_glows(shown, glows)
    return DrawList(
        spans=tuple(spans),
        instances=np.array(rows, dtype=np.float32).reshape(-1, FLOATS_PER_INSTANCE),
        spheres=bound,
        palettes=palettes.table(),
        prop_ids=tuple(prop_ids),
        bounds=bounds_of(stage, bound),
        lighting=stage_lighting(stage, list(lamps.values())),
        source=Source(stage, source, frozenset(hidden), *marks, glows, frozenset(fires)),
        clouds=clouds_of(stage, [fire_of(lamps[prop_id]) for prop_id in fires]),
        floor_y=stage.container.floor_y,
        is_outdoor=stage.container.outdoor,
    )


def shown_props(stage: Stage, hidden: Collection[str]) -> list[Prop]:
    """The props of a stage that are to be seen."""
    return [prop for prop in stage.props if not prop.hidden and prop.id not in hidden]


def flags_of(prop: Prop, selected: Collection[str], collided: Collection[str]) -> int:
    """An instance's flags."""
    is_figure = prop.semantic_role == "character"
    return is_figure * IS_FIGURE | (prop.id in selected) * IS_SELECTED | (prop.id in collided) * IS_COLLIDED


def placed_glows(props: Collection[Prop], glows: Mapping[str, Lamp]) -> dict[str, Lamp]:
    """The lamps of shining props where those stand, by prop."""
    lamps = {}
    for prop in props:
        glow = glows.get(prop.id)
        if glow is not None:
            place = rotation_matrix(prop.rotation) @ np.array(glow.position) + np.array(prop.position)
            lamps[prop.id] = Lamp(_vec(place), glow.colour, glow.range_m)
    return lamps


def fire_of(lamp: Lamp) -> Fire:
    """The fire whose light a lamp is."""
    return Fire(lamp.position, min(1.0, lamp.range_m / _CAMPFIRE_RANGE_M))


def bounds_of(stage: Stage, spheres: Floats) -> Box:
    """The box of the props' spheres (n, 4) and the room."""
    props = spheres[spheres[:, 3] < _EVERYWHERE_M].astype(np.float64)
    low = (props[:, :3] - props[:, 3:]).min(axis=0, initial=np.inf)
    high = (props[:, :3] + props[:, 3:]).max(axis=0, initial=-np.inf)
    room = stage.container
    for x, z in room.footprint:
        low = np.minimum(low, (x, room.floor_y, z))
        high = np.maximum(high, (x, room.floor_y + 0.1 if room.outdoor else room.ceiling_y, z))
    return (_vec(low), _vec(high)) if np.all(np.isfinite(low)) else ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


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


def _glow(colours: tuple[str, ...], mesh: Mesh) -> Lamp | None:
    """A lamp in the mesh's own coordinates where its material shines."""
    for slot, name in enumerate(colours):
        if name not in SWATCHES or SWATCHES[name].emission <= 0:
            continue
        here = mesh.positions[mesh.slots == slot]
        if not len(here):
            continue
        material = SWATCHES[name]
        extent = float(np.linalg.norm(here.max(axis=0) - here.min(axis=0)))
        power = material.emission * min(0.9, 0.15 + 0.35 * extent)
        red, green, blue = (part * power for part in linear_bytes(material.colour))
        return Lamp(_vec(here.mean(axis=0)), (red, green, blue), 3.6 + min(5.0, 6.0 * extent))
    return None


def _vec(values: npt.NDArray[np.float64] | Floats) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
