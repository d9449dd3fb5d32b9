from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.collab.document_store import DocumentStore
from tests.unit.collab.contract_stores import STORES, FirestorePlace, Place


@pytest.fixture(params=[*STORES, "firestore"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a project lies, in each of the stores."""
    place: Place
    if request.param == "firestore":
        place = FirestorePlace(request.getfixturevalue("emulator"))
    else:
        place = STORES[request.param](tmp_path)
    yield place
    place.close()


@pytest.fixture
def store(place: Place) -> DocumentStore:
    return place.open()
