"""The live review between several sessions: who presents, where the others' film stands, and how often it is told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.collab.presence_keeper import STALE_S
from studio.collab.review import Review, ReviewMode, Showing
from studio.collab.review_clock import FollowedPlayhead
from studio.collab.review_keeper import FORGOTTEN_S, GAP_S
from studio.model.ids import Uid
from tests.unit.collab.review_world import Reviewer, ReviewWorld

EXAMPLES = 200 if os.environ.get("DREAMFACTORY_SOAK") else 15
PLAYING = ReviewMode.PLAYING


def begun(*others: str) -> tuple[ReviewWorld, list[Reviewer]]:
    """Jin presents, the others follow."""
    world = ReviewWorld("jin", *others)
    world.reviewers[0].start(100)
    world.run(1)
    for each in world.reviewers[1:]:
        each.keeper.follow()
    return world, world.reviewers


NONE = (0, 0, "")


def review_of(each: Reviewer) -> tuple[int, int, str]:
    """The review as a session knows it: epoch, count, who presents."""
    review = each.keeper.review
    return (review.epoch, review.count, review.session) if review is not None else NONE


def test_that_a_review_is_heard_of_by_all_and_followed_by_who_joins() -> None:
    world, (jin, mina, _noor) = begun("mina", "noor")
    assert world.presenters() == ["jin"]
    assert mina.keeper.is_following and not jin.keeper.is_following
    assert mina.keeper.followed_position(mina.now_s) == 100
    jin.show(240)
    world.run(0.5)
    assert mina.keeper.followed_position(mina.now_s) == 240
    mina.keeper.leave()
    assert (mina.keeper.is_following, mina.keeper.review is None) == (False, False)


def test_that_of_two_who_start_at_once_one_presents_and_the_other_follows() -> None:
    world = ReviewWorld("jin", "mina")
    for each in world.reviewers:
        each.start()
    world.run(2)
    (presenter,) = world.presenters()
    assert [each.name for each in world.reviewers if each.keeper.is_following] != [presenter]
    assert sum(each.keeper.is_following for each in world.reviewers) == 1


def test_that_a_film_plays_alike_everywhere_by_the_time_of_the_store() -> None:
    world, (jin, mina) = begun("mina")
    jin.show(100, mode=PLAYING)
    world.run(0.5)
    frames: list[float] = []
    world.run(60, lambda: frames.append(mina.keeper.followed_position(mina.now_s)))
    assert mina.keeper.followed_position(mina.now_s) == pytest.approx(jin.keeper.position(jin.now_s), abs=1)
    steps = [after - before for before, after in pairwise(frames)]
    assert all(step == pytest.approx(2.4, rel=0.11) for step in steps), "it jumps or stands"


def test_that_a_playhead_that_is_a_little_off_is_led_back_and_one_that_is_far_off_jumps() -> None:
    showing, playhead = Showing(PLAYING, rate=24), FollowedPlayhead()
    playhead.frame(showing, 0, now_s=0)
    off = [playhead.frame(showing, 24 * s / 10 + 1.5, now_s=s / 10) for s in range(1, 20)]
    assert off[0] == pytest.approx(2.4 * 1.1)
    assert off[-1] == pytest.approx(24 * 1.9 + 1.5)
    assert playhead.frame(showing, 400, now_s=2) == 400


def test_that_a_presenter_who_scrubs_tells_four_times_a_second_at_most_and_the_last_is_told() -> None:
    world, (jin, mina) = begun("mina")
    jin.writes_s.clear()
    at = iter(range(1000))
    world.run(5, lambda: jin.show(next(at)))
    gaps = [after - before for before, after in pairwise(jin.writes_s)]
    assert min(gaps) >= GAP_S - 0.01 and len(gaps) >= 14
    world.run(1)
    assert mina.keeper.position(mina.now_s) == 49


def test_that_what_is_told_late_takes_nothing_back() -> None:
    world, (jin, _) = begun("mina")
    for frame in (1, 2, 3):
        jin.show(frame)
        world.store.clock.go_on(GAP_S)
        jin.tick()
        if frame == 2:
            jin.client.listeners[0].deliver(1)
    assert world.stored().showing.frame == 3


def test_that_only_the_presenter_is_listened_to() -> None:
    world, (_, mina) = begun("mina")
    mina.show(7)
    mina.keeper.end()
    mina.keeper.hand_over("s-mina")
    world.run(1)
    assert world.presenters() == ["jin"]
    assert world.stored().showing.frame == 100


def test_that_who_asks_is_seen_by_all_and_presents_once_it_is_granted() -> None:
    world, (jin, mina, noor) = begun("mina", "noor")
    noor.keeper.ask()
    world.run(0.5)
    mina.keeper.ask()
    world.run(0.5)
    assert jin.keeper.review is not None and jin.keeper.review.waiting == ("s-noor", "s-mina")
    jin.show(100, mode=PLAYING)
    world.run(1)
    jin.keeper.hand_over()
    world.run(0.5)
    assert world.presenters() == ["noor"]
    assert noor.keeper.position(noor.now_s) == pytest.approx(100 + 24 * 1.5, abs=6)
    assert world.stored().waiting == ("s-mina",)
    assert jin.keeper.is_following and mina.keeper.is_following and world.stored().uid == "noor"
    mina.keeper.withdraw()
    world.run(0.5)
    assert world.stored().waiting == () and not mina.keeper.is_asking


def test_that_somebody_is_handed_the_review_who_has_not_asked() -> None:
    world, (jin, _) = begun("mina")
    jin.keeper.hand_over("s-mina", uid=Uid("mina"))
    world.run(0.5)
    assert world.presenters() == ["mina"] and world.stored().uid == "mina"


def test_that_a_silent_presenter_is_replaced_after_a_while_and_by_one_alone() -> None:
    world, (jin, mina, noor) = begun("mina", "noor")
    world.run(60)
    assert not mina.keeper.is_stale(now_s=mina.now_s), "a heartbeat keeps the presenter"
    jin.client.go_offline()
    world.run(STALE_S - 22)
    mina.keeper.take_over(now_s=mina.now_s)
    world.run(1)
    assert mina.keeper.review is not None and mina.keeper.review.session == "s-jin", "too early"
    world.run(22)
    for each in (mina, noor):
        each.keeper.take_over(now_s=each.now_s)
        each.tick()
    assert world.presenters() == ["jin", "mina"], "jin cannot know yet"
    world.run(1)
    jin.client.go_online()
    world.run(2)
    assert world.presenters() == ["mina"]
    assert noor.keeper.is_following
    assert jin.keeper.is_following


def test_that_a_review_ends_for_all_and_another_can_begin() -> None:
    world, (jin, mina) = begun("mina")
    jin.keeper.end()
    world.run(0.5)
    assert mina.keeper.review is None and not mina.keeper.is_following
    mina.start(3)
    world.run(0.5)
    assert world.presenters() == ["mina"] and jin.keeper.review is not None and not jin.keeper.is_following


def test_that_a_presenter_who_goes_hands_over_to_who_asked_else_it_is_over() -> None:
    world, (jin, mina) = begun("mina")
    mina.keeper.ask()
    world.run(0.5)
    for leaving in (jin, mina):
        last = leaving.keeper.close(now_s=leaving.now_s)
        assert last is not None
        leaving.client.commit((last,))
        leaving.is_there = False
        world.run(0.5)
        assert world.stored().session == "s-mina"
    assert not world.stored().is_on


def test_that_a_review_that_was_left_behind_is_over_in_the_end() -> None:
    world, (jin, mina) = begun("mina")
    jin.client.go_offline()
    jin.is_there = False
    world.store.clock.go_on(FORGOTTEN_S)
    world.run(1)
    assert mina.keeper.review is None
    mina.start()
    world.run(1)
    assert world.presenters()[-1] == "mina"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {
            "presenter": "a",
            "session": "s",
            "startedAt": "yesterday",
            "at": "now",
            "mode": "paused",
            "epoch": 1,
            "count": 1,
        },
        {"presenter": 3, "session": "s", "mode": "playing", "epoch": -1},
    ],
)
def test_that_a_document_that_says_nothing_is_no_review(fields: Mapping[str, Any]) -> None:
    assert Review.of(fields) is None


def test_that_what_does_not_fit_is_left_out() -> None:
    at = "2026-01-01T00:00:00.000000Z"
    fields = {"presenter": "a", "session": "s", "startedAt": at, "at": at, "mode": "playing", "epoch": 1, "count": 2}
    odd = {"frame": float("inf"), "rate": "fast", "board": 7, "requests": {"x": 3, "y": {"uid": "b", "at": at}}}
    review = Review.of({**fields, **odd})
    assert review is not None and review.showing == Showing(PLAYING) and review.waiting == ("y",)


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data(), count=st.integers(2, 20), seed=st.integers(0, 1 << 16))
def test_that_whatever_they_do_one_presents_and_all_agree_in_the_end(
    data: st.DataObject, count: int, seed: int
) -> None:
    world = ReviewWorld(*(f"p{number}" for number in range(count)), seed=seed)
    deeds = st.tuples(
        st.integers(0, count - 1),
        st.sampled_from(
            (
                "start",
                "show",
                "play",
                "ask",
                "withdraw",
                "hand",
                "end",
                "take",
                "follow",
                "cut",
                "mend",
                "again",
                "sleep",
            )
        ),
    )
    epochs = [0]

    def looked_at() -> None:
        if world.store.query("review"):
            epochs.append(world.stored().epoch)
        believers = {
            each.keeper.review.epoch for each in world.reviewers if each.keeper.is_presenting and each.keeper.review
        }
        assert len(believers) == len(world.presenters()), "two present in one epoch"

    world.check = looked_at
    for number, deed in data.draw(st.lists(deeds, max_size=25)):
        each = world.reviewers[number]
        keeper = each.keeper
        match deed:
            case "start":
                each.start(number)
            case "show":
                each.show(number + 10)
            case "play":
                each.show(number, mode=PLAYING)
            case "ask":
                keeper.ask()
            case "withdraw":
                keeper.withdraw()
            case "hand":
                keeper.hand_over()
            case "end":
                keeper.end()
            case "take":
                keeper.take_over(now_s=each.now_s)
            case "follow":
                keeper.follow()
            case "cut":
                each.client.go_offline()
            case "mend":
                each.client.go_online()
            case "sleep":
                world.store.clock.go_on(STALE_S)
            case _:
                for listener in each.client.listeners:
                    listener.repeat()
        world.run(0.2)
    for each in world.reviewers:
        if each.client.is_offline:
            each.client.go_online()
    world.run(6)
    assert epochs == sorted(epochs)
    reviews = {review_of(each) for each in world.reviewers}
    assert len(reviews) == 1
    assert len(world.presenters()) == (0 if reviews == {NONE} else 1)
    frames = [each.keeper.position(each.now_s) for each in world.reviewers]
    assert max(frames) - min(frames) < 3
