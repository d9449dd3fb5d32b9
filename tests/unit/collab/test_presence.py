"""Who is here and where: what is told, how often, and what of the others is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.collab.document_store import Change, Committed, Erase, Put, StoredDocument, Unavailable, Write
from studio.collab.presence import Eye, Focus, Pointer, Presence, TextCursor, plain_name
from studio.collab.presence_keeper import LOCAL_PACE, Pace, PresenceKeeper
from studio.model.ids import DocPath, Uid

NOON = "2026-11-28T12:00:00.000000Z"
LATER = "2026-11-28T18:00:00.000000Z"
HALL = Focus("script", "s1", field="script")
STREET = Focus("script", "s2")
BOARD = DocPath("scenes/s1/boards/b1")


def keeper(session: str = "m", uid: str = "me", pace: Pace | None = None) -> PresenceKeeper:
    made = PresenceKeeper(
        uid=Uid(uid), session=session, name=uid.title(), server_time=NOON, now_s=0.0, pace=pace or Pace()
    )
    made.is_current()
    made.go(HALL)
    return made


def told(session: str, presence: Presence, *, seq: int, expire_at: str = LATER) -> Change:
    path = DocPath(f"presence/{session}")
    return Change(path, StoredDocument(path, presence.to_wire(seq=seq, expire_at=expire_at), str(seq)))


def gone(session: str) -> Change:
    return Change(DocPath(f"presence/{session}"), None)


def passed_on(write: Write | None) -> Change:
    assert isinstance(write, Put)
    return Change(write.path, StoredDocument(write.path, write.fields, "1"))


def done(of: PresenceKeeper, now_s: float) -> None:
    of.answered(Committed(NOON, {}), now_s=now_s)


def run(of: PresenceKeeper, *, start_s: float, end_s: float, moves: bool = False) -> list[float]:
    """When it wrote, ticking ten times a second; each write is answered at once."""
    times = []
    for tenth in range(round(start_s * 10), round(end_s * 10)):
        if moves:
            of.place_cursor(TextCursor("s1", tenth, tenth))
        if of.tick(tenth / 10) is not None:
            times.append(tenth / 10)
            done(of, tenth / 10)
    return times


MINA = Presence(Uid("mina"), "Mina", 3, HALL)


def test_that_what_is_told_is_read_again() -> None:
    presence = Presence(
        Uid("mina"),
        "미나",
        4,
        Focus("stage", "s1", BOARD, "action"),
        TextCursor("s1", 3, 9),
        Pointer(BOARD, 0.25, 0.5),
        Eye("s1", (1.0, 2.0, 3.0), (0.0, 1.0, 0.0)),
    )
    wire = presence.to_wire(seq=7, expire_at=NOON)
    assert Presence.of(wire) == presence
    assert wire["currentFocus"] == {"workspace": "stage", "scene": "s1", "board": BOARD, "field": "action"}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"uid": 7},
        {"uid": ""},
        {"uid": "u" * 5000},
    ],
)
def test_that_a_document_that_tells_of_nobody_is_nobody(fields: dict[str, Any]) -> None:
    assert Presence.of(fields) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"cursor": {"scene": "s1", "anchor": -1, "head": 0}},
        {"cursor": {"scene": "s1", "anchor": True, "head": 0}},
        {"cursor": [1, 2]},
        {"view": {"pointer": {"board": "b", "x": float("nan"), "y": 0}}},
        {"view": {"camera": {"scene": "s", "position": [0, 0], "target": [0, 0, 0]}}},
        {"view": {"camera": {"scene": "s", "position": [0, 0, 1e300], "target": [0, 0, 0]}}},
        {"currentFocus": {"scene": 7}},
        {"name": 7, "color": "red"},
    ],
)
def test_that_what_does_not_fit_is_left_out(fields: dict[str, Any]) -> None:
    assert Presence.of({"uid": "mina", **fields}) == Presence(Uid("mina"), "mina")


def test_that_a_pointer_stays_in_its_frame() -> None:
    found = Presence.of({"uid": "mina", "view": {"pointer": {"board": "b", "x": -4, "y": 9}}})
    assert found is not None
    assert found.pointer == Pointer(DocPath("b"), 0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Mina", "Mina"),
        ("  김  미나 ", "김 미나"),
        ("Mi\u202ena", "Mina"),
        ("Mi\u2066na\u2069\u200b", "Mina"),
        ("Mi\nna\x00", "Mi na"),
        ("x" * 500, "x" * 60),
        (None, ""),
    ],
)
def test_that_a_name_is_one_plain_line(name: object, plain: str) -> None:
    assert plain_name(name) == plain


def test_that_who_comes_is_told_once_and_alone_nothing_more() -> None:
    mine = keeper()
    assert run(mine, start_s=0, end_s=300, moves=True) == [0]


def test_that_nothing_is_told_before_it_is_known_who_is_here() -> None:
    mine = PresenceKeeper(uid=Uid("me"), session="m", name="Me", server_time=NOON, now_s=0.0)
    assert run(mine, start_s=0, end_s=10) == []
    mine.is_current()
    assert run(mine, start_s=10, end_s=20) == [10]


def test_that_in_company_a_moving_cursor_is_told_once_a_second_and_a_still_one_every_twenty() -> None:
    mine = keeper()
    mine.follow(told("a", MINA, seq=1), now_s=0)
    moving = run(mine, start_s=0, end_s=10, moves=True)
    assert moving == [float(second) for second in range(10)]
    mine.follow(told("a", MINA, seq=2), now_s=10)
    # What moved last is told as well.
    assert run(mine, start_s=10, end_s=50) == [10, 30]


def test_that_a_cursor_is_told_only_where_somebody_can_see_it() -> None:
    mine = keeper()
    mine.follow(told("a", replace(MINA, focus=STREET), seq=1), now_s=0)
    assert run(mine, start_s=0, end_s=40, moves=True) == [0, 20]
    mine.follow(told("a", MINA, seq=2), now_s=40)
    assert run(mine, start_s=40, end_s=42) == [40]


def test_that_where_somebody_goes_is_told_to_everybody() -> None:
    mine = keeper()
    mine.follow(told("a", replace(MINA, focus=STREET), seq=1), now_s=0)
    run(mine, start_s=0, end_s=5)
    mine.go(Focus("stage", "s3", BOARD))
    assert run(mine, start_s=5, end_s=6) == [5]


def test_that_in_a_crowd_everybody_tells_every_five_seconds() -> None:
    mine = keeper()
    for place in range(10):
        mine.follow(told(f"a{place}", replace(MINA, uid=Uid(f"u{place}")), seq=1), now_s=0)
    assert run(mine, start_s=0, end_s=20, moves=True) == [0, 5, 10, 15]


def test_that_windows_of_one_machine_tell_ten_times_a_second() -> None:
    mine = keeper(pace=LOCAL_PACE)
    mine.follow(told("a", MINA, seq=1), now_s=0)
    assert 9 <= len(run(mine, start_s=0, end_s=1, moves=True)) <= 10


def test_that_a_write_that_failed_is_told_again_no_sooner_than_after_five_seconds() -> None:
    mine = keeper()
    times = []
    for tenth in range(200):
        if mine.tick(tenth / 10) is not None:
            times.append(tenth / 10)
            mine.answered(Unavailable("down"), now_s=tenth / 10)
    assert times == [0, 5, 10, 15]


def test_that_nothing_is_told_while_the_last_is_under_way() -> None:
    mine = keeper()
    mine.follow(told("a", MINA, seq=1), now_s=0)
    assert mine.tick(0) is not None
    mine.place_cursor(TextCursor("s1", 1, 1))
    assert mine.tick(8) is None
    done(mine, 8)
    assert mine.tick(8) is not None


def test_that_who_leaves_takes_their_presence_away_and_tells_nothing_more() -> None:
    mine = keeper()
    run(mine, start_s=0, end_s=1)
    assert mine.leave() == Erase(DocPath("presence/m"))
    mine.follow(told("a", MINA, seq=1), now_s=1)
    assert run(mine, start_s=1, end_s=60, moves=True) == []


def test_that_somebody_is_here_until_they_leave_or_are_silent_for_45_seconds() -> None:
    mine = keeper()
    mine.follow(told("a", MINA, seq=1), now_s=0)
    mine.follow(told("b", replace(MINA, uid=Uid("jin")), seq=1), now_s=0)
    mine.follow(gone("b"), now_s=1)
    assert list(mine.others) == ["a"]
    mine.tick(44)
    assert list(mine.others) == ["a"]
    mine.tick(46)
    assert mine.others == {}


def test_that_a_presence_left_behind_by_the_store_s_own_time_is_not_shown() -> None:
    mine = keeper()
    mine.follow(told("a", MINA, seq=1, expire_at="2026-11-28T11:59:59.000000Z"), now_s=0)
    mine.follow(told("b", MINA, seq=1, expire_at="soon"), now_s=0)
    assert mine.others == {}


def test_that_what_is_told_twice_or_late_changes_nothing() -> None:
    mine = keeper()
    mine.follow(told("a", replace(MINA, cursor=TextCursor("s1", 5, 5)), seq=5), now_s=0)
    mine.follow(told("a", replace(MINA, cursor=TextCursor("s1", 4, 4)), seq=4), now_s=1)
    mine.follow(told("a", replace(MINA, cursor=TextCursor("s1", 9, 9)), seq=5), now_s=1)
    assert mine.others["a"].cursor == TextCursor("s1", 5, 5)
    mine.tick(45)
    assert mine.others == {}


def test_that_a_pointer_is_shown_on_its_way_for_a_second() -> None:
    mine = keeper()
    mine.follow(told("a", replace(MINA, pointer=Pointer(BOARD, 0.0, 0.0)), seq=1), now_s=0)
    mine.follow(told("a", replace(MINA, pointer=Pointer(BOARD, 1.0, 0.5)), seq=2), now_s=10)
    places = [mine.shown("a", now_s=10 + tenth / 10) for tenth in (0, 5, 10, 15)]
    assert [place and place.pointer for place in places] == [
        Pointer(BOARD, 0.0, 0.0),
        Pointer(BOARD, 0.5, 0.25),
        Pointer(BOARD, 1.0, 0.5),
        Pointer(BOARD, 1.0, 0.5),
    ]
    # One that comes on the way goes on from where it is shown.
    mine.follow(told("a", replace(MINA, pointer=Pointer(BOARD, 0.0, 0.0)), seq=3), now_s=20)
    mine.follow(told("a", replace(MINA, pointer=Pointer(BOARD, 0.0, 1.0)), seq=4), now_s=20.5)
    shown = mine.shown("a", now_s=20.5)
    assert shown is not None
    assert shown.pointer == Pointer(BOARD, 0.5, 0.25)
    assert mine.is_moving(now_s=20.6)
    assert not mine.is_moving(now_s=22)


def test_that_a_pointer_on_another_board_and_an_eye_in_another_scene_are_there_at_once() -> None:
    mine = keeper()
    before = replace(MINA, pointer=Pointer(BOARD, 0, 0), eye=Eye("s1", (0, 0, 0), (1, 0, 0)))
    after = replace(MINA, pointer=Pointer(DocPath("scenes/s1/boards/b2"), 1, 1), eye=Eye("s2", (9, 9, 9), (1, 0, 0)))
    mine.follow(told("a", before, seq=1), now_s=0)
    mine.follow(told("a", after, seq=2), now_s=1)
    assert mine.shown("a", now_s=1) == after


def test_that_people_are_in_the_order_of_their_colours_where_they_are_shown() -> None:
    mine = keeper()
    mine.follow(told("a", replace(MINA, colour=4), seq=1), now_s=0)
    mine.follow(told("b", replace(MINA, colour=1, pointer=Pointer(BOARD, 0, 0)), seq=1), now_s=0)
    mine.follow(told("b", replace(MINA, colour=1, pointer=Pointer(BOARD, 1, 1)), seq=2), now_s=5)
    shown = mine.all_shown(now_s=5.5)
    assert list(shown) == list(mine.others) == ["b", "a"]
    assert shown["b"].pointer == Pointer(BOARD, 0.5, 0.5)


def test_that_people_have_the_colours_in_the_order_in_which_they_come_and_keep_them() -> None:
    here: list[PresenceKeeper] = []
    writes: list[Change] = []
    for place in range(8):
        each = keeper(session=f"{9 - place}", uid=f"u{place}")
        for write in writes:
            each.follow(write, now_s=0)
        write_ = each.tick(0)
        writes.append(passed_on(write_))
        here.append(each)
    assert [each.mine.colour for each in here] == [0, 1, 2, 3, 4, 5, 0, 1]
    for each in here:
        each.follow(gone("9"), now_s=100)
        each.tick(100)
    assert [each.mine.colour for each in here] == [0, 1, 2, 3, 4, 5, 0, 1]


def test_that_of_two_who_come_at_once_one_takes_another_colour() -> None:
    one, other = keeper("a", "jin"), keeper("b", "mina")
    first, second = one.tick(0), other.tick(0)
    done(one, 0)
    done(other, 0)
    one.follow(passed_on(second), now_s=0.2)
    other.follow(passed_on(first), now_s=0.2)
    one.tick(1)
    assert other.tick(1) is not None
    assert (one.mine.colour, other.mine.colour) == (0, 1)


def test_that_two_windows_of_one_person_have_one_colour() -> None:
    mine = keeper("m", "mina")
    mine.follow(told("a", MINA, seq=1), now_s=0)
    mine.tick(0)
    assert mine.mine.colour == MINA.colour


events = st.lists(
    st.tuples(
        st.sampled_from(("cursor", "pointer", "eye", "go", "come", "come near", "leave", "answer", "fail", "wait")),
        st.integers(0, 14),
        st.sampled_from((0.0, 0.1, 0.3, 0.7, 1.0, 3.0, 21.0, 46.0)),
    ),
    max_size=120,
)


@settings(max_examples=200, deadline=None)
@given(events)
def test_that_never_more_is_written_than_the_budget_has(script: list[tuple[str, int, float]]) -> None:
    mine = keeper()
    now_s, seq, under_way = 0.0, 0, False
    written: list[float] = []
    since_company = 0
    for deed, number, wait_s in script:
        seq += 1
        session = f"a{number}"
        match deed:
            case "cursor":
                mine.place_cursor(TextCursor("s1", seq, seq))
            case "pointer":
                mine.point(Pointer(BOARD, 1 / seq, 0))
            case "eye":
                mine.look_from(Eye("s1", (seq, 0, 0), (0, 0, 0)))
            case "go":
                mine.go(HALL if number % 2 else STREET)
            case "come" | "come near":
                focus = mine.mine.focus if deed == "come near" else Focus("cut", "s9")
                mine.follow(told(session, Presence(Uid(session), session, 0, focus), seq=seq), now_s=now_s)
            case "leave":
                mine.follow(gone(session), now_s=now_s)
            case "answer" | "fail" if under_way:
                outcome = Committed(NOON, {}) if deed == "answer" else Unavailable("down")
                mine.answered(outcome, now_s=now_s)
                under_way = False
        for _ in range(max(1, round(wait_s / 0.1))):
            now_s = round(now_s + 0.1, 1)
            before = mine.others
            write = mine.tick(now_s)
            since_company = 0 if before else since_company
            if write is None:
                continue
            assert not under_way
            gap_s = 5.0 if len(mine.others) >= 10 else 1.0
            assert not written or now_s - written[-1] >= gap_s - 1e-3
            since_company += 1
            # Alone: once to say who came, or again what failed or was under way when the others left.
            if not mine.others and deed != "fail" and "fail" not in {step[0] for step in script}:
                assert since_company <= 1
            written.append(now_s)
            under_way = True
