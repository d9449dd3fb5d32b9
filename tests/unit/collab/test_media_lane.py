from __future__ import annotations

import random

import pytest

from studio.collab.document_store import Unavailable
from studio.collab.media_lane import FIRST_WAIT_S, LONGEST_WAIT_S, MediaLane

GONE = Unavailable("The network is gone.")


def test_that_the_smallest_goes_first_and_the_latest_comes_first() -> None:
    up, down = MediaLane("smallest"), MediaLane("latest")
    for lane in (up, down):
        for name, size in (("video", 1 << 30), ("picture", 2000), ("drawing", 90_000)):
            lane.add(name, size=size)
        lane.add("video")
    assert [up.next(0), up.next(0, but={"picture"}), up.next(0, most_bytes=1)] == ["picture", "drawing", None]
    assert [down.next(0), down.next(0, but={"video"})] == ["video", "drawing"]
    up.drop("picture")
    assert (len(up), up.bytes) == (2, (1 << 30) + 90_000)


def test_that_one_that_is_not_there_yet_is_asked_for_ever_more_seldom_and_keeps_nobody() -> None:
    random.seed(1)
    lane = MediaLane("latest")
    lane.add("other")
    lane.add("late")
    now_s, waits = 0.0, []
    for _ in range(12):
        assert lane.next(now_s, but={"other"}) == "late"
        lane.later("late", now_s)
        lane.add("late")
        assert lane.next(now_s) == "other"
        wait_s = lane.wakes_in_s(now_s, but={"other"})
        assert wait_s is not None
        waits.append(wait_s)
        now_s += wait_s
    assert waits[0] <= FIRST_WAIT_S
    assert LONGEST_WAIT_S / 2 <= waits[-1] <= LONGEST_WAIT_S
    assert len(set(waits)) == len(waits)
    assert sum(waits) > 200
    lane.hurry()
    assert lane.next(now_s) == "late"


def test_that_the_whole_lane_rests_while_the_network_is_gone() -> None:
    lane = MediaLane("smallest")
    lane.add("one")
    now_s = 0.0
    for _ in range(10):
        lane.rest(now_s, GONE)
        assert lane.next(now_s) is None
        assert lane.failure is GONE
        wait_s = lane.wakes_in_s(now_s)
        assert wait_s is not None
        now_s += wait_s
        assert lane.next(now_s) == "one"
    assert now_s == pytest.approx(150, rel=0.5)
    lane.moved("one")
    assert (lane.failure, lane.wakes_in_s(now_s)) == (None, None)
