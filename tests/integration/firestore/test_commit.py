from __future__ import annotations

import re

import pytest

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Conflicted,
    Denied,
    Erase,
    Fence,
    Patch,
    Put,
    Revision,
    SignInNeeded,
    TooLarge,
    Unavailable,
    Write,
)
from studio.collab.firestore_token import PersonToken
from studio.model.ids import DocPath
from studio.model.operations import MISSING
from tests.integration.firestore.conftest import OpenStore
from tests.integration.firestore.emulator import id_token, person
from tests.stand_in.firestore_relay import FirestoreRelay

SCENE = DocPath("scenes/s1")
OTHER = DocPath("scenes/s2")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def test_that_what_was_put_is_there_with_its_version(open_store: OpenStore) -> None:
    store = open_store()
    fields = {"rev": 1, "scale": 1.0, "path": [[0, 0.5], [], [None, [True]]], "at": "2026-11-21T22:38:20.123456Z"}

    committed = store.commit([Put(SCENE, fields, ABSENT)])

    stored = store.get(SCENE)
    assert stored is not None
    assert repr(dict(sorted(stored.fields.items()))) == repr(dict(sorted(fields.items())))
    assert stored.version == committed.versions[SCENE]
    assert store.get(OTHER) is None


def test_that_a_patch_leaves_the_rest_and_takes_away_what_is_missing(open_store: OpenStore) -> None:
    store = open_store()
    store.commit([Put(SCENE, {"rev": 1, "props": {"table#1": {"x": 1, "y": 2}}, "title": "A"})])

    store.commit([Patch(SCENE, {("props", "table#1", "x"): MISSING, ("a.b", "`c\\"): 3, ("title",): "B"})])

    stored = store.get(SCENE)
    assert stored is not None
    assert stored.fields == {"rev": 1, "props": {"table#1": {"y": 2}}, "a.b": {"`c\\": 3}, "title": "B"}


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


@pytest.mark.parametrize("expects", [ABSENT, Revision(2), "2026-11-21T22:38:20.123456Z", "no version at all"])
@pytest.mark.parametrize("kind", ["put", "patch", "erase"])
def test_that_a_write_that_expects_something_else_takes_all_with_it(
    open_store: OpenStore, expects: str | Revision, kind: str
) -> None:
    store = open_store()
    store.commit([Put(SCENE, {"rev": 1})])
    writes: dict[str, Write] = {
        "put": Put(SCENE, {"rev": 3}, expects),
        "patch": Patch(SCENE, {("rev",): 3}, expects),
        "erase": Erase(SCENE, expects),
    }

    with pytest.raises(Conflicted) as conflict:
        store.commit([Put(OTHER, {"rev": 1}), writes[kind]])

    assert conflict.value.path == SCENE
    assert store.get(OTHER) is None
    assert [document.fields for document in store.query("scenes")] == [{"rev": 1}]


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


def test_that_a_patch_needs_its_document(open_store: OpenStore) -> None:
    with pytest.raises(Conflicted) as conflict:
        open_store().commit([Patch(SCENE, {("rev",): 1})])

    assert conflict.value.path == SCENE


def test_that_one_document_is_written_once_in_a_commit(open_store: OpenStore) -> None:
    with pytest.raises(ValueError):
        open_store().commit([Put(SCENE, {}), Fence(SCENE, "s", 1), Erase(SCENE)])


def test_that_a_document_and_a_commit_have_a_largest_size(open_store: OpenStore) -> None:
    store = open_store()
    store.commit([Put(SCENE, {"text": "x" * 1_040_000})])

    with pytest.raises(TooLarge):
        store.commit([Put(OTHER, {"text": "x" * 600_000, "more": "한" * 200_000})])
    with pytest.raises(TooLarge):
        store.commit([Put(OTHER, {}), *(Put(DocPath(f"scenes/n{n}"), {}) for n in range(500))])

    assert len(store.query("scenes")) == 1


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
    same = id_token("ann")
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


def test_that_a_collection_is_told_by_path_with_its_tombstones(open_store: OpenStore) -> None:
    store = open_store()
    paths = [DocPath(f"scenes/s1/boards/{name}") for name in ("b", "a10", "a9", "Z")]
    store.commit([Put(path, {"deletedAt": "x"}) for path in paths] + [Put(DocPath("scenes/s2/boards/c"), {})])

    assert [document.path for document in store.query("scenes/s1/boards")] == sorted(paths)
    assert open_store(person("vera")).query("scenes/none/boards") == ()
