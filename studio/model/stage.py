"""StageSpec in, Stage out: the 3D set of one screenplay scene.

Metres, degrees, right-handed, Y up; the front of everything is +Z at yaw 0; a prop's position is the centre of
the bottom face of its box; rotation is intrinsic XYZ Euler.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from studio.model.frozen import Frozen

Role = Literal[
    "environment_container",
    "sub_container",
    "furniture_floor",
    "furniture_wall",
    "decoration_surface",
    "decoration_floating",
    "decoration_hanging",
    "lighting",
    "effect",
    "character",
    "structure",
    "unspecified",
]
ZoneKind = Literal["center", "near_wall", "corner", "elevated", "random"]
Attachment = Literal["floor", "ceiling", "wall", "parent_surface"]
Support = Literal["floor", "surface", "wall", "ceiling", "floating"]
Side = Literal["front", "back", "left", "right"]
RelationKind = Literal[
    "inside",
    "on_top_of",
    "under",
    "next_to",
    "near",
    "far",
    "left_of",
    "right_of",
    "in_front_of",
    "behind",
    "facing",
    "same_facing",
    "aligned_with",
    "against_wall",
    "on_wall",
    "in_corner",
    "centered",
    "around",
    "long_side_of",
    "floating",
    "hanging",
]

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]


def _positive(size: Vec3) -> Vec3:
    if any(edge <= 0 or edge != edge or edge == float("inf") for edge in size):
        raise ValueError("every edge of a size is a positive number of metres")
    return size


Size = Annotated[Vec3, AfterValidator(_positive)]


class Opening(Frozen):
    """A door, a window or an arch in a wall, from ``start`` to ``end`` on the floor's outline."""

    kind: str = "door"
    start: Vec2 = Field(alias="from")
    end: Vec2 = Field(alias="to")
    height: float = 2.04
    sill: float = 0.0
    clear: float | None = None


class Relationship(Frozen):
    """What a node asks of another: ``type`` holds when contracts/stage.md says it does."""

    target_id: str
    type: str
    target_instance: int | None = None
    distance: tuple[float | None, float | None] | None = None


class PlacementHint(Frozen):
    """Where a node would like to be."""

    zone: str | None = None
    attach_to: str | None = None
    floating_range: Vec2 | None = None
    preferred_height: float | None = None


class SpecNode(Frozen):
    """One kind of thing on the set; ``count`` > 1 makes instances ``id#1 … id#n``."""

    id: str
    name: str = ""
    description: str = ""
    semantic_role: str = "unspecified"
    keywords: tuple[str, ...] = ()
    is_container: bool = False
    parent_id: str | None = None
    suggested_scale: float | None = None
    count: int = 1
    size: Size | None = None
    access_sides: tuple[str, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    placement_hint: PlacementHint | None = None
    material: dict[str, str] | None = None
    pose: str | None = None
    implied: bool = False


class Container(SpecNode):
    """The room, building or open ground."""

    semantic_role: str = "environment_container"
    is_container: bool = True
    footprint: tuple[Vec2, ...] | None = None
    outdoor: bool = False
    openings: tuple[Opening, ...] = ()


class Expansion(Frozen):
    """What a prompt was expanded to, told or assumed; ``reasons`` says which, by field.

    ``focal_point`` and ``supporting`` are ids of nodes, ``excluded`` what the prompt denies.
    """

    time_of_day: str = ""
    weather: str = ""
    light: str = ""
    season: str = ""
    terrain: str = ""
    atmosphere: str = ""
    focal_point: str = ""
    supporting: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    reasons: dict[str, str] = {}


class SpecMetadata(Frozen):
    """Where a spec came from."""

    prompt: str = ""
    inference_method: str = "fallback_inference"
    processing_time_ms: float = 0
    node_count: int = 0
    container_count: int = 1
    expansion: Expansion | None = None


class StageSpec(Frozen):
    """What is to stand on the set; the model or a person writes it, code decides where."""

    scene_id: str = "stage"
    title: str = ""
    theme: str = ""
    main_container: Container
    nodes: tuple[SpecNode, ...] = ()
    metadata: SpecMetadata = SpecMetadata()


class Box3(Frozen):
    """An axis-aligned box."""

    min: Vec3
    max: Vec3


class SupportSurface(Frozen):
    """A level rectangle on a prop where things can stand, local to the prop's own box, bottom centre origin."""

    height: float
    min: Vec2
    max: Vec2


class StageContainer(Frozen):
    """The room as built."""

    id: str = "room"
    footprint: tuple[Vec2, ...]
    floor_y: float = 0.0
    ceiling_y: float = 2.7
    openings: tuple[Opening, ...] = ()
    outdoor: bool = False
    material: dict[str, str] | None = None


class Zone(Frozen):
    """A part of the room that placement prefers for some roles."""

    id: str
    type: str
    bounds: Box3
    priority: int = 1


class Prop(Frozen):
    """One thing on the set, where it stands."""

    id: str
    node: str = ""
    name: str = ""
    semantic_role: str = "unspecified"
    asset: str = "kit:box"
    position: Vec3
    rotation: Vec3 = (0.0, 0.0, 0.0)
    size: Size
    parent_id: str | None = None
    support: str = "floor"
    zone: str = "center"
    description: str = ""
    model_url: str | None = None
    material: dict[str, str] | None = None
    pose: str | None = None
    group: str | None = None
    hidden: bool = False
    locked: bool = False
    pinned: bool = False
    solids: tuple[Box3, ...] | None = None
    support_surfaces: tuple[SupportSurface, ...] | None = None


class Light(Frozen):
    """A lamp or the sun. ``kind`` is ambient, sun, point; ``colour`` is ``#rrggbb``."""

    name: str = ""
    kind: str = "sun"
    colour: str = "#fffaed"
    intensity: float = 1.0
    position: Vec3 | None = None
    direction: Vec3 | None = None
    range_m: float | None = None
    reason: str = ""


class Sky(Frozen):
    """Whether a sky is seen, and which."""

    needs_skybox: bool = False
    is_outdoor: bool = False
    confidence: float = 0.3
    style: str = "day"
    prompt: str = ""
    reason: str = ""


class Post(Frozen):
    """Post-processing, each from 0 to 1 (``fog`` is a density per metre)."""

    bloom: float = 0.2
    vignette: float = 0.1
    ambient_occlusion: float = 0.6
    fog: float = 0.0
    grade: str = "neutral"
    reason: str = ""


class Particles(Frozen):
    """What drifts or falls; ``density`` from 0 to 1."""

    kind: str
    density: float
    reason: str = ""


class Sound(Frozen):
    """Music and effects as data."""

    bgm: dict[str, Any] = {}
    sfx: tuple[dict[str, Any], ...] = ()


class StageCamera(Frozen):
    """A named camera on the set; lens and sensor win over ``fovYDeg`` when given."""

    name: str
    position: Vec3
    target: Vec3
    roll_deg: float = 0.0
    fov_y_deg: float = 40.0
    lens_mm: float | None = None
    sensor: str | None = None


class Unplaced(Frozen):
    """Something that could not be placed, and why."""

    id: str
    reason: str


class ScaleNote(Frozen):
    """Why a node has its size."""

    node: str
    source: str
    formula: str = ""
    factor: float = 1.0
    warnings: tuple[str, ...] = ()


class AssetNote(Frozen):
    """Which asset a node became, how it was found, and for a meaning who said so."""

    node: str
    asset: str
    score: float
    via: str
    source: str = ""


class RelationNote(Frozen):
    """Whether a relation holds."""

    node: str
    type: str
    target: str
    satisfied: bool
    score: float


class StageReport(Frozen):
    """What staging understood, decided and could not do.

    ``understood`` says what was read from a prompt, a thing or a relation a line; ``not_understood`` are its words
    that nothing was made of; ``warnings`` what of a spec was read otherwise than written; ``attempts`` how often the
    set was placed.
    """

    inference_method: str = "fallback_inference"
    timings_ms: dict[str, float] = {}
    unplaced: tuple[Unplaced, ...] = ()
    scale: tuple[ScaleNote, ...] = ()
    assets: tuple[AssetNote, ...] = ()
    relations: tuple[RelationNote, ...] = ()
    quality: dict[str, Any] = {}
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    expansion: Expansion | None = None
    warnings: tuple[str, ...] = ()
    attempts: int = 1


class Stage(Frozen):
    """The 3D set of one scene."""

    version: int = 1
    title: str = ""
    theme: str = ""
    prompt: str = ""
    seed: int = 0
    unit: str = "m"
    up: str = "y"
    container: StageContainer
    zones: tuple[Zone, ...] = ()
    props: tuple[Prop, ...] = ()
    lights: tuple[Light, ...] = ()
    sky: Sky = Sky()
    post: Post = Post()
    particles: tuple[Particles, ...] = ()
    sound: Sound = Sound()
    cameras: tuple[StageCamera, ...] = ()
    report: StageReport = StageReport()


def stage_to_fields(stage: Stage) -> dict[str, Any]:
    """The Stage as a document: ``props`` is a map by id, placement order in each prop's ``order``."""
    wire = stage.to_wire()
    wire["props"] = {prop["id"]: {**prop, "order": place} for place, prop in enumerate(wire["props"])}
    return wire


def stage_from_fields(fields: dict[str, Any]) -> Stage:
    """The Stage of a document whose ``props`` is a map by id."""
    props = sorted(fields.get("props", {}).values(), key=lambda prop: (prop.get("order", 1 << 30), prop["id"]))
    return Stage.from_wire({**fields, "props": [{k: v for k, v in prop.items() if k != "order"} for prop in props]})
