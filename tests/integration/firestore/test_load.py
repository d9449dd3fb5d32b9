from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.collab.document_store import SERVER_TIME, Denied, Put
from studio.collab.firestore_load import MOST_JOURNAL
from studio.errors import Cancelled
from studio.model.ids import DocPath
from tests.integration.firestore.conftest import OpenStore
from tests.integration.firestore.heard import Ears
from tests.stand_in.firestore_emulator import ROLES_ALONE, FirestoreEmulator
from tests.stand_in.firestore_relay import FirestoreRelay

PATHS = [
    "scenes/s1",
    "scenes/s1/boards/b1",
    "scenes/s1/boards/b1/takes/t1",
    "scenes/s1/boards/b1/layers/l1",
    "scenes/s1/stage/current",
    "scenes/s1/stage/props-1",
    "scenes/s1/comments/c1",
    "scenes/s1/requests/bob",
    "scenes/s2",
    "scenes/s2/boards/b1",
    "tasks/t1",
    "proposals/p1",
    "conversations/c1",
    "conversations/c1/turns/0",
    "calls/c1",
    "tracks/t1",
    "markers/m1",
    "versions/v1",
    "review/current",
    "members/ann",
]
BY_PLACE = ROLES_ALONE.replace(
    "    match /{rest=**} { allow read: if mayRead(); }\n",
    "".join(
        f"    match /{place} {{ allow read: if mayRead(); }}\n"
        for place in (
            *(f"{kind}/{{id}}" for kind in ("members", "scenes", "tasks", "proposals", "conversations", "calls")),
            *(f"{kind}/{{id}}" for kind in ("tracks", "markers", "versions", "review", "journal")),
            *(f"scenes/{{s}}/{kind}/{{id}}" for kind in ("requests", "boards", "stage", "comments")),
            *(f"scenes/{{s}}/boards/{{b}}/{kind}/{{id}}" for kind in ("takes", "layers")),
            "conversations/{c}/turns/{id}",
        )
    ),
)
"""Rules that name each place by itself, and none of them the invitations."""


@pytest.fixture
def rules_by_place(emulator: FirestoreEmulator) -> Iterator[None]:
    emulator.set_rules(BY_PLACE)
    yield
    emulator.set_rules(ROLES_ALONE)


def fill(open_store: OpenStore) -> None:
    store = open_store()
    store.commit(
        [
            *(Put(DocPath(path), {"rev": 1, "name": path}) for path in PATHS),
            Put(DocPath("presence/session"), {"cursor": 1}),
            *(Put(DocPath(f"journal/o{n}"), {"opId": f"o{n}", "at": SERVER_TIME}) for n in range(3)),
        ]
    )


def test_that_everything_is_loaded_but_presence(open_store: OpenStore) -> None:
    fill(open_store)

    loaded = open_store("vera").load()

    assert set(loaded.documents) == {"", *PATHS}
    assert loaded.documents[DocPath("scenes/s2")].fields == {"rev": 1, "name": "scenes/s2"}
    assert [entry["opId"] for entry in loaded.journal] == ["o0", "o1", "o2"]


def test_that_a_load_tells_how_much_has_come_of_how_much(open_store: OpenStore) -> None:
    fill(open_store)
    paths = [DocPath(f"scenes/s{number}") for number in range(700)]
    open_store().commit([Put(path, {"rev": 1}) for path in paths[:400]])
    open_store().commit([Put(path, {"rev": 1}) for path in paths[400:]])
    told: list[tuple[int, int]] = []

    loaded = open_store("vera", coming=lambda done, of: told.append((done, of))).load()

    # All but the project itself; of the 700 scenes two are among the paths.
    count = len(PATHS) + 698 + len(loaded.journal)
    assert len(loaded.documents) + len(loaded.journal) - 1 == count
    assert told[0] == (0, count) and told[-1] == (count, count)
    assert {of for _, of in told} == {count} and [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({done for done, _ in told}) > 10


def test_that_who_is_told_ends_the_load(open_store: OpenStore, relay: FirestoreRelay) -> None:
    fill(open_store)

    def stop(_done: int, _of: int) -> None:
        raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        open_store("vera", at=relay.place, coming=stop).load()
    # Nothing is read any more, and what was not begun is not begun.
    assert relay.calls["RunQuery"] == 0


@pytest.mark.usefixtures("rules_by_place")
def test_that_a_load_tells_what_comes_also_where_it_cannot_be_counted(open_store: OpenStore) -> None:
    fill(open_store)
    told: list[tuple[int, int]] = []

    loaded = open_store(coming=lambda done, of: told.append((done, of))).load()

    assert told[-1] == (len(loaded.documents) - 1 + len(loaded.journal),) * 2


@pytest.mark.usefixtures("rules_by_place")
def test_that_everything_is_loaded_under_rules_that_name_each_place(
    open_store: OpenStore, relay: FirestoreRelay
) -> None:
    fill(open_store)

    loaded = open_store(at=relay.place).load()

    assert set(loaded.documents) == {"", *PATHS}
    assert relay.calls["RunQuery"] > 20


@pytest.mark.parametrize("who", ["mallory", "eve"])
def test_that_strangers_load_nothing(open_store: OpenStore, who: str) -> None:
    with pytest.raises(Denied):
        open_store(who).load()


def test_that_pages_and_the_journals_end_are_whole(open_store: OpenStore) -> None:
    store = open_store()
    for start in (0, 350):
        scenes = [Put(DocPath(f"scenes/s{n:04}"), {"n": n}) for n in range(start, start + 350)]
        store.commit([*scenes, Put(DocPath(f"journal/o{start}"), {"opId": f"o{start}", "at": SERVER_TIME})])

    loaded = store.load()

    assert len(loaded.documents) == 701
    assert [entry["opId"] for entry in loaded.journal] == ["o0", "o350"]
    assert MOST_JOURNAL == 2_000


def test_that_nothing_is_missed_between_loading_and_listening(open_store: OpenStore) -> None:
    store, ears = open_store(), Ears()
    fill(open_store)
    loaded = store.load()
    open_store("bob").commit([Put(DocPath("journal/late"), {"opId": "late", "at": SERVER_TIME})])

    store.listen(["journal"], ears, resume=loaded.resume)

    ears.wait(lambda ears: ears.has("journal/late"))
