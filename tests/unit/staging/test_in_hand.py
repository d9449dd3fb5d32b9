"""What somebody holds is in their hand."""

from __future__ import annotations

from math import dist

import pytest

from studio.model.stage import Prop, Stage
from studio.staging.in_hand import in_hand
from studio.staging.kit.mannequin import landmarks, pose_size
from studio.staging.pipeline import stage_prompt
from studio.viewport.transform import rotation_matrix, to_world


def _to_hand_m(thing: Prop, person: Prop) -> float:
    """How far the nearer hand is from the middle line of a thing's box along its longest edge."""
    found = landmarks(person.asset, person.size, person.pose)
    along = max(range(3), key=lambda axis: thing.size[axis])
    points = []
    for share in (-0.5, -0.25, 0.0, 0.25, 0.5):
        local = [0.0, thing.size[1] / 2, 0.0]
        local[along] += share * thing.size[along]
        points.append(to_world(thing, (local[0], local[1], local[2])))
    hands = [to_world(person, found[name]) for name in ("left_hand", "right_hand")]
    return min(dist(hand, point) for hand in hands for point in points)


def _held(stage: Stage, thing: str) -> tuple[Prop, Prop]:
    prop = next(prop for prop in stage.props if prop.asset == f"kit:{thing}")
    return prop, next(prop for prop in stage.props if prop.semantic_role == "character")


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("A knight holding a sword in a throne room", "sword"),
        ("A woman stands in a kitchen with a cup in her hand", "cup"),
        ("A man holding a letter by the window of a study", "letter"),
        ("A boy carrying a lantern walks down a corridor", "lantern"),
        ("거실에서 여자가 컵을 들고 서 있다", "cup"),
        ("부두에서 컵을 쥔 노인이 서 있다.", "cup"),
    ],
)
def test_that_what_somebody_is_said_to_hold_is_in_their_hand(prompt: str, thing: str) -> None:
    held, person = _held(stage_prompt(prompt).stage, thing)
    assert held.parent_id == person.id
    assert person.pose != "stand"
    assert _to_hand_m(held, person) < 0.2


def test_that_a_cup_on_a_table_stays_there_though_somebody_is_in_the_room() -> None:
    held, person = _held(stage_prompt("A woman stands in a kitchen. A cup on the table.").stage, "cup")
    assert held.parent_id != person.id
    assert person.pose == "stand"


@pytest.mark.parametrize("pose", ["hold", "walk", "kneel", "sit", "stand", "run"])
@pytest.mark.parametrize("size", [(1.0, 0.05, 0.22), (0.09, 0.1, 0.09), (0.03, 0.02, 0.2), (0.2, 0.38, 0.2)])
def test_that_a_thing_is_held_in_every_pose_whichever_way_its_holder_turns(
    pose: str, size: tuple[float, float, float]
) -> None:
    person = Prop(
        id="p", asset="kit:woman", position=(1.0, 0.0, 2.0), rotation=(0.0, 130.0, 0.0), pose=pose,
        size=pose_size("kit:woman", pose), semantic_role="character",
    )  # fmt: skip
    thing = Prop(id="t", asset="kit:box", size=size, position=(0.0, 0.0, 0.0))
    position, rotation = in_hand(thing, person)
    held = thing.model_copy(update={"position": position, "rotation": rotation})
    assert _to_hand_m(held, person) < 0.2
    turn = rotation_matrix(rotation)
    if max(size) == 1.0:
        assert turn[1, 0] > 0.5  # its tip points up
        ahead = rotation_matrix(person.rotation) @ (0.0, 0.0, 1.0)
        assert turn[:, 0] @ ahead > 0.3  # and away
