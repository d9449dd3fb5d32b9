"""The judge of a set shares no code with those who place it, and comes to the same on what both know."""

from __future__ import annotations

import ast
import math
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studio.model.stage import Prop
from studio.staging import checks, placement, relation_check
from studio.staging.checks.outlines import apart_m, overlap_m, prop_outline
from studio.staging.checks.relation_rules import pair_score, seen
from studio.staging.rect import Rect, gap, overlap_depth, turned

STAGING = Path(next(iter(checks.__path__))).parent
SHARED = {"studio.model.stage"}
"""What both know: the documents."""

places = st.tuples(st.floats(-4, 4), st.floats(-4, 4))
edges = st.floats(0.2, 3)
yaws = st.sampled_from((0.0, 30.0, 45.0, 90.0, 133.0, 180.0, 270.0))
KINDS = (
    "next_to",
    "near",
    "left_of",
    "right_of",
    "in_front_of",
    "behind",
    "facing",
    "same_facing",
    "long_side_of",
    "inside",
)


def names_used_by(folder: str, *modules: str) -> set[str]:
    """The modules of this project that the files of a folder, or some files, import."""
    files = [*(STAGING / folder).rglob("*.py")] if folder else [STAGING / f"{name}.py" for name in modules]
    found = set()
    for file in files:
        for line in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(line, ast.ImportFrom) and line.module and line.module.startswith("studio."):
                found.add(line.module)
    return found


def test_that_no_module_serves_both_the_placing_and_the_judging() -> None:
    assert placement.__path__
    judging = names_used_by("checks") | names_used_by("", "validation")
    placing = names_used_by("placement") | {
        f"studio.staging.placement.{one.stem}" for one in (STAGING / "placement").glob("*.py")
    }
    assert judging & placing <= SHARED


@st.composite
def boxes(draw: st.DrawFn) -> Prop:
    x, z = draw(places)
    return Prop(
        id="box", position=(x, draw(st.sampled_from((0.0, 0.4, 1.0))), z), rotation=(0, draw(yaws), 0),
        size=(draw(edges), draw(edges), draw(edges)),
    )  # fmt: skip


class Stood:
    """A box as those who place it know it."""

    def __init__(self, prop: Prop) -> None:
        x, y, z = prop.position
        self.rect: Rect = turned(x, z, prop.size[0] / 2, prop.size[2] / 2, prop.rotation[1])
        self.y, self.top, self.yaw = y, y + prop.size[1], prop.rotation[1]


@given(boxes(), boxes())
def test_that_both_measure_the_same_distances(first: Prop, second: Prop) -> None:
    ours, theirs = (prop_outline(first), prop_outline(second)), (Stood(first).rect, Stood(second).rect)
    assert math.isclose(apart_m(*ours), gap(*theirs), abs_tol=1e-6)
    depth = overlap_m(*ours)
    assert (depth > 1e-6) == (overlap_depth(*theirs) > 1e-6) or abs(depth) < 1e-5


@given(boxes(), boxes(), st.sampled_from(KINDS))
def test_that_both_judge_relations_the_same(first: Prop, second: Prop, kind: str) -> None:
    ours = pair_score(kind, seen(first), seen(second), None)
    theirs = relation_check.pair_score(kind, Stood(first), Stood(second), None)
    assert ours is not None and theirs is not None
    assert (ours >= 1.0 - 1e-6) == (theirs >= 1.0 - 1e-6) or abs(ours - theirs) < 0.02
