"""Rooms that nobody has furnished by hand and that are known to be possible: a tenth here, the whole under soak."""

import os

import pytest

from bench.staging import faults_of
from bench.unseen.campaign import judged
from bench.unseen.rooms import unseen_room
from studio.staging.pipeline import stage_spec

IS_SOAK = bool(os.environ.get("DREAMFACTORY_SOAK"))
AIRY, FULL, PACKED = (100, 40, 20) if IS_SOAK else (8, 2, 2)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(200, 200 + AIRY))
def test_that_an_unseen_room_has_all_it_asks_for_and_people_walk_it(number: int) -> None:
    room = unseen_room(number, share=0.15)
    stage = stage_spec(room.spec, seed=1, pinned=room.pinned)
    assert judged(room, stage, seed=1, took_s=0.0).short == ()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("number", "share"),
    [*((200 + turn, 0.30) for turn in range(FULL)), *((200 + turn, 0.50) for turn in range(PACKED))],
)
def test_that_nothing_in_an_unseen_fuller_room_overlaps_or_is_left_in_a_door(number: int, share: float) -> None:
    room = unseen_room(number, share=share)
    stage = stage_spec(room.spec, seed=0, pinned=room.pinned)
    assert faults_of(room.spec, stage) == []
    assert all(prop in stage.props for prop in room.pinned)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("number", "share"),
    [*((300 + turn, 0.50) for turn in range(PACKED)), *((300 + turn, 0.66) for turn in range(PACKED))],
)
def test_that_in_an_unseen_packed_room_everything_stands_and_has_what_it_asks_for(number: int, share: float) -> None:
    room = unseen_room(number, share=share)
    stage = stage_spec(room.spec, seed=1, pinned=room.pinned)
    assert judged(room, stage, seed=1, took_s=0.0).short == ()


def test_that_the_same_number_is_the_same_room_and_others_differ() -> None:
    assert unseen_room(3, share=0.15) == unseen_room(3, share=0.15)
    assert unseen_room(3, share=0.15).spec != unseen_room(4, share=0.15).spec
