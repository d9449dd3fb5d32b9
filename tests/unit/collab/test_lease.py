"""Leases between several sessions: who has a scene, until when, and what the others see."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.collab.document_store import Fence, Patch
from studio.collab.lease import Asking, Free, Lease, LeaseLost, LossReason, Mine, Theirs, guarded_by
from studio.model.ids import DocPath, Uid
from studio.model.operations import Append, Create, Delete, Move, Operation, Restore, Set, Splice
from tests.unit.collab.lease_world import SCENE, STEP_S, TRANSIT_S, LeaseWorld, Session

EXAMPLES = 400 if os.environ.get("DREAMFACTORY_SOAK") else 25
BOARD = DocPath("scenes/s1/boards/b1")
LAYER = DocPath("scenes/s1/boards/b1/layers/l1")


def pair() -> tuple[LeaseWorld, Session, Session]:
    """Jin owns the project, Mina edits it with them."""
    world = LeaseWorld("jin", "mina")
    jin, mina = world.sessions
    return world, jin, mina


def theirs(session: Session) -> Theirs:
    state = session.state()
    assert isinstance(state, Theirs)
    return state


def lost(session: Session) -> LeaseLost:
    state = session.state()
    assert isinstance(state, LeaseLost)
    return state


def held_by_mina() -> tuple[LeaseWorld, Session, Session]:
    world, jin, mina = pair()
    mina.type()
    world.run(1)
    assert mina.state() == Mine()
    return world, jin, mina


@pytest.mark.parametrize(
    ("op", "guard"),
    [
        (Splice(SCENE, ("script",), 0, "", "a"), SCENE),
        (Set(SCENE, ("visual_prompt",), "a"), SCENE),
        (Set(SCENE, ("rationale",), "a"), SCENE),
        (Set(SCENE, (), {"script": ""}), SCENE),
        (Delete(SCENE), SCENE),
        (Set(SCENE, ("keyBoardId",), "b"), None),
        (Create(SCENE, {}), None),
        (Restore(SCENE), None),
        (Move(SCENE, "a"), None),
        (Set(DocPath(""), ("scriptPrelude",), "a"), None),
        (Set(BOARD, ("visual_prompt",), "a"), None),
        (Delete(BOARD), None),
        (Set(DocPath("scenes/s1/stage/current"), ("props", "p"), {}), None),
        (Create(LAYER, {}), BOARD),
        (Set(LAYER, ("strokes",), "media:a"), BOARD),
        (Append(LAYER, ("strokes",), ()), BOARD),
        (Move(LAYER, "a"), BOARD),
        (Delete(LAYER), BOARD),
        (Create(DocPath("scenes/s1/comments/c"), {}), None),
    ],
)
def test_that_a_lease_guards(op: Operation, guard: DocPath | None) -> None:
    assert guarded_by(op) == guard


@pytest.mark.parametrize(
    "fields",
    [
        None,
        {"lockedBy": "mina"},
        {"lockSession": 7, "lockedBy": "mina"},
        {"lockedBy": "", "lockSession": ""},
        {"lockEpoch": "many", "lockTtl": None},
        {"lockEpoch": True, "lockTtl": float("nan")},
    ],
)
def test_that_fields_that_are_no_lease_are_a_free_one(fields: dict[str, object] | None) -> None:
    lease = Lease.of(fields)
    assert lease.session is None
    assert lease.epoch == 0
    assert 1 <= lease.ttl_s <= 120


def test_that_nobody_can_hold_a_scene_for_ever() -> None:
    assert Lease.of({"lockedBy": "m", "lockSession": "s", "lockTtl": 1e12}).ttl_s <= 120


def test_that_editing_acquires_and_the_others_see_who() -> None:
    _, jin, mina = held_by_mina()
    assert mina.may_write()
    assert theirs(jin).uid == "mina"
    assert not theirs(jin).is_stale
    assert not jin.may_write()


def test_that_nothing_is_written_while_nobody_edits() -> None:
    world, jin, mina = pair()
    world.run(120)
    assert not jin.writes
    assert not mina.writes
    assert jin.keeper.is_at_rest


def test_that_a_lease_is_renewed_every_ten_seconds_and_let_go_after_a_minute() -> None:
    world, _, mina = held_by_mina()
    world.run(58)
    assert mina.state() == Mine()
    assert 5 <= len(mina.writes) - 1 <= 6
    world.run(5)
    assert mina.state() == Free()
    count = len(mina.writes)
    world.run(60)
    assert len(mina.writes) == count


def test_that_leaving_lets_go_and_the_next_has_a_higher_epoch() -> None:
    world, jin, mina = held_by_mina()
    mina.leave()
    world.run(1)
    assert jin.state() == mina.state() == Free()
    jin.type()
    world.run(1)
    assert jin.state() == Mine()
    assert world.store.holders == {1: "at mina", 2: "at jin"}


def test_that_what_waits_for_the_store_is_written_before_the_lease_is_let_go() -> None:
    world, jin, mina = held_by_mina()
    mina.wait_with(is_there=True)
    mina.leave()
    world.run(30)
    assert mina.may_write()
    mina.wait_with(is_there=False)
    world.run(1)
    assert jin.state() == Free()


def test_that_what_waits_has_its_lease_acquired_without_anybody_typing() -> None:
    world, _, mina = pair()
    mina.wait_with(is_there=True)
    world.run(2)
    assert world.store.accepted[0] == ("mina", 1)


def test_that_an_edit_of_others_between_does_not_disturb_a_renewal() -> None:
    world, _, mina = held_by_mina()
    for _ in range(8):
        world.store.write_body("title", fence=None)
        mina.type()
        world.run(5)
    assert mina.state() == Mine()


def test_that_it_can_be_taken_over_once_it_ran_out_and_not_before() -> None:
    world, jin, mina = held_by_mina()
    mina.is_frozen = True
    world.run(25)
    jin.keeper.take_over(SCENE, now_s=jin.now_s)
    world.run(2)
    assert theirs(jin)
    world.run(10)
    assert jin.state() == Mine()
    mina.is_frozen = False
    assert not mina.may_write()
    mina.type()
    world.run(2)
    assert (lost(mina).reason, lost(mina).uid) == (LossReason.TAKEN, "jin")


def test_that_who_sees_it_run_out_is_told() -> None:
    world, jin, mina = held_by_mina()
    mina.is_frozen = True
    world.run(45)
    assert theirs(jin).is_stale
    assert jin.told[-1] == jin.state()


def test_that_nothing_is_said_to_have_run_out_while_the_store_is_out_of_sight() -> None:
    world, jin, mina = held_by_mina()
    jin.is_cut = True
    jin.keeper.watch(is_live=False, now_s=jin.now_s)
    for _ in range(9):
        mina.type()
        world.run(10)
    assert not theirs(jin).is_stale
    jin.keeper.watch(is_live=True, now_s=jin.now_s)
    assert theirs(jin)
    assert not theirs(jin).is_stale


def test_that_a_lease_that_could_not_be_had_is_tried_for_as_soon_as_the_store_is_heard_again() -> None:
    world = LeaseWorld("jin")
    (jin,) = world.sessions
    jin.is_cut = True
    jin.keeper.watch(is_live=False, now_s=jin.now_s)
    jin.wait_with(is_there=True)
    world.run(45)
    tried = len(jin.writes)
    assert 1 < tried < 6
    jin.is_cut = False
    jin.keeper.watch(is_live=True, now_s=jin.now_s)
    world.run(2 * STEP_S)
    assert jin.may_write()


def test_that_typing_stops_24_seconds_after_the_last_renewal_that_was_sent_and_acknowledged() -> None:
    world, _, mina = held_by_mina()
    mina.is_cut = True
    for _ in range(21):
        mina.type()
        world.run(1)
    assert mina.may_write()
    world.run(4)
    assert not mina.may_write()
    assert lost(mina).reason is LossReason.CUT_OFF


def test_that_a_lease_counts_from_when_it_was_sent_not_from_when_it_was_answered() -> None:
    world, _, mina = pair()
    mina.lag_s = 4.5
    mina.type()
    world.run(5.5)
    assert mina.state() == Mine()
    mina.is_cut = True
    world.run(17)
    assert mina.may_write()
    world.run(2)
    assert not mina.may_write()


def test_that_a_lease_nobody_took_goes_on_after_the_connection_is_back() -> None:
    world, _, mina = held_by_mina()
    mina.is_cut = True
    mina.wait_with(is_there=True)
    world.run(50)
    mina.is_cut = False
    world.run(8)
    assert mina.state() == Mine()
    assert world.store.holders == {1: "at mina"}
    assert world.store.accepted[-1] == ("mina", 1)


def test_that_words_that_wait_go_in_when_the_scene_is_open_again() -> None:
    world, jin, mina = held_by_mina()
    mina.is_cut = True
    mina.wait_with(is_there=True)
    world.run(32)
    jin.type()
    world.run(1)
    assert jin.state() == Mine()
    mina.is_cut = False
    world.run(6)
    assert (lost(mina).reason, lost(mina).uid) == (LossReason.TAKEN, "jin")
    jin.leave()
    world.run(4)
    assert mina.state() == Mine()
    assert world.store.accepted[-1] == ("mina", 3)


def test_that_who_was_slower_is_told_that_their_words_wait() -> None:
    world, jin, mina = pair()
    mina.lag_s = 4
    mina.type()
    mina.wait_with(is_there=True)
    world.run(0.5)
    jin.type()
    world.run(5)
    assert jin.state() == Mine()
    assert (lost(mina).reason, lost(mina).uid) == (LossReason.LATE, "jin")


def test_that_an_owner_takes_it_away_and_who_had_it_does_not_grab_it_back() -> None:
    world, jin, mina = held_by_mina()
    jin.keeper.force_release(SCENE, now_s=jin.now_s)
    world.run(1)
    assert jin.state() == Free()
    mina.wait_with(is_there=True)
    for _ in range(20):
        mina.type()
        world.run(1)
    assert lost(mina).reason is LossReason.FORCED
    jin.type()
    world.run(1)
    assert jin.state() == Mine()


def test_that_who_had_it_taken_away_may_have_it_back_when_they_say_so() -> None:
    world, jin, mina = held_by_mina()
    jin.keeper.force_release(SCENE, now_s=jin.now_s)
    world.run(1)
    mina.keeper.take_over(SCENE, now_s=mina.now_s)
    world.run(1)
    assert mina.state() == Mine()


def test_that_somebody_who_is_no_owner_cannot_take_it_away() -> None:
    world, jin, mina = pair()
    jin.type()
    world.run(1)
    mina.keeper.force_release(SCENE, now_s=mina.now_s)
    world.run(40)
    assert jin.state() == Mine()
    assert theirs(mina)
    assert len(mina.writes) == 1


def test_that_a_request_is_seen_and_handed_over() -> None:
    world, jin, mina = held_by_mina()
    jin.keeper.ask(SCENE, now_s=jin.now_s)
    world.run(1)
    assert isinstance(jin.state(), Asking)
    assert mina.state() == Mine((Uid("jin"),))
    mina.keeper.hand_over(SCENE, now_s=mina.now_s)
    mina.type()
    world.run(2)
    assert jin.state() == Mine()
    assert theirs(mina)
    assert world.store.fields(DocPath(f"{SCENE}/requests/jin")) is None


def test_that_requests_matter_where_somebody_edits() -> None:
    world, jin, mina = held_by_mina()
    assert jin.keeper.request_collections == mina.keeper.request_collections == {f"{SCENE}/requests"}
    mina.leave()
    world.run(1)
    assert not jin.keeper.request_collections | mina.keeper.request_collections


def test_that_a_request_can_be_declined() -> None:
    world, jin, mina = held_by_mina()
    jin.keeper.ask(SCENE, now_s=jin.now_s)
    world.run(1)
    mina.keeper.keep(SCENE, Uid("jin"), now_s=mina.now_s)
    world.run(1)
    assert theirs(jin).is_declined
    assert mina.state() == Mine()


def test_that_a_request_can_be_withdrawn() -> None:
    world, jin, mina = held_by_mina()
    jin.keeper.ask(SCENE, now_s=jin.now_s)
    world.run(1)
    jin.keeper.withdraw(SCENE, now_s=jin.now_s)
    world.run(1)
    assert mina.state() == Mine()
    assert theirs(jin)
    assert not theirs(jin).is_declined
    mina.leave()
    world.run(2)
    assert jin.state() == Free()


def test_that_who_asked_first_gets_it_first() -> None:
    world = LeaseWorld("jin", "mina", "sol")
    jin, mina, sol = world.sessions
    mina.type()
    world.run(1)
    sol.keeper.ask(SCENE, now_s=sol.now_s)
    world.run(1)
    jin.keeper.ask(SCENE, now_s=jin.now_s)
    world.run(1)
    assert mina.state() == Mine((Uid("sol"), Uid("jin")))
    mina.leave()
    world.run(1)
    assert sol.state() == Mine((Uid("jin"),))
    sol.leave()
    world.run(1)
    assert jin.state() == Mine()


def test_that_an_answer_that_was_lost_does_no_harm() -> None:
    world, jin, mina = pair()
    mina.lag_s = 3
    mina.type()
    world.run(0.5)
    mina.sent[0].arrives_s = world.store.now_s
    mina.sent[0].answered_s = world.store.now_s + 2 * TRANSIT_S
    world.run(0.5)
    # The store tells of it before the answer would.
    assert mina.state() == Mine()
    mina.leave()
    world.run(20)
    assert jin.state() == mina.state() == Free()
    assert world.store.holders == {1: "at mina"}


def test_that_nothing_is_written_into_what_the_store_has_not_told_of_yet() -> None:
    _, jin, mina = held_by_mina()
    unheard = DocPath("scenes/s2")
    assert not mina.keeper.may_write(unheard, now_s=mina.now_s)
    assert mina.keeper.fence_of(Set(unheard, ("script",), "")) is None
    assert not jin.keeper.may_write(SCENE, now_s=jin.now_s)


def test_that_what_is_wanted_has_to_be_heard() -> None:
    _, jin, _ = pair()
    assert jin.keeper.collections == frozenset()
    jin.keeper.pending([BOARD], now_s=jin.now_s)
    assert jin.keeper.collections == {"scenes/s1/boards"}
    jin.keeper.pending([], now_s=jin.now_s)
    assert jin.keeper.collections == frozenset()


def test_that_an_acquisition_is_a_compare_and_set_that_raises_the_epoch() -> None:
    _, _, mina = held_by_mina()
    fence, write = mina.writes[0].writes
    assert fence == Fence(SCENE, "", 0)
    assert isinstance(write, Patch)
    assert write.fields["lockEpoch",] == 1


DEEDS = ("type", "leave", "wait", "done", "cut", "heal", "freeze", "thaw", "ask", "withdraw", "hand", "take", "force")
Step = tuple[str, int, float]
steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.sampled_from((0.5, 1.0, 4.0, 8.0, 15.0, 26.0, 32.0))),
    min_size=10,
    max_size=40,
)


def play(world: LeaseWorld, script: list[Step], lags: tuple[float, float, float]) -> None:
    for session, lag in zip(world.sessions, lags, strict=True):
        session.lag_s = lag
    for deed, place, wait_s in script:
        session = world.sessions[place]
        keeper, now_s = session.keeper, session.now_s
        if session.is_frozen and deed != "thaw":
            world.run(wait_s)
            continue
        match deed:
            case "type":
                session.type()
            case "leave":
                session.leave()
            case "wait" | "done":
                session.wait_with(is_there=deed == "wait")
            case "cut" | "heal":
                session.is_cut = deed == "cut"
            case "freeze" | "thaw":
                session.is_frozen = deed == "freeze"
            case "ask":
                keeper.ask(SCENE, now_s=now_s)
            case "withdraw":
                keeper.withdraw(SCENE, now_s=now_s)
            case "hand":
                keeper.hand_over(SCENE, now_s=now_s)
            case "take":
                keeper.take_over(SCENE, now_s=now_s)
            case "force" if session.is_owner:
                world.was_forced = True
                keeper.force_release(SCENE, now_s=now_s)
        world.run(wait_s)


@pytest.mark.soak
@settings(max_examples=EXAMPLES, deadline=None)
@given(steps, st.tuples(*[st.sampled_from((0.0, 1.0, 3.0, TRANSIT_S))] * 3))
def test_that_an_epoch_has_one_holder_and_no_late_write_is_taken(
    script: list[Step], lags: tuple[float, float, float]
) -> None:
    world = LeaseWorld("jin", "mina", "sol")
    play(world, script, lags)


@pytest.mark.soak
@settings(max_examples=EXAMPLES, deadline=None)
@given(steps, st.tuples(*[st.sampled_from((0.0, 1.0, 3.0, TRANSIT_S))] * 3))
def test_that_stopping_in_time_alone_keeps_late_writes_out(
    script: list[Step], lags: tuple[float, float, float]
) -> None:
    world = LeaseWorld("jin", "mina", "sol", is_fenced=False)
    play(world, [step for step in script if step[0] not in ("force", "leave", "hand")], lags)


@pytest.mark.soak
@settings(max_examples=EXAMPLES, deadline=None)
@given(steps, st.tuples(*[st.sampled_from((0.0, 1.0, 3.0))] * 3))
def test_that_who_types_in_the_end_gets_the_scene(script: list[Step], lags: tuple[float, float, float]) -> None:
    world = LeaseWorld("jin", "mina", "sol")
    play(world, script, lags)
    for session in world.sessions:
        session.is_cut = session.is_frozen = False
        session.leave()
        session.wait_with(is_there=False)
        session.keeper.withdraw(SCENE, now_s=session.now_s)
    world.run(80)
    assert [session.state() for session in world.sessions] == [Free()] * 3
    world.sessions[1].type()
    world.run(8)
    assert world.sessions[1].state() == Mine()
