from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from studio.collab.document_store import ABSENT, SERVER_TIME, Patch, Put, Revision, Unavailable, Write
from studio.model.ids import DocPath
from tests.integration.firestore.conftest import OpenStore
from tests.integration.firestore.heard import Ears
from tests.stand_in.firestore_emulator import FirestoreEmulator
from tests.stand_in.tcp_gate import TcpGate

OUTAGE_S = 35 if os.environ.get("DREAMFACTORY_SOAK") else 3
SCENE = DocPath("scenes/s1")


@pytest.fixture
def gate(emulator: FirestoreEmulator) -> Iterator[TcpGate]:
    gate = TcpGate(emulator.place)
    yield gate
    gate.close()


def entry(name: str) -> Write:
    return Put(DocPath(f"journal/{name}"), {"opId": name, "at": SERVER_TIME})


@pytest.mark.soak
def test_that_a_server_that_went_away_is_found_again_without_a_storm(open_store: OpenStore, gate: TcpGate) -> None:
    """Within 5 s of its return everything has come, and it was knocked at no more than 60 times a minute."""
    store, other, ears = open_store(at=gate.place), open_store("bob"), Ears()
    store.commit([Put(SCENE, {"rev": 1})])
    store.listen(["scenes", "journal"], ears, resume=store.load().resume)
    ears.wait(lambda ears: bool(ears.news))

    gate.shut()
    away, spent = time.monotonic(), sum(os.times()[:2])
    other.commit([entry("o1"), Patch(SCENE, {("rev",): 2})])
    with pytest.raises(Unavailable):
        store.get(SCENE)
    time.sleep(max(0.0, away + OUTAGE_S - time.monotonic()))
    spent = sum(os.times()[:2]) - spent
    knocks = gate.turned_away
    assert ears.losses and all(loss.waits_s is not None for loss in ears.losses)
    assert not ears.has("journal/o1")
    gate.open()

    ears.wait(lambda ears: ears.has("journal/o1") and ears.has(SCENE), within_s=5)
    assert 1 <= knocks <= max(10, OUTAGE_S)
    assert spent < 0.5 + 0.05 * OUTAGE_S
    store.commit([entry("o2")])


def test_that_a_connection_that_died_without_a_word_is_left_for_another(open_store: OpenStore, gate: TcpGate) -> None:
    store, other, ears = open_store(at=gate.place), open_store("bob"), Ears()
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: bool(ears.news))

    gate.swallow()
    with pytest.raises(Unavailable):
        store.get(SCENE)
    gate.open()

    other.commit([Put(SCENE, {"rev": 1})])
    assert store.get(SCENE) is not None
    ears.wait(lambda ears: ears.has(SCENE))


def test_that_what_is_asked_over_a_dead_connection_is_answered_over_another(
    open_store: OpenStore, gate: TcpGate
) -> None:
    store, other, ears = open_store(at=gate.place), open_store("bob"), Ears()
    store.commit([Put(SCENE, {"rev": 1})])
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: ears.has(SCENE))

    gate.swallow()
    gate.open()
    store.commit([entry("o1"), Patch(SCENE, {("rev",): 2}, Revision(1))])

    found = other.get(SCENE)
    assert found is not None and found.fields["rev"] == 2
    other.commit([Patch(SCENE, {("rev",): 3})])
    ears.wait(
        lambda ears: any(change.document is not None and change.document.fields["rev"] == 3 for change in ears.changes)
    )


def test_that_a_write_that_meets_its_own_traces_may_be_done(open_store: OpenStore, gate: TcpGate) -> None:
    """The first try arrives and its answer is lost; the second is refused for what the first one wrote."""
    store, other = open_store(at=gate.place), open_store("bob")
    store.commit([Put(SCENE, {"rev": 1})])

    gate.mute()
    with pytest.raises(Unavailable) as failure:
        store.commit([Put(DocPath("journal/o1"), {"opId": "o1", "at": SERVER_TIME}, ABSENT)])

    assert failure.value.may_be_done
    assert other.get(DocPath("journal/o1")) is not None
    store.commit([entry("o2")])


@pytest.mark.parametrize("after_s", [0.1, 0.3, 0.5])
def test_that_a_store_closes_in_peace_while_the_server_is_away(open_store: OpenStore, after_s: float) -> None:
    store, ears = open_store(at="127.0.0.1:9"), Ears()
    store.listen(["scenes"], ears)
    ears.wait(lambda ears: bool(ears.losses))
    time.sleep(after_s)

    store.close()
    time.sleep(0.3)

    # An exception in a thread fails the test.
    assert all(isinstance(loss.failure, Unavailable) for loss in ears.losses)
