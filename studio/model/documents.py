"""The documents of a project, under their wire names (contracts/documents.md)."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field, field_validator

from studio.model.frozen import Frozen
from studio.model.stage import Vec3
from studio.model.timing import FrameRate

SCHEMA_VERSION = 1

ShotSize = Literal["EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "BCU", "ECU", "INSERT"]
Angle = Literal["bird", "high", "eye", "low", "worm", "dutch"]
Move = Literal[
    "static",
    "pan",
    "tilt",
    "roll",
    "dolly",
    "truck",
    "pedestal",
    "crane",
    "handheld",
    "zoom",
    "dolly_zoom",
    "rack_focus",
]
SHOT_SIZES: tuple[ShotSize, ...] = get_args(ShotSize)
ANGLES: tuple[Angle, ...] = get_args(Angle)
SceneStatus = Literal["draft", "generating_image", "generating_video", "completed", "error"]


class FrameRateFields(Frozen):
    """A rational frame rate on the wire."""

    num: int = Field(default=24, gt=0)
    den: int = Field(default=1, gt=0)

    @property
    def rate(self) -> FrameRate:
        """The rate as a value."""
        return FrameRate(self.num, self.den)


class Character(Frozen):
    """A person of the story, as the Artist has to draw them."""

    id: str
    name: str
    description: str = ""
    reference_image_urls: tuple[str, ...] = ()


class ProductionBible(Frozen):
    """What every agent has to know of the production."""

    logline: str = ""
    genre: str = ""
    tone: str = ""
    visual_style: str = ""
    characters: dict[str, Character] = {}


class ScriptFormat(Frozen):
    """How the script's file was written, so that it can be written again byte for byte."""

    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"


class Project(Frozen):
    """The production. ``depth_of_field`` is whether its pictures show it; it is written only where it was chosen."""

    title: str = "Untitled"
    owner_id: str = "local"
    status: Literal["scripting", "storyboarding", "filming", "completed"] = "scripting"
    production_bible: ProductionBible = ProductionBible()
    member_roles: dict[str, str] = {}
    script_prelude: str = ""
    script_format: ScriptFormat = ScriptFormat()
    frame_rate: FrameRateFields = FrameRateFields()
    aspect_ratio: float = 16 / 9
    sensor: str = "Super 35"
    depth_of_field: bool = Field(default=False, exclude_if=lambda value: not value)
    budget: float | None = None
    schema_version: int = SCHEMA_VERSION
    created_at: str | None = None
    updated_at: str | None = None


class Leased(Frozen):
    """The lease fields: who is editing, since when, in which session and epoch, for how many seconds."""

    locked_by: str | None = None
    locked_at: str | None = None
    lock_session: str | None = None
    lock_epoch: int = 0
    lock_ttl: float = 30


class KenBurns(Frozen):
    """A move over a still picture: zoom factors ≥ 1, pan a fraction of the frame from start to end, seconds."""

    zoom_start: float = Field(default=1.0, ge=1)
    zoom_end: float = Field(default=1.0, ge=1)
    pan_x: float = 0.0
    pan_y: float = 0.0
    duration: float = 0.0


class VideoComposition(Frozen):
    """The honest fallback when no video was generated."""

    type: Literal["ken_burns"] = "ken_burns"
    config: KenBurns = KenBurns()
    fallback_reason: str = ""


class Scene(Leased):
    """A scene of the screenplay: its text from the heading on."""

    order_key: str = ""
    script: str = ""
    heading: str = ""
    visual_prompt: str = Field(default="", alias="visual_prompt")
    rationale: str = ""
    status: SceneStatus = "draft"
    key_board_id: str | None = None
    image_url: str | None = None
    image_prompt_revision: str | None = None
    video_url: str | None = None
    video_composition: VideoComposition | None = None
    rev: int = 0
    last_op_id: str | None = None
    deleted_at: str | None = None


class Anchor(Frozen):
    """A range of the scene's text in code points, with the words it was made for; ``lost`` once they are gone."""

    start: int = 0
    end: int = 0
    quote: str = ""
    lost: bool = False


class ShotLabel(Frozen):
    """A shot's number (the scene's), its setup letter, and whether it was issued."""

    number: str = ""
    setup: str = ""
    locked: bool = False

    @property
    def text(self) -> str:
        """``12A``."""
        return f"{self.number}{self.setup}"


class CameraKey(Frozen):
    """The camera at time ``t`` (0–1 of the board's length). Field of view follows from lens, sensor and aspect.

    ``easing`` is how it goes on from here to the next key. ``f_stop`` is written only where it was chosen.
    """

    t: float = 0.0
    position: Vec3
    target: Vec3
    roll_deg: float = 0.0
    lens_mm: float = 35.0
    focus_m: float | None = None
    f_stop: float | None = Field(default=None, gt=0, exclude_if=lambda value: value is None)
    easing: str = "ease"


class Board(Leased):
    """One board: a shot or a moment of it."""

    order_key: str = ""
    shot: ShotLabel = ShotLabel()
    anchor: Anchor | None = None
    shot_size: str = "WS"
    angle: str = "eye"
    move: str = "static"
    camera_keys: tuple[CameraKey, ...] = ()
    duration_frames: int = Field(default=48, ge=1)
    dialogue: str = ""
    action: str = ""
    notes: str = ""
    rationale: str = ""
    subjects: tuple[str, ...] = ()
    visual_prompt: str = Field(default="", alias="visual_prompt")
    prop_overrides: dict[str, dict[str, Any]] = {}
    take_id: str | None = None
    image_url: str | None = None
    image_prompt_revision: str | None = None
    video_url: str | None = None
    video_composition: VideoComposition | None = None
    status: SceneStatus = "draft"
    rev: int = 0
    last_op_id: str | None = None
    deleted_at: str | None = None


class CriterionVerdict(Frozen):
    """One line of a critic's rubric: a score from 0 to 1, and what was seen."""

    criterion: str = ""
    score: float = Field(default=0.0, ge=0, le=1)
    note: str = ""


class Verdict(Frozen):
    """What a critic saw in a take. ``is_checked`` is false where nobody could look at it; then nothing is claimed."""

    is_checked: bool = False
    score: float = Field(default=0.0, ge=0, le=1)
    passed: bool = False
    criteria: tuple[CriterionVerdict, ...] = ()
    advice: str = ""
    reason: str = ""


class Take(Frozen):
    """A picture, video or frame made for a board."""

    kind: Literal["picture", "video", "frame"] = "frame"
    asset: str = ""
    agent: str = "offline"
    prompt: str = ""
    verdict: Verdict | None = None
    task_id: str | None = None
    created_at: str | None = None
    deleted_at: str | None = None

    @field_validator("verdict", mode="before")
    @classmethod
    def _read_verdict(cls, value: object) -> object:
        """Takes of schema 1's first days had a text, always empty."""
        return None if value == "" else value


class Layer(Frozen):
    """A drawing layer on a board; ``strokes`` is a ``media:`` reference to immutable stroke data."""

    kind: str = "ink"
    order_key: str = ""
    opacity: float = Field(default=1.0, ge=0, le=1)
    visible: bool = True
    strokes: str | None = None
    deleted_at: str | None = None
