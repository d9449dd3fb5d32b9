"""One emulator for all tests of this folder; each test has a project of its own in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from studio.collab.document_store import ABSENT, Put
from studio.collab.firestore_load import Coming
from studio.collab.firestore_store import FirestoreStore
from studio.collab.firestore_token import PersonToken
from studio.collab.team_store import TeamPlace
from studio.model.ids import PROJECT_PATH
from tests.stand_in.firestore_emulator import FirestoreEmulator, person
from tests.stand_in.firestore_relay import FirestoreRelay

_numbers = itertools.count(1)

OpenStore = Callable[..., FirestoreStore]


@pytest.fixture
def relay(emulator: FirestoreEmulator) -> Iterator[FirestoreRelay]:
    relay = FirestoreRelay(emulator.place)
    yield relay
    relay.close()


@pytest.fixture
def project(emulator: FirestoreEmulator) -> str:
    """The id of a project of Ann's, with Bob as an editor and Vera as a viewer."""
    name = f"p{next(_numbers)}"
    store = FirestoreStore(TeamPlace(emulator.firebase_project, name, emulator=emulator.place), person("ann"))
    roles = {"ann": "owner", "bob": "editor", "vera": "viewer"}
    store.commit([Put(PROJECT_PATH, {"title": "A film", "memberRoles": roles}, ABSENT)])
    store.close()
    return name


@pytest.fixture
def open_store(emulator: FirestoreEmulator, project: str) -> Iterator[OpenStore]:
    """Opens the project as somebody, ``at`` another place than the emulator's where that is given."""
    stores: list[FirestoreStore] = []

    def opened(
        who: str | PersonToken = "ann", *, at: str = emulator.place, coming: Coming | None = None
    ) -> FirestoreStore:
        token = person(who) if isinstance(who, str) else who
        place = TeamPlace(emulator.firebase_project, project, emulator=at)
        stores.append(FirestoreStore(place, token, coming=coming))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()
