from __future__ import annotations

import re

import grpc
import pytest

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Conflicted,
    Denied,
    Erase,
    Patch,
    Put,
    Revision,
    SignInNeeded,
    Unavailable,
)
from studio.collab.firestore_token import PersonToken
from studio.model.ids import DocPath
from tests.integration.firestore.conftest import OpenStore
from tests.stand_in.firestore_emulator import user_token
from tests.stand_in.firestore_relay import FirestoreRelay

SCENE = DocPath("scenes/s1")
OTHER = DocPath("scenes/s2")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def test_that_the_servers_time_stands_where_it_was_asked_for(open_store: OpenStore) -> None:
    store = open_store()
    put = store.commit([Put(SCENE, {"at": SERVER_TIME, "lease": {"at": SERVER_TIME, "by": "ann"}, "rev": 1})])
    patched = store.commit([Patch(SCENE, {("seen", "a b"): SERVER_TIME, ("more",): {"at": SERVER_TIME, "n": 1}})])

    stored = store.get(SCENE)
    assert stored is not None and TIME.fullmatch(put.time)
    assert stored.fields == {
        "at": put.time,
        "lease": {"at": put.time, "by": "ann"},
        "rev": 1,
        "seen": {"a b": patched.time},
        "more": {"at": patched.time, "n": 1},
    }
    assert put.time <= patched.time <= store.time()


def test_that_a_write_that_expects_what_is_there_goes_through(open_store: OpenStore) -> None:
    store, other = open_store(), open_store("bob")
    version = store.commit([Put(SCENE, {"rev": 1, "n": 0})]).versions[SCENE]
    version = store.commit([Patch(SCENE, {("rev",): 2}, version)]).versions[SCENE]
    store.commit([Patch(SCENE, {("rev",): 3}, Revision(2))])
    other.commit([Patch(SCENE, {("n",): 7})])
    # The revision is still the same; only its document has another version by now.
    store.commit([Patch(SCENE, {("rev",): 5}, Revision(3))])
    other.commit([Put(SCENE, {"rev": 6}, Revision(5))])
    other.commit([Erase(SCENE, Revision(6))])

    assert store.get(SCENE) is None
    other.commit([Erase(SCENE)])
    store.commit([Put(SCENE, {}, ABSENT)])
    store.commit([Put(SCENE, {"rev": 1}, Revision(0))])


@pytest.mark.parametrize("who", ["vera", "mallory"])
def test_that_the_rules_are_enforced(open_store: OpenStore, who: str) -> None:
    with pytest.raises(Denied):
        open_store(who).commit([Put(SCENE, {})])


def test_that_the_token_of_the_emulators_owner_would_pass_the_rules(open_store: OpenStore) -> None:
    """The negative control: what Google's own client sends to an emulator knows no rules; ours never sends it."""
    owner = PersonToken(lambda: "owner", lambda: "owner")

    open_store(owner).commit([Put(SCENE, {})])

    assert open_store().get(SCENE) is not None


def test_that_a_second_entry_of_the_journal_is_refused_whole(open_store: OpenStore) -> None:
    store = open_store()
    entry = Put(DocPath("journal/op1"), {"opId": "op1", "at": SERVER_TIME}, ABSENT)
    store.commit([entry, Put(SCENE, {"rev": 1})])

    with pytest.raises((Conflicted, Denied)):
        store.commit([entry, Put(SCENE, {"rev": 2})])

    assert [document.fields for document in store.query("scenes")] == [{"rev": 1}]


def test_that_a_lost_answer_says_that_it_may_be_done(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store = open_store(at=relay.place)
    relay.lost_answers = 1

    with pytest.raises(Unavailable) as failure:
        store.commit([Put(SCENE, {"rev": 1})])

    assert failure.value.may_be_done
    assert store.get(SCENE) is not None


@pytest.mark.parametrize("code", [grpc.StatusCode.CANCELLED, grpc.StatusCode.UNKNOWN])
def test_that_a_commit_that_the_server_broke_off_is_sent_again_where_that_is_the_same(
    open_store: OpenStore, relay: FirestoreRelay, code: grpc.StatusCode
) -> None:
    store = open_store(at=relay.place)
    relay.lost_answers, relay.lost_as = 1, code
    store.commit([Put(SCENE, {"n": 1}), Erase(OTHER)])
    assert relay.calls["Commit"] == 2
    stored = store.get(SCENE)
    assert stored is not None and stored.fields == {"n": 1}

    relay.lost_answers = 1
    with pytest.raises(Unavailable) as unclear:
        store.commit([Put(OTHER, {}, ABSENT)])
    assert unclear.value.may_be_done
    assert relay.calls["Commit"] == 3 and store.get(OTHER) is not None


def test_that_a_contended_commit_is_tried_again(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store = open_store(at=relay.place)
    relay.aborted = 2

    store.commit([Put(SCENE, {"rev": 1}, ABSENT)])

    assert relay.calls["Commit"] == 3
    relay.aborted = 100
    with pytest.raises(Unavailable) as failure:
        store.commit([Put(SCENE, {"rev": 2})])
    assert not failure.value.may_be_done
    assert relay.calls["Commit"] < 10


def test_that_a_refused_token_is_renewed_once(open_store: OpenStore, relay: FirestoreRelay) -> None:
    store = open_store(at=relay.place)
    store.commit([Put(SCENE, {"rev": 1})])
    relay.refused.add(relay.tokens[-1])

    assert store.get(SCENE) is not None

    assert len(set(relay.tokens)) == 2
    same = user_token("ann")
    relay.refused.add(same)
    with pytest.raises(SignInNeeded):
        open_store(PersonToken(lambda: same, lambda: same), at=relay.place).get(SCENE)


def test_that_a_store_that_is_not_there_is_told_within_the_deadline(open_store: OpenStore) -> None:
    store = open_store(at="127.0.0.1:9")

    with pytest.raises(Unavailable):
        store.get(SCENE)
    with pytest.raises(Unavailable):
        store.load()
    store.close()
    with pytest.raises(Unavailable):
        store.time()
