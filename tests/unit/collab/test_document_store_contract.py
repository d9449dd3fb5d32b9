"""The contract of every DocumentStore: what is read and written."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Conflicted,
    Denied,
    DocumentStore,
    Erase,
    Expected,
    Fence,
    Patch,
    Put,
    Revision,
    StoredDocument,
    TooLarge,
    Write,
)
from studio.model.ids import DocPath
from studio.model.operations import MISSING, FieldPath
from tests.unit.collab.contract_stores import JUDGES, Place

A, B, C = DocPath("scenes/a"), DocPath("scenes/b"), DocPath("scenes/c")
BOARD = DocPath("scenes/a/boards/x")
NO_VERSION = "0000-no-version"


def put(store: DocumentStore, path: DocPath = A, **fields: Any) -> StoredDocument:
    store.commit([Put(path, fields)])
    return there(store, path)


def there(store: DocumentStore, path: DocPath = A) -> StoredDocument:
    document = store.get(path)
    assert document is not None
    return document


def fields(store: DocumentStore, path: DocPath = A) -> Mapping[str, Any] | None:
    document = store.get(path)
    return document.fields if document else None


def patched(store: DocumentStore, before: Mapping[str, Any], changes: Mapping[FieldPath, Any]) -> Mapping[str, Any]:
    store.commit([Put(A, before)])
    store.commit([Patch(A, changes)])
    return there(store).fields


def as_json(value: Any) -> str:
    """Tells 1 from 1.0 and True, and 0.0 from -0.0."""
    return json.dumps(value, sort_keys=True)


# Reading


def test_that_there_is_no_document_where_none_was_written(store: DocumentStore) -> None:
    assert store.get(A) is None and store.query("scenes") == ()


def test_that_a_document_is_read_as_it_was_put(store: DocumentStore) -> None:
    assert put(store, heading="INT. HALL", rev=1) == StoredDocument(
        A, {"heading": "INT. HALL", "rev": 1}, there(store).version
    )


def test_that_the_project_itself_is_a_document(store: DocumentStore) -> None:
    assert put(store, DocPath(""), title="Night").fields == {"title": "Night"}
    assert [document.path for document in store.query("")] == [""]


def test_that_a_collection_is_read_by_path_without_what_lies_below(store: DocumentStore) -> None:
    store.commit([Put(path, {"n": 1}) for path in (C, A, BOARD, B, DocPath("scenesx/y"), DocPath("scenes0/z"))])
    assert [document.path for document in store.query("scenes")] == [A, B, C]
    assert [document.path for document in store.query("scenes/a/boards")] == [BOARD]


def test_that_tombstones_are_read_like_others(store: DocumentStore) -> None:
    put(store, deletedAt="2026-01-01T00:00:00Z")
    assert [document.path for document in store.query("scenes")] == [A]


def test_that_another_process_reads_what_was_committed(place: Place, store: DocumentStore) -> None:
    written = put(store, n=1)
    assert place.open().get(A) == written


def test_that_ids_may_hold_odd_characters(store: DocumentStore) -> None:
    paths = [DocPath(f"scenes/{name}") for name in ("밤", "a b", "a.b", "a#b", "a%b", "_a", "a'b", 'a"b', "😀")]
    store.commit([Put(path, {"n": place}) for place, path in enumerate(paths)])
    assert [fields(store, path) for path in paths] == [{"n": place} for place in range(len(paths))]
    assert {document.path for document in store.query("scenes")} == set(paths)


# Loading


def test_that_loading_gives_all_documents_without_journal_and_presence(store: DocumentStore) -> None:
    entry = {"opId": "o1", "step": "o1", "at": SERVER_TIME}
    store.commit([Put(A, {"n": 1}), Put(BOARD, {"n": 2}), Put(DocPath("journal/o1"), entry)])
    store.commit([Put(DocPath("presence/p"), {"uid": "u"})])
    loaded = store.load()
    assert {path: document.fields for path, document in loaded.documents.items() if path} == {
        A: {"n": 1},
        BOARD: {"n": 2},
    }
    assert [entry["opId"] for entry in loaded.journal] == ["o1"]
    assert loaded.documents[A] == store.get(A)


def test_that_the_journal_is_loaded_in_the_order_of_the_commits(store: DocumentStore) -> None:
    for name in ("o3", "o1", "o2"):
        store.commit([Put(DocPath(f"journal/{name}"), {"opId": name, "step": name, "at": SERVER_TIME}, expects=ABSENT)])
    assert [entry["opId"] for entry in store.load().journal] == ["o3", "o1", "o2"]


def test_that_a_journal_entry_is_read_as_it_was_put(store: DocumentStore) -> None:
    entry = {"opId": "o1", "step": "o1", "before": "밤" * 40_000, "after": {"x": [1, None]}, "commit": "o1", "of": 1}
    store.commit([Put(DocPath("journal/o1"), {**entry, "at": SERVER_TIME})])
    found = dict(fields(store, DocPath("journal/o1")) or {})
    assert found.pop("at") and found == entry
    assert [document.path for document in store.query("journal")] == ["journal/o1"]


def test_that_a_journal_entry_is_created_once(store: DocumentStore) -> None:
    entry = Put(DocPath("journal/o1"), {"opId": "o1", "step": "o1", "at": SERVER_TIME}, expects=ABSENT)
    store.commit([entry, Put(A, {"n": 1})])
    with pytest.raises(Conflicted) as conflict:
        store.commit([entry, Patch(A, {("n",): 2})])
    assert conflict.value.path == "journal/o1" and fields(store) == {"n": 1}


# Values


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -1,
        2**63 - 1,
        -(2**63),
        2**53 + 1,
        0.0,
        1.0,
        0.1,
        -1.5e300,
        5e-324,
        "",
        "밤의 거리",
        "😀 \u0000\t\r\n\\\"'`",
        "e\u0301",
        "\u202eabc",
        "2026-11-21T22:38:20.123456Z",
        "2026-11-21T22:38:20Z",
        [],
        {},
        [[], [[1]], {"a": [[2]]}],
        {"a": {"b": {"c": {"d": [{"e": None}]}}}},
        {"a.b": 1, "a`b": 2, "a\\b": 3, "밤": 4, "[]": 5, "1": 6, " ": 7},
        {"[]": [1]},
        {"[]~": 1},
    ],
    ids=lambda value: as_json(value)[:24],
)
def test_that_every_value_of_json_is_read_as_it_was_written(store: DocumentStore, value: Any) -> None:
    store.commit([Put(A, {"value": value}), Put(B, {"n": 1})])
    store.commit([Patch(B, {("value",): value})])
    assert as_json(there(store).fields) == as_json({"value": value})
    assert as_json(there(store, B).fields) == as_json({"n": 1, "value": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**63, -(2**63) - 1, b"x", {1: 2}, {"": 1}, object()])
@pytest.mark.parametrize("is_patch", [False, True], ids=["put", "patch"])
def test_that_what_is_no_value_is_refused_and_nothing_written(
    store: DocumentStore, value: Any, *, is_patch: bool
) -> None:
    put(store, n=1)
    write = Patch(A, {("value",): value}) if is_patch else Put(A, {"value": [value] if value != {"": 1} else value})
    with pytest.raises(ValueError):
        store.commit([Put(B, {"n": 1}), write])
    assert fields(store) == {"n": 1} and store.get(B) is None


def test_that_what_was_written_is_not_the_writers_any_more(store: DocumentStore) -> None:
    inner = {"list": [1]}
    store.commit([Put(A, {"inner": inner})])
    inner["list"].append(2)
    assert fields(store) == {"inner": {"list": [1]}}


def test_that_a_put_leaves_nothing_of_what_was_there(store: DocumentStore) -> None:
    put(store, a=1, b=2)
    assert put(store, b=3).fields == {"b": 3}


def test_that_a_document_may_be_without_fields(store: DocumentStore) -> None:
    assert put(store).fields == {}


# Patches


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ({"a": 1, "b": 2}, {("a",): 3}, {"a": 3, "b": 2}),
        ({"a": 1}, {("b",): 2, ("c",): None}, {"a": 1, "b": 2, "c": None}),
        ({"p": {"x": 1, "y": 2}}, {("p", "x"): 3}, {"p": {"x": 3, "y": 2}}),
        ({"p": {"x": 1}}, {("p",): {"y": 2}}, {"p": {"y": 2}}),
        ({"n": 1}, {("p", "q", "r"): 1}, {"n": 1, "p": {"q": {"r": 1}}}),
        ({"p": 1}, {("p", "q"): 2}, {"p": {"q": 2}}),
        ({"p": [1]}, {("p", "q"): 2}, {"p": {"q": 2}}),
        ({"p": None}, {("p", "q"): 2}, {"p": {"q": 2}}),
        ({"a": 1, "b": 2}, {("a",): MISSING}, {"b": 2}),
        ({"p": {"x": 1, "y": 2}}, {("p", "x"): MISSING}, {"p": {"y": 2}}),
        ({"p": {"x": 1}}, {("p", "x"): MISSING}, {"p": {}}),
        ({"a": 1}, {("b",): MISSING, ("p", "q"): MISSING}, {"a": 1}),
        ({"p": {"x": 1}}, {("p", "x"): MISSING, ("p", "y"): 2}, {"p": {"y": 2}}),
        ({"n": 1}, {("a.b", "c d"): 1, ("a", "b"): 2}, {"n": 1, "a.b": {"c d": 1}, "a": {"b": 2}}),
        ({"n": 1}, {("table#1", "`", "\\"): 1}, {"n": 1, "table#1": {"`": {"\\": 1}}}),
        ({"소품": {"책상": 1}}, {("소품", "의자"): 2}, {"소품": {"책상": 1, "의자": 2}}),
        ({"n": 1}, {("1", "2"): 1, ("__", "x"): 2}, {"n": 1, "1": {"2": 1}, "__": {"x": 2}}),
        ({"n": 1}, {("😀", " "): "", ("a/b", "*~[]"): 2}, {"n": 1, "😀": {" ": ""}, "a/b": {"*~[]": 2}}),
    ],
)
def test_that_a_patch_writes_its_fields_and_no_others(
    store: DocumentStore, before: Mapping[str, Any], changes: Mapping[FieldPath, Any], after: Mapping[str, Any]
) -> None:
    assert patched(store, before, changes) == after


@pytest.mark.parametrize("field", [(), ("",), ("a", ""), ("", "a")], ids=str)
def test_that_a_field_without_a_name_is_refused(store: DocumentStore, field: FieldPath) -> None:
    put(store, n=1)
    with pytest.raises(ValueError):
        store.commit([Patch(A, {field: 1})])
    assert fields(store) == {"n": 1}


def test_that_fields_that_lie_in_one_another_are_refused(store: DocumentStore) -> None:
    put(store, n=1)
    with pytest.raises(ValueError):
        store.commit([Patch(A, {("p",): {}, ("p", "q"): 1})])
    assert fields(store) == {"n": 1}


def test_that_a_patch_needs_a_document(store: DocumentStore) -> None:
    with pytest.raises(Conflicted) as conflict:
        store.commit([Put(B, {"n": 1}), Patch(A, {("n",): 1})])
    assert conflict.value.path == A and store.get(B) is None


def test_that_patches_of_different_fields_by_two_processes_both_stay(place: Place, store: DocumentStore) -> None:
    other = place.open()
    put(store, props={"cup": 1, "pot": 1})
    store.commit([Patch(A, {("props", "cup"): 2})])
    other.commit([Patch(A, {("props", "pot"): 3})])
    assert fields(store) == {"props": {"cup": 2, "pot": 3}}


# Erasing


def test_that_an_erased_document_is_gone_without_those_below(store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}), Put(BOARD, {"n": 1})])
    committed = store.commit([Erase(A)])
    assert store.get(A) is None and fields(store, BOARD) == {"n": 1} and A not in committed.versions
    assert store.query("scenes") == ()


def test_that_erasing_nothing_is_no_error(store: DocumentStore) -> None:
    store.commit([Erase(A), Put(B, {"n": 1})])
    assert fields(store, B) == {"n": 1}


def test_that_an_erased_document_may_be_written_anew(store: DocumentStore) -> None:
    first = put(store, n=1)
    store.commit([Erase(A)])
    store.commit([Put(A, {"n": 1}, expects=ABSENT)])
    assert there(store).version != first.version


# Expectations


def write_of(kind: str, expects: Expected) -> Write:
    match kind:
        case "put":
            return Put(A, {"rev": 9}, expects=expects)
        case "patch":
            return Patch(A, {("rev",): 9}, expects=expects)
        case _:
            return Erase(A, expects=expects)


KINDS = pytest.mark.parametrize("kind", ["put", "patch", "erase"])


@KINDS
@pytest.mark.parametrize("expects", ["version", Revision(4), None], ids=["version", "revision", "none"])
def test_that_a_write_that_finds_what_it_expects_goes_through(
    store: DocumentStore, kind: str, expects: Expected
) -> None:
    version = put(store, rev=4).version
    store.commit([write_of(kind, version if expects == "version" else expects)])
    assert fields(store) == (None if kind == "erase" else {"rev": 9})


@KINDS
@pytest.mark.parametrize("expects", ["old", NO_VERSION, ABSENT, Revision(3), Revision(5), Revision(0)], ids=str)
def test_that_a_write_that_finds_something_else_is_refused(store: DocumentStore, kind: str, expects: Expected) -> None:
    old = put(store, rev=3).version
    store.commit([Put(A, {"rev": 4})])
    with pytest.raises(Conflicted) as conflict:
        store.commit([Put(B, {"n": 1}), write_of(kind, old if expects == "old" else expects)])
    assert conflict.value.path == A and fields(store) == {"rev": 4} and store.get(B) is None


@KINDS
@pytest.mark.parametrize("expects", [NO_VERSION, Revision(0)], ids=str)
def test_that_a_write_that_expects_a_document_needs_one(store: DocumentStore, kind: str, expects: Expected) -> None:
    with pytest.raises(Conflicted) as conflict:
        store.commit([write_of(kind, expects)])
    assert conflict.value.path == A and store.get(A) is None


def test_that_a_put_that_expects_nothing_there_finds_it_so(store: DocumentStore) -> None:
    store.commit([Put(A, {"n": 1}, expects=ABSENT)])
    assert fields(store) == {"n": 1}


def test_that_a_tombstone_is_not_absent(store: DocumentStore) -> None:
    put(store, deletedAt="2026-01-01T00:00:00Z")
    with pytest.raises(Conflicted):
        store.commit([Put(A, {"n": 1}, expects=ABSENT)])


def test_that_a_document_without_a_revision_has_revision_0(store: DocumentStore) -> None:
    put(store, n=1)
    store.commit([Patch(A, {("rev",): 1}, expects=Revision(0))])
    assert fields(store) == {"n": 1, "rev": 1}


def test_that_what_another_process_wrote_meanwhile_is_found(place: Place, store: DocumentStore) -> None:
    version = put(store, rev=1).version
    place.open().commit([Patch(A, {("rev",): 2})])
    for expects in (version, Revision(1)):
        with pytest.raises(Conflicted):
            store.commit([Patch(A, {("n",): 1}, expects=expects)])
    assert fields(store) == {"rev": 2}


def test_that_of_several_documents_all_are_written_or_none(store: DocumentStore) -> None:
    store.commit([Put(path, {"rev": 1}) for path in (A, B, C)])
    with pytest.raises(Conflicted) as conflict:
        store.commit(
            [
                Patch(A, {("rev",): 2}, expects=Revision(1)),
                Erase(B),
                Put(BOARD, {"n": 1}, expects=ABSENT),
                Put(C, {"rev": 2}, expects=Revision(7)),
            ]
        )
    assert conflict.value.path == C
    assert [fields(store, path) for path in (A, B, C, BOARD)] == [{"rev": 1}] * 3 + [None]


def test_that_the_first_that_is_not_as_expected_is_named(store: DocumentStore) -> None:
    with pytest.raises(Conflicted) as conflict:
        store.commit([Put(A, {}, expects=ABSENT), Put(B, {}, expects=Revision(1)), Put(C, {}, expects=Revision(1))])
    assert conflict.value.path == B


# Fences


def test_that_a_fence_lets_the_holder_write(store: DocumentStore) -> None:
    put(store, lockSession="s", lockEpoch=3, lockedBy="u", rev=1)
    store.commit([Fence(A, "s", 3), Patch(A, {("rev",): 2, ("lockSession",): "s", ("lockEpoch",): 3})])
    assert there(store).fields["rev"] == 2


def test_that_a_fence_alone_writes_nothing(store: DocumentStore) -> None:
    version = put(store, lockSession="s", lockEpoch=3).version
    assert store.commit([Fence(A, "s", 3)]).versions == {} and there(store).version == version


@pytest.mark.parametrize("place", JUDGES, indirect=True)
@pytest.mark.parametrize("fence", [Fence(A, "s", 2), Fence(A, "s", 4), Fence(A, "t", 3), Fence(B, "s", 3)], ids=str)
def test_that_a_fence_stops_who_has_lost_the_lease(store: DocumentStore, fence: Fence) -> None:
    put(store, lockSession="s", lockEpoch=3, rev=1)
    with pytest.raises(Denied):
        store.commit([Patch(A, {("rev",): 2}), fence])
    assert there(store).fields["rev"] == 1


# Committing


def test_that_a_commit_tells_the_versions_it_gave(store: DocumentStore) -> None:
    put(store, C, n=1)
    committed = store.commit([Put(A, {"n": 1}), Put(B, {"n": 1}), Erase(C)])
    assert committed.versions == {A: there(store).version, B: there(store, B).version}


def test_that_every_write_gives_another_version(store: DocumentStore) -> None:
    versions = [put(store, n=0).version]
    for turn in range(1, 4):
        versions.append(store.commit([Patch(A, {("n",): turn})]).versions[A])
        versions.append(store.commit([Put(A, {"n": -turn})]).versions[A])
    assert len(set(versions)) == 7 and there(store).version == versions[-1]


def test_that_what_was_not_written_keeps_its_version(store: DocumentStore) -> None:
    version = put(store, n=1).version
    store.commit([Put(B, {"n": 1}), Put(BOARD, {"n": 1})])
    assert there(store).version == version


def test_that_a_version_that_a_commit_told_is_good_for_the_next(store: DocumentStore) -> None:
    version: Expected = ABSENT
    for turn in range(3):
        version = store.commit([Put(A, {"n": turn}, expects=version)]).versions[A]
    assert fields(store) == {"n": 2}


@pytest.mark.parametrize("second", [Put(A, {"n": 2}), Patch(A, {("n",): 2}), Erase(A)], ids=["put", "patch", "erase"])
def test_that_two_writes_of_a_document_are_refused(store: DocumentStore, second: Write) -> None:
    with pytest.raises(ValueError):
        store.commit([Put(A, {"n": 1}), second])
    assert store.get(A) is None


def test_that_a_commit_of_nothing_has_a_time(store: DocumentStore) -> None:
    assert store.commit([]).versions == {} and store.commit([]).time


def test_that_500_documents_are_written_at_once_and_no_more(store: DocumentStore) -> None:
    writes = [Put(DocPath(f"scenes/s{n:03}"), {"n": n}) for n in range(501)]
    with pytest.raises(TooLarge):
        store.commit(writes)
    assert store.query("scenes") == ()
    store.commit(writes[:500])
    assert len(store.query("scenes")) == 500


def test_that_a_document_just_below_a_megabyte_is_taken(store: DocumentStore) -> None:
    text = "밤" * 340_000
    assert put(store, text=text).fields == {"text": text}


@pytest.mark.parametrize(
    "value", ["x" * (1 << 20), "밤" * 350_000, [1.5] * 132_000], ids=["ascii", "korean", "numbers"]
)
def test_that_a_document_over_a_megabyte_is_refused(store: DocumentStore, value: Any) -> None:
    put(store, n=1)
    for write in (Put(A, {"value": value}), Patch(A, {("value",): value})):
        with pytest.raises(TooLarge):
            store.commit([Put(B, {"n": 1}), write])
    assert fields(store) == {"n": 1} and store.get(B) is None


def test_that_a_patch_that_makes_a_document_too_large_is_refused(store: DocumentStore) -> None:
    put(store, text="x" * 700_000)
    with pytest.raises(TooLarge):
        store.commit([Patch(A, {("more",): "x" * 700_000})])
    assert "more" not in there(store).fields


# Time


def test_that_the_time_is_written_as_the_port_says(store: DocumentStore) -> None:
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
    assert re.fullmatch(form, store.time()) and re.fullmatch(form, store.commit([Put(A, {})]).time)


def test_that_the_stores_time_is_put_in_place(store: DocumentStore) -> None:
    store.commit([Put(A, {"at": SERVER_TIME, "in": {"at": SERVER_TIME, "n": 1}})])
    first = there(store).fields
    committed = store.commit(
        [Patch(A, {("patched",): SERVER_TIME, ("deep", "er"): SERVER_TIME, ("map",): {"at": SERVER_TIME}})]
    )
    assert first["in"] == {"at": first["at"], "n": 1}
    assert there(store).fields == {
        **first,
        "patched": committed.time,
        "deep": {"er": committed.time},
        "map": {"at": committed.time},
    }


def test_that_one_commit_has_one_time(store: DocumentStore) -> None:
    time = store.commit([Put(A, {"at": SERVER_TIME}), Put(B, {"at": SERVER_TIME})]).time
    assert fields(store, A) == fields(store, B) == {"at": time}


def test_that_time_never_goes_back(place: Place, store: DocumentStore) -> None:
    other = place.open()
    times = []
    for turn in range(5):
        times += [store.time(), store.commit([Put(A, {"n": turn})]).time]
        times += [other.commit([Put(A, {"n": -turn - 1})]).time, other.time()]
    assert times == sorted(times)


def test_that_a_time_in_a_list_is_refused(store: DocumentStore) -> None:
    with pytest.raises(ValueError):
        store.commit([Put(A, {"times": [SERVER_TIME]})])
    assert store.get(A) is None


# Threads and processes


def test_that_increments_of_many_threads_and_two_processes_are_all_counted(place: Place, store: DocumentStore) -> None:
    put(store, n=0, rev=0)
    stores = [store, place.open()]
    failures: list[BaseException] = []

    def count(own: DocumentStore) -> None:
        try:
            for _ in range(5):
                while True:
                    now = there(own).fields
                    try:
                        own.commit([Put(A, {"n": now["n"] + 1, "rev": now["rev"] + 1}, expects=Revision(now["rev"]))])
                        break
                    except Conflicted:
                        continue
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=count, args=(stores[n % 2],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and there(store).fields == {"n": 20, "rev": 20}


def test_that_a_document_is_made_by_one_of_several(place: Place) -> None:
    won: list[int] = []
    stores = [place.open() for _ in range(3)]

    def make(who: int) -> None:
        try:
            stores[who].commit([Put(A, {"who": who}, expects=ABSENT), Put(DocPath(f"scenes/by{who}"), {})])
            won.append(who)
        except (Conflicted, Denied):
            return

    threads = [threading.Thread(target=make, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = won
    assert fields(stores[0]) == {"who": winner}
    assert [document.path for document in stores[0].query("scenes")] == [A, f"scenes/by{winner}"]
