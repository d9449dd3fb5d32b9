"""The contract of every DocumentStore: what listeners are told."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest

from studio.collab.document_store import (
    SERVER_TIME,
    Conflicted,
    DocumentStore,
    Erase,
    Heard,
    Loaded,
    Patch,
    Put,
    Unavailable,
    Write,
)
from studio.model.ids import DocPath
from tests.unit.collab.contract_stores import Ears, Place, listened

A, B, C = DocPath("scenes/a"), DocPath("scenes/b"), DocPath("scenes/c")
BOARD = DocPath("scenes/a/boards/x")
PERSON = DocPath("presence/p")


def entry(name: str) -> Write:
    return Put(DocPath(f"journal/{name}"), {"opId": name, "step": name, "at": SERVER_TIME})


def names(ears: Ears) -> list[str]:
    return [change.path for change in ears.changes]


# What is there


def test_that_without_resume_all_that_is_there_is_told_first(store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}), Put(B, {"n": 2}), Put(BOARD, {"n": 3})])
    ears = listened(store, ["scenes"])
    assert ears.latest() == {A: {"n": 1}, B: {"n": 2}}


def test_that_an_empty_place_is_told_as_current(store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    assert ears.changes == [] and ears.heard[-1].is_current


def test_that_what_is_erased_before_is_not_told_without_resume(store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}), Put(B, {"n": 1})])
    store.commit([Erase(A)])
    assert names(listened(store, ["scenes"])) == [B]


def test_that_what_is_told_is_what_is_read(store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    store.commit([Put(A, {"밤": [1, 2.5, None, {"x": "y"}], "at": SERVER_TIME})])
    ears.wait(lambda ears: bool(ears.changes))
    assert ears.changes[-1].document == store.get(A)


def test_that_only_the_asked_for_collections_are_told(store: DocumentStore) -> None:
    ears = listened(store, ["", "scenes/a/boards"])
    store.commit([Put(A, {"n": 1}), Put(DocPath("scenes/a/boards/x/takes/t"), {"n": 1})])
    store.commit([Put(DocPath(""), {"title": "Night"}), Put(BOARD, {"n": 1})])
    ears.wait(lambda ears: BOARD in names(ears))
    assert {name for name in names(ears) if name} == {BOARD} and ears.latest()[DocPath("")] == {"title": "Night"}


# What becomes


def test_that_ones_own_changes_are_told(store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    store.commit([Put(A, {"n": 1})])
    ears.wait_told(A, {"n": 1})


def test_that_another_processs_changes_are_told(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    other = place.open()
    other.commit([Put(A, {"n": 1, "keep": True})])
    ears.wait_told(A, {"n": 1, "keep": True})
    other.commit([Patch(A, {("n",): 2})])
    ears.wait_told(A, {"n": 2, "keep": True})


def test_that_what_is_erased_is_told_as_none(place: Place, store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}), Put(B, {"n": 1})])
    ears = listened(store, ["scenes"])
    place.open().commit([Erase(A)])
    ears.wait_told(A, None)
    assert ears.latest() == {B: {"n": 1}}


def test_that_what_is_erased_and_written_anew_is_there_in_the_end(place: Place, store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1})])
    ears = listened(store, ["scenes"])
    place.open().commit([Erase(A)])
    place.open().commit([Put(A, {"n": 2})])
    ears.wait_told(A, {"n": 2})
    assert ears.latest() == {A: {"n": 2}}


def test_that_a_refused_commit_is_not_told(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    with pytest.raises(Conflicted):
        place.open().commit([Put(A, {"n": 1}), Patch(B, {("n",): 1})])
    store.commit([Put(C, {"n": 1})])
    ears.wait_told(C, {"n": 1})
    assert names(ears) == [C]


def test_that_changes_of_a_document_are_told_in_their_order(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    for turn in range(20):
        (store if turn % 2 else place.open() if turn == 0 else store).commit([Put(A, {"n": turn})])
    ears.wait_told(A, {"n": 19})
    told = [fields["n"] for fields in ears.fields(A) if fields is not None]
    assert told == sorted(told)


def test_that_one_commit_is_told_together(place: Place, store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 0}), Put(BOARD, {"n": 0}), Put(DocPath(""), {"n": 0})])
    ears, other = listened(store, ["", "scenes", "scenes/a/boards"]), place.open()
    for turn in range(1, 20):
        other.commit([Put(A, {"n": turn}), Put(BOARD, {"n": turn}), Patch(DocPath(""), {("n",): turn})])
    ears.wait_told(A, {"n": 19})
    state: dict[str, Any] = {}
    for heard in ears.heard:
        state.update({change.path: change.document.fields["n"] for change in heard.changes if change.document})
        assert len(set(state.values())) == 1 and len(state) == 3


def test_that_the_erased_of_a_commit_are_told_with_the_written(place: Place, store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1})])
    ears = listened(store, ["scenes", "scenes/a/boards"])
    place.open().commit([Erase(A), Put(B, {"n": 1}), Put(BOARD, {"n": 1})])
    ears.wait_told(BOARD, {"n": 1})
    (heard,) = [heard for heard in ears.heard if any(change.path == BOARD for change in heard.changes)]
    assert {change.path for change in heard.changes} == {A, B, BOARD}


def test_that_several_listeners_are_all_told(place: Place, store: DocumentStore) -> None:
    other = place.open()
    scenes, boards, both, elsewhere = (
        listened(store, ["scenes"]),
        listened(store, ["scenes/a/boards"]),
        listened(store, ["scenes", "scenes/a/boards"]),
        listened(other, ["scenes"]),
    )
    place.open().commit([Put(A, {"n": 1}), Put(BOARD, {"n": 2})])
    for ears in (scenes, both, elsewhere):
        ears.wait_told(A, {"n": 1})
    for ears in (boards, both):
        ears.wait_told(BOARD, {"n": 2})
    assert names(scenes) == names(elsewhere) == [A] and names(boards) == [BOARD]


def test_that_a_listener_is_called_once_at_a_time(place: Place, store: DocumentStore) -> None:
    inside, most = 0, 0
    done = threading.Event()

    def hear(news: object) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.002)
        inside -= 1
        if isinstance(news, Heard) and any(c.document and c.document.fields.get("end") for c in news.changes):
            done.set()

    store.listen(["scenes"], hear)
    others = [place.open() for _ in range(2)]

    def write(who: int) -> None:
        for turn in range(5):
            others[who].commit([Put(DocPath(f"scenes/w{who}"), {"n": turn})])

    threads = [threading.Thread(target=write, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.commit([Put(A, {"end": True})])
    assert done.wait(15) and most == 1


def test_that_a_listener_may_write(store: DocumentStore) -> None:
    ears = Ears()

    def hear(news: Any) -> None:
        ears(news)
        if isinstance(news, Heard) and any(change.path == A for change in news.changes):
            store.commit([Put(B, {"n": 2})])

    store.listen(["scenes"], hear)
    store.commit([Put(A, {"n": 1})])
    ears.wait_told(B, {"n": 2})


def test_that_presence_is_told_and_taken_away(place: Place, store: DocumentStore) -> None:
    ears, other = listened(store, ["presence"]), place.open()
    other.commit([Put(PERSON, {"uid": "u", "cursor": 3})])
    ears.wait_told(PERSON, {"uid": "u", "cursor": 3})
    other.commit([Patch(PERSON, {("cursor",): 4})])
    ears.wait_told(PERSON, {"uid": "u", "cursor": 4})
    other.commit([Erase(PERSON)])
    ears.wait_told(PERSON, None)
    assert ears.latest() == {} and store.query("presence") == ()


def test_that_presence_and_a_document_may_be_of_one_commit(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["presence", "scenes"])
    place.open().commit([Put(PERSON, {"uid": "u"}), Put(A, {"n": 1})])
    ears.wait_told(PERSON, {"uid": "u"})
    ears.wait_told(A, {"n": 1})
    with pytest.raises(Conflicted):
        place.open().commit([Put(PERSON, {"uid": "v"}), Patch(B, {("n",): 1})])
    person = store.get(PERSON)
    assert person is not None and person.fields == {"uid": "u"}


# Going on


@pytest.mark.parametrize("is_same_store", [True, False], ids=["same-store", "another-process"])
def test_that_a_listener_goes_on_where_another_left_off(
    place: Place, store: DocumentStore, *, is_same_store: bool
) -> None:
    store.commit([Put(A, {"n": 1}), Put(B, {"n": 1})])
    first = Ears()
    listening = store.listen(["scenes"], first)
    first.wait_current()
    store.commit([Put(A, {"n": 2})])
    first.wait_told(A, {"n": 2})
    listening.close()
    place.open().commit([Put(C, {"n": 1}), Erase(B)])

    again = listened(store if is_same_store else place.open(), ["scenes"], first.resume)
    again.wait_told(C, {"n": 1})
    again.wait_told(B, None)
    assert A not in names(again)


def test_that_a_listener_goes_on_after_the_store_is_opened_anew(place: Place) -> None:
    store = place.open()
    store.commit([Put(A, {"n": 1})])
    ears = listened(store, ["scenes"])
    resume = ears.resume
    store.close()
    place.open().commit([Put(A, {"n": 2})])
    again = listened(place.open(), ["scenes"], resume)
    again.wait_told(A, {"n": 2})


def test_that_going_on_where_nothing_has_happened_tells_that_it_is_current(store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1})])
    ears = listened(store, ["scenes"], store.load().resume)
    assert ears.changes == [] and ears.heard[-1].is_current


def test_that_what_came_after_loading_is_told(place: Place, store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}), Put(B, {"n": 1})])
    loaded = store.load()
    place.open().commit([Put(A, {"n": 2}), Erase(B), Put(C, {"n": 1})])
    ears = listened(store, ["scenes"], loaded.resume)
    ears.wait(lambda ears: len(ears.changes) >= 3)
    assert ears.latest() == {A: {"n": 2}, C: {"n": 1}} and None in ears.fields(B)


def test_that_a_listener_may_ask_for_other_collections_when_it_goes_on(store: DocumentStore) -> None:
    resume = store.load().resume
    store.commit([Put(A, {"n": 1}), Put(BOARD, {"n": 1})])
    ears = listened(store, ["scenes/a/boards"], resume)
    ears.wait_told(BOARD, {"n": 1})
    assert names(ears) == [BOARD]


@pytest.mark.parametrize("resume", ["not from here", "", "{}"])
def test_that_a_place_of_no_listener_is_refused(store: DocumentStore, resume: str) -> None:
    with pytest.raises(ValueError):
        store.listen(["scenes"], Ears(), resume=resume)


def test_that_a_resume_is_plain_text(store: DocumentStore) -> None:
    ears = listened(store, ["scenes"])
    assert isinstance(ears.resume, str) and ears.resume.isprintable()


# The journal


def test_that_the_journal_is_told_from_somewhere_on(place: Place, store: DocumentStore) -> None:
    store.commit([entry("o1")])
    ears = listened(store, ["journal"], store.load().resume)
    place.open().commit([entry("o2"), Put(A, {"n": 1})])
    place.open().commit([entry("o3")])
    ears.wait(lambda ears: "journal/o3" in names(ears))
    assert [name for name in names(ears) if name != "journal/o1"] == ["journal/o2", "journal/o3"]


def test_that_the_journal_is_not_told_without_a_place_to_begin(store: DocumentStore) -> None:
    with pytest.raises(ValueError):
        store.listen(["scenes", "journal"], Ears())


def test_that_a_journal_entry_is_told_with_what_it_wrote(place: Place, store: DocumentStore) -> None:
    ears, other = listened(store, ["scenes", "journal"], store.load().resume), place.open()
    for turn in range(10):
        other.commit([entry(f"o{turn}"), Put(A, {"n": turn})])
    ears.wait_told(A, {"n": 9})
    entries, value = 0, -1
    for heard in ears.heard:
        entries += sum(change.path.startswith("journal/") for change in heard.changes)
        value = max([value, *(c.document.fields["n"] for c in heard.changes if c.path == A and c.document)])
        assert entries == value + 1


def test_that_large_values_of_the_journal_are_told_whole(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["journal"], store.load().resume)
    text = "밤" * 50_000
    place.open().commit([Put(DocPath("journal/o1"), {"opId": "o1", "step": "o1", "after": text, "at": SERVER_TIME})])
    ears.wait(lambda ears: bool(ears.changes))
    (told,) = ears.fields("journal/o1")
    assert told is not None and told["after"] == text


# Closing


def test_that_nothing_is_told_after_closing(place: Place, store: DocumentStore) -> None:
    ears, other = Ears(), listened(store, ["scenes"])
    listening = store.listen(["scenes"], ears)
    ears.wait_current()
    listening.close()
    told = len(ears.news)
    place.open().commit([Put(A, {"n": 1})])
    other.wait_told(A, {"n": 1})
    time.sleep(0.05)
    assert len(ears.news) == told
    listening.close()


def test_that_closing_waits_for_a_call_that_is_under_way(place: Place, store: DocumentStore) -> None:
    inside, is_over = threading.Event(), threading.Event()

    def hear(news: object) -> None:
        if isinstance(news, Heard) and news.changes:
            inside.set()
            time.sleep(0.1)
            is_over.set()

    listening = store.listen(["scenes"], hear)
    writer = threading.Thread(target=place.open().commit, args=([Put(A, {"n": 1})],))
    writer.start()
    assert inside.wait(15)
    listening.close()
    assert is_over.is_set()
    writer.join()


def test_that_a_listener_may_close_itself(store: DocumentStore) -> None:
    told: list[object] = []
    other = listened(store, ["scenes"])

    def hear(news: object) -> None:
        told.append(news)
        if isinstance(news, Heard) and news.changes:
            listening.close()

    listening = store.listen(["scenes"], hear)
    store.commit([Put(A, {"n": 1})])
    other.wait_told(A, {"n": 1})
    store.commit([Put(A, {"n": 2})])
    other.wait_told(A, {"n": 2})
    assert sum(isinstance(news, Heard) and bool(news.changes) for news in told) == 1


def test_that_a_listener_may_close_another(store: DocumentStore) -> None:
    second, told_then, is_closed = Ears(), [0], threading.Event()

    def hear(news: object) -> None:
        if isinstance(news, Heard) and news.changes:
            listening.close()
            told_then[0] = len(second.news)
            is_closed.set()

    store.listen(["scenes"], hear)
    listening = store.listen(["scenes"], second)
    second.wait_current()
    third = listened(store, ["scenes"])
    with suppress(Unavailable):
        # Google's emulator tells listeners in the middle of a commit: where one ends just then, it answers the commit
        # that is written with CANCELLED, and tells who comes after that one with the next commit.
        store.commit([Put(A, {"n": 1})])
    assert is_closed.wait(15)
    store.commit([Put(B, {"n": 1})])
    third.wait_told(A, {"n": 1})
    third.wait_told(B, {"n": 1})
    assert len(second.news) == told_then[0]


def test_that_closing_the_store_ends_its_listeners_and_no_others(place: Place) -> None:
    closing, staying = place.open(), place.open()
    ears, others = listened(closing, ["scenes"]), listened(staying, ["scenes"])
    closing.close()
    told = len(ears.news)
    place.open().commit([Put(A, {"n": 1})])
    others.wait_told(A, {"n": 1})
    assert len(ears.news) == told


# While others write


def test_that_nothing_is_missed_between_loading_and_listening(place: Place, store: DocumentStore) -> None:
    other, is_over = place.open(), threading.Event()

    def write() -> None:
        for turn in range(60):
            other.commit([Put(DocPath(f"scenes/s{turn % 7}"), {"n": turn}), entry(f"o{turn:02}")])
            if turn % 5 == 4:
                other.commit([Erase(DocPath(f"scenes/s{(turn + 1) % 7}"))])
        is_over.set()

    writer = threading.Thread(target=write)
    writer.start()
    loads: list[tuple[Loaded, Ears]] = []
    while not is_over.is_set() and len(loads) < 6:
        loaded = store.load()
        ears = Ears()
        store.listen(["scenes", "journal"], ears, resume=loaded.resume)
        loads.append((loaded, ears))
        is_over.wait(0.02)
    writer.join()
    store.commit([Put(DocPath("scenes/end"), {"n": 0})])
    final = {document.path: document.fields for document in store.query("scenes")}
    for loaded, ears in loads:
        ears.wait_told("scenes/end", {"n": 0})
        state: dict[DocPath, Mapping[str, Any]] = {p: d.fields for p, d in loaded.documents.items() if p}
        for change in ears.changes:
            if change.path.startswith("journal/"):
                continue
            if change.document is None:
                state.pop(change.path, None)
            else:
                state[change.path] = change.document.fields
        assert state == final
        known = {entry["opId"] for entry in loaded.journal} | {n[8:] for n in names(ears) if n.startswith("journal/")}
        assert known == {f"o{turn:02}" for turn in range(60)}


def test_that_no_commit_of_several_writers_is_missed(place: Place, store: DocumentStore) -> None:
    ears = listened(store, ["scenes", "journal"], store.load().resume)

    def write(own: DocumentStore, who: int) -> None:
        for turn in range(15):
            own.commit([Put(DocPath(f"scenes/w{who}n{turn}"), {"n": turn}), entry(f"w{who}n{turn}")])

    threads = [threading.Thread(target=write, args=(place.open(), who)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ears.wait(lambda ears: len(set(names(ears))) == 90)
    assert len(ears.latest()) == 90
