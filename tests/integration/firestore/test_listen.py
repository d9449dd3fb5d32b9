from __future__ import annotations

import threading
import time

import pytest

from studio.collab.document_store import (
    SERVER_TIME,
    Denied,
    Erase,
    Heard,
    Lost,
    Patch,
    Put,
    SignInNeeded,
    Unavailable,
    Write,
)
from studio.collab.firestore_messages import ListenResponse
from studio.collab.firestore_token import PersonToken
from studio.model.ids import PROJECT_PATH, DocPath
from tests.integration.firestore.conftest import OpenStore
from tests.integration.firestore.heard import Ears
from tests.stand_in.firestore_emulator import user_token
from tests.stand_in.firestore_relay import FirestoreRelay

SCENE = DocPath("scenes/s1")
BOARD = DocPath("scenes/s1/boards/b1")
EVERYTHING = ["", "scenes", "scenes/s1/boards", "journal"]


def entry(name: str) -> Write:
    return Put(DocPath(f"journal/{name}"), {"opId": name, "at": SERVER_TIME})


def test_that_a_commit_is_told_together_over_all_collections(open_store: OpenStore) -> None:
    store, other, ears = open_store(), open_store("bob"), Ears()
    store.commit([Put(SCENE, {"rev": 1}), Put(BOARD, {"rev": 1})])
    store.listen(EVERYTHING, ears, resume=store.load().resume)
    ears.wait(lambda ears: bool(ears.news))

    for turn in range(5):
        ears.forget()
        writes: list[Write] = [Patch(SCENE, {("rev",): turn + 2}), Patch(BOARD, {("rev",): turn + 2})]
        other.commit([entry(f"o{turn}"), *writes, Patch(PROJECT_PATH, {("n",): turn})])
        ears.wait(lambda ears: bool(ears.changes))

        (news,) = ears.news
        assert isinstance(news, Heard)
        assert [change.path for change in news.changes] == ["", f"journal/o{turn}", SCENE, BOARD]
        assert {change.document.fields.get("rev") for change in news.changes if change.document} == {turn + 2, None}


def test_that_what_was_erased_since_loading_is_told(open_store: OpenStore) -> None:
    store, ears = open_store(), Ears()
    store.commit([Put(SCENE, {"rev": 1}), Put(DocPath("scenes/s2"), {"rev": 1})])
    loaded = store.load()
    store.commit([Erase(SCENE)])

    store.listen(["scenes"], ears, resume=loaded.resume)

    ears.wait(lambda ears: bool(ears.news))
    assert [(change.path, change.document) for change in ears.changes] == [(SCENE, None)]


def test_that_the_journal_is_listened_to_from_somewhere_on(open_store: OpenStore) -> None:
    with pytest.raises(ValueError):
        open_store().listen(["journal"], Ears())
    with pytest.raises(ValueError):
        open_store().listen(["scenes"], Ears(), resume="17")


def test_that_the_window_on_the_journal_moves_on_and_tells_each_entry_once(open_store: OpenStore) -> None:
    store, ears = open_store(), Ears()
    store.listen(["journal"], ears, resume=store.load().resume)

    for batch in range(4):
        store.commit([entry(f"b{batch}n{n}") for n in range(90)])
        last = f"journal/b{batch}n89"
        ears.wait(lambda ears, last=last: ears.has(last))  # type: ignore[misc]

    assert len(ears.changes) == len({change.path for change in ears.changes}) == 360


def test_that_a_broken_stream_is_told_and_nothing_is_missed(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store, other, ears = open_store(at=relay.place), open_store("bob"), Ears()
    store.commit([Put(SCENE, {"rev": 1}), Put(DocPath("scenes/s2"), {"rev": 1})])
    store.listen(["scenes", "journal"], ears, resume=store.load().resume)
    ears.wait(lambda ears: bool(ears.news))

    relay.cut()
    other.commit([entry("o1"), Erase(SCENE)])

    ears.wait(lambda ears: bool(ears.losses) and ears.has("journal/o1") and ears.has(SCENE))
    (loss,) = ears.losses
    assert isinstance(loss.failure, Unavailable) and loss.waits_s is not None and loss.waits_s <= 0.5


def test_that_a_stream_that_has_fallen_silent_is_opened_anew(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store, ears = open_store(at=relay.place), Ears()
    store.listen(["scenes"], ears, watchdog_s=0.5)
    ears.wait(lambda ears: bool(ears.news))
    relay.is_silent = True
    store.commit([Put(SCENE, {"rev": 1})])

    ears.wait(lambda ears: bool(ears.losses))
    relay.is_silent = False

    ears.wait(lambda ears: ears.has(SCENE))


def test_that_documents_the_server_no_longer_counts_are_asked_for(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store, ears = open_store(at=relay.place), Ears()
    store.commit([Put(SCENE, {"rev": 1}), Put(DocPath("scenes/s2"), {"rev": 1})])
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: ears.has(SCENE))
    relay.is_deaf_to = "document_change"
    store.commit([Put(DocPath("scenes/s3"), {"rev": 1})])
    time.sleep(0.3)
    relay.is_deaf_to = ""
    ears.forget()

    relay.inject(ListenResponse(filter={"target_id": relay.target_ids[-1], "count": 3}).SerializeToString())

    ears.wait(lambda ears: ears.has("scenes/s3"))
    assert ears.losses == []


def test_that_an_expired_token_is_renewed_in_passing(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store, ears = open_store(at=relay.place), Ears()
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: bool(ears.news))
    relay.refused.add(relay.tokens[-1])

    relay.cut()
    open_store("bob").commit([Put(SCENE, {"rev": 1})])

    ears.wait(lambda ears: ears.has(SCENE))
    assert len(set(relay.tokens)) == 2


def test_that_a_token_that_cannot_be_renewed_ends_the_listener(open_store: OpenStore, relay: FirestoreRelay) -> None:
    token, ears = user_token("ann"), Ears()

    def renew() -> str:
        raise SignInNeeded("The sign-in has been withdrawn.")

    store = open_store(PersonToken(lambda: token, renew), at=relay.place)
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: bool(ears.news))
    relay.refused.add(token)
    relay.cut()

    ears.wait(lambda ears: any(loss.waits_s is None for loss in ears.losses))
    assert isinstance(ears.losses[-1].failure, SignInNeeded)


def test_that_a_removed_member_is_told_and_hears_no_more(open_store: OpenStore) -> None:
    owner, removed, ears = open_store(), open_store("bob"), Ears()
    removed.listen(EVERYTHING, ears, resume=removed.load().resume)
    ears.wait(lambda ears: bool(ears.news))

    owner.commit([Put(PROJECT_PATH, {"memberRoles": {"ann": "owner"}})])

    ears.wait(lambda ears: bool(ears.losses), within_s=5)
    assert isinstance(ears.losses[0], Lost)
    assert isinstance(ears.losses[0].failure, Denied) and ears.losses[0].waits_s is None
    owner.commit([Put(SCENE, {"secret": 1}), entry("o1")])
    time.sleep(0.3)
    assert not ears.has(SCENE)


def test_that_a_hearer_that_fails_does_not_end_the_listener(
    open_store: OpenStore, caplog: pytest.LogCaptureFixture
) -> None:
    store, ears, fails = open_store(), Ears(), threading.Event()

    def hear(news: Heard | Lost) -> None:
        if not fails.is_set():
            fails.set()
            raise RuntimeError("a mistake")
        ears(news)

    store.listen(["scenes"], hear)
    assert fails.wait(5)
    store.commit([Put(SCENE, {"rev": 1})])

    ears.wait(lambda ears: ears.has(SCENE))
    assert "A listener's hearer has failed." in caplog.text
