"""A set whose every measure is known: a table with a cup on it, a crate, a lamp in the air, a person."""

from __future__ import annotations

from studio.model.ids import stage_path
from studio.model.operations import Set
from studio.model.stage import Prop, Stage, StageContainer, stage_to_fields
from studio.staging.kit.mannequin import pose_size
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL

TABLE = Prop(
    id="table#1",
    node="table",
    name="table",
    semantic_role="furniture_floor",
    asset="kit:table",
    position=(0.0, 0.0, 0.0),
    size=(1.6, 0.75, 0.9),
    parent_id="room",
)
CUP = Prop(
    id="cup#1",
    node="cup",
    name="cup",
    semantic_role="decoration_surface",
    asset="kit:cup",
    position=(0.3, 0.75, 0.1),
    size=(0.09, 0.1, 0.09),
    parent_id="table#1",
    support="surface",
)
CRATE = Prop(
    id="crate#1",
    node="crate",
    name="crate",
    semantic_role="furniture_floor",
    asset="kit:crate",
    position=(2.0, 0.0, 1.0),
    size=(0.6, 0.6, 0.6),
    parent_id="room",
)
MINA = Prop(
    id="mina",
    node="mina",
    name="MINA",
    semantic_role="character",
    asset="kit:woman",
    position=(-2.0, 0.0, 1.0),
    size=pose_size("kit:woman"),
    parent_id="room",
    pose="stand",
)
SET = Stage(
    title="A room",
    container=StageContainer(footprint=((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)), ceiling_y=3.0),
    props=(TABLE, CUP, CRATE, MINA),
)


def build_set(page: StudioPage) -> None:
    """Puts the set into the hall of the small film."""
    page.document.commit([Set(stage_path(HALL), (), stage_to_fields(SET))], label="Build", initiator="carpenter")
