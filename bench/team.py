"""A team on Firestore: how soon the others see an edit, what hearing of one costs, and what an outage does.

Google's emulator stands for the server, and Google's own listener (``on_snapshot``) is the baseline. The emulator asks
a listener's whole query again for every change in it, which the real server does not: what a change costs a client
here is the most that it can cost.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.row import Row, at_most, beside
from bench.team_people import people_rows
from studio.collab.document_store import ABSENT, SERVER_TIME, Heard, Lost, Patch, Put, Revision, Unavailable, Write
from studio.collab.firestore_store import FirestoreStore
from studio.collab.team_store import TeamPlace
from studio.model.ids import PROJECT_PATH, DocPath
from studio.model.operations import FieldPath
from tests.stand_in.firestore_emulator import ROLES_ALONE, EmulatorProcess, FirestoreEmulator, person, warm_up
from tests.stand_in.google_emulator import EmulatorMissing
from tests.stand_in.tcp_gate import TcpGate

_PEOPLE = 10
_SECONDS = 15
_SCENES = 3_000
_CHANGES = 10
_OUTAGE_S = 30
_PATIENCE_S = 30
"""What has not been seen by then counts as seen then."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where somebody listens."""

    emulator: FirestoreEmulator
    project: str
    store: FirestoreStore


Hears = Callable[[str], None]
"""Told the path of what has changed."""


def team_rows() -> Iterator[Row]:
    """Latency, cost of a change, outage; none where the emulator is not installed."""
    with TemporaryDirectory() as folder, ExitStack() as closing:
        try:
            process = EmulatorProcess(Path(folder))
        except EmulatorMissing:
            return
        closing.callback(process.stop)
        process.start()
        emulator = process.project(rules=ROLES_ALONE)
        warm_up(emulator)
        yield from people_rows(process)
        yield from _seen_rows(emulator)
        yield from _cost_rows(emulator)
        yield from _outage_rows(emulator)


def _store(emulator: FirestoreEmulator, project: str, who: str = "u0", *, at: str | None = None) -> FirestoreStore:
    return FirestoreStore(TeamPlace(emulator.firebase_project, project, emulator=at or emulator.place), person(who))


def _make(emulator: FirestoreEmulator, project: str, scenes: int) -> None:
    store = _store(emulator, project)
    roles = {f"u{number}": "owner" for number in range(_PEOPLE)}
    store.commit([Put(PROJECT_PATH, {"title": "A film", "memberRoles": roles}, ABSENT)])
    for start in range(0, scenes, 100):
        numbers = range(start, min(scenes, start + 100))
        store.commit([Put(DocPath(f"scenes/s{number}"), {"rev": 0, "script": "word " * 40}) for number in numbers])
    store.close()


def _seen_rows(emulator: FirestoreEmulator) -> Iterator[Row]:
    ours, theirs = _seen_ms(emulator, "seen-ours", _listen), _seen_ms(emulator, "seen-theirs", _watch)
    name = f"team: an edit is heard by the others, {_PEOPLE} people at 1 Hz in one process"
    for share, word in ((50, "half of them"), (95, "95 %")):
        value, baseline = ours[len(ours) * share // 100], theirs[len(theirs) * share // 100]
        yield beside(f"{name}, {word}, against on_snapshot", value, "ms", baseline)


def _seen_ms(emulator: FirestoreEmulator, project: str, listen: Callable[..., None]) -> list[float]:
    """How long after an edit was sent another has it: each person types once a second, all hear all."""
    _make(emulator, project, _PEOPLE)
    stores = [_store(emulator, project, f"u{number}") for number in range(_PEOPLE)]
    sent: dict[str, float] = {}
    seen: list[float] = []

    def hearing(number: int) -> Hears:
        def hear(path: str) -> None:
            name = path.removeprefix("journal/")
            if name in sent and not name.startswith(f"{number}-"):
                seen.append((time.perf_counter() - sent[name]) * 1000)

        return hear

    def write(number: int) -> None:
        time.sleep(random.random())
        start = time.perf_counter()
        for turn in range(_SECONDS):
            name, scene = f"{number}-{turn}", DocPath(f"scenes/s{number}")
            entry = {"opId": name, "at": SERVER_TIME, "path": scene, "after": "word " * 8}
            change: dict[FieldPath, object] = {("rev",): turn + 1, ("script",): f"word {turn} " * 40}
            writes: list[Write] = [
                Put(DocPath(f"journal/{name}"), entry, ABSENT),
                Patch(scene, change, Revision(turn)),
            ]
            sent[name] = time.perf_counter()
            try:
                stores[number].commit(writes)
            except Unavailable:
                # The machine is too busy: this person stops.
                return
            time.sleep(max(0.0, start + turn + 1 - time.perf_counter()))

    with ExitStack() as closing:
        for number, store in enumerate(stores):
            closing.callback(store.close)
            listen(closing, _Seat(emulator, project, store), "journal", hearing(number))
        time.sleep(2)
        people = [threading.Thread(target=write, args=(number,)) for number in range(_PEOPLE)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        until = time.perf_counter() + _PATIENCE_S
        while (missing := len(sent) * (_PEOPLE - 1) - len(seen)) > 0 and time.perf_counter() < until:
            time.sleep(0.1)
    return sorted([*seen, *([_PATIENCE_S * 1000.0] * missing)])


def _cost_rows(emulator: FirestoreEmulator) -> Iterator[Row]:
    project = "cost"
    _make(emulator, project, _SCENES)
    what = f"team: client CPU for one remote change, {_SCENES} scenes"
    ours = _cost_ms(emulator, project, "journal", _listen)
    theirs = _cost_ms(emulator, project, "scenes", _watch)
    yield Row(
        f"{what}, heard as the session hears it, against on_snapshot of the scenes",
        ours,
        "ms",
        theirs,
        ours / theirs,
        "≤ 50 ms",
        ours <= 50,
    )
    scenes = _cost_ms(emulator, project, "scenes", _listen)
    yield Row(f"{what}, all told anew by the emulator, against on_snapshot", scenes, "ms", theirs, scenes / theirs)


def _cost_ms(emulator: FirestoreEmulator, project: str, collection: str, listen: Callable[..., None]) -> float:
    heard = threading.Semaphore(0)
    command = [sys.executable, "-m", "bench.team_writer", emulator.firebase_project, project, emulator.place, "u1"]
    with ExitStack() as closing:
        store = _store(emulator, project)
        closing.callback(store.close)
        is_quiet = threading.Event()

        def hear(path: str) -> None:
            if is_quiet.is_set() and path.startswith(collection):
                heard.release()

        listen(closing, _Seat(emulator, project, store), collection, hear)
        writer = closing.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        )
        assert writer.stdin is not None and writer.stdout is not None
        time.sleep(5)
        is_quiet.set()
        spent: list[float] = []
        for _ in range(_CHANGES):
            before = time.process_time()
            writer.stdin.write("\n")
            writer.stdout.readline()
            if not heard.acquire(timeout=30):
                raise RuntimeError(f"A change of {collection} was not heard.")
            # What comes after the change is part of its cost.
            time.sleep(0.5)
            spent.append((time.process_time() - before) * 1000)
        writer.stdin.close()
        writer.wait()
    return sorted(spent)[len(spent) // 2]


def _outage_rows(emulator: FirestoreEmulator) -> Iterator[Row]:
    project = "outage"
    _make(emulator, project, 10)
    gate = TcpGate(emulator.place)
    store, other = _store(emulator, project, at=gate.place), _store(emulator, project, "u1")
    heard = threading.Event()

    def hear(news: Heard | Lost) -> None:
        if isinstance(news, Heard) and any(change.path == "journal/late" for change in news.changes):
            heard.set()

    store.listen(["", "journal"], hear, resume=store.load().resume)
    time.sleep(2)
    gate.shut()
    before = sum(os.times()[:2])
    time.sleep(_OUTAGE_S)
    spent = sum(os.times()[:2]) - before
    knocks = gate.turned_away
    other.commit([Put(DocPath("journal/late"), {"opId": "late", "at": SERVER_TIME})])
    gate.open()
    back = time.perf_counter()
    is_through = heard.wait(60)
    through_s = time.perf_counter() - back
    for one in (store, other):
        one.close()
    gate.close()
    yield at_most(
        f"team: reconnects a minute while the server is away for {_OUTAGE_S} s", knocks * 60 / _OUTAGE_S, "", 60
    )
    yield at_most("team: CPU of a client meanwhile", 100 * spent / _OUTAGE_S, "%", 5)
    yield at_most("team: all is through after it is back", through_s if is_through else float("inf"), "s", 5)


def _listen(closing: ExitStack, seat: _Seat, collection: str, hear: Hears) -> None:
    def told(news: Heard | Lost) -> None:
        if isinstance(news, Heard):
            for change in news.changes:
                hear(change.path)

    resume = seat.store.load().resume if collection == "journal" else None
    closing.callback(seat.store.listen([collection], told, resume=resume).close)


def _watch(closing: ExitStack, seat: _Seat, collection: str, hear: Hears) -> None:
    from google.auth.credentials import AnonymousCredentials
    from google.cloud.firestore import Client

    with _emulator_named(seat.emulator.place):
        client = Client(project=seat.emulator.firebase_project, credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
    closing.callback(client.close)

    def told(_documents: object, changes: list[object], _time: object) -> None:
        for change in changes:
            hear(change.document.reference.path.split("/", 2)[2])  # type: ignore[attr-defined]

    watched = client.collection("projects", seat.project, collection).on_snapshot(told)
    closing.callback(watched.unsubscribe)


@contextmanager
def _emulator_named(place: str) -> Iterator[None]:
    """Google's client finds an emulator by the environment alone."""
    os.environ["FIRESTORE_EMULATOR_HOST"] = place
    try:
        yield
    finally:
        del os.environ["FIRESTORE_EMULATOR_HOST"]
