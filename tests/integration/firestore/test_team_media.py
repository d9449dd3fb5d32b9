"""A machine's media and its team's, over real HTTP to the stand-in."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studio.collab.cloud_blobs import CloudBlobs, CloudPlace
from studio.collab.document_store import Denied, Unavailable
from studio.collab.media_folder import MediaFolder
from studio.collab.media_state import MediaState
from studio.collab.team_media import TeamMedia
from studio.errors import MediaError
from tests.repository import ROOT
from tests.stand_in.firestore_emulator import person
from tests.stand_in.storage_server import StorageServer, storage_server

PIECE = 256 << 10
SMALL, OTHER = b"a small picture" * 100, b"another" * 50
LARGE = bytes(range(256)) * (PIECE // 256) * 12 + b"the end"


@dataclass
class Machine:
    """One person's: a folder of media and what is heard of it."""

    folder: Path
    media: MediaFolder
    team: TeamMedia
    arrived: list[str] = field(default_factory=list)
    states: list[MediaState] = field(default_factory=list)

    def names(self) -> set[str]:
        return {path.name for path in (self.folder / "media").glob("*")}


OpenMachine = Callable[..., Machine]


@pytest.fixture
def server() -> Iterator[StorageServer]:
    with storage_server() as server:
        yield server


@pytest.fixture
def machine(server: StorageServer, tmp_path: Path) -> Iterator[OpenMachine]:
    opened: list[TeamMedia] = []

    def open_for(uid: str) -> Machine:
        folder = tmp_path / uid
        folder.mkdir(exist_ok=True)
        blobs = CloudBlobs(
            CloudPlace(server.bucket, "p", server.url), person(uid), chunk_bytes=PIECE, sleep=lambda _: None
        )
        media, arrived, states = MediaFolder(folder / "media"), list[str](), list[MediaState]()
        team = TeamMedia(
            media,
            blobs,
            folder / "known.sqlite",
            call=lambda function: function(),
            arrived=arrived.append,
            told=states.append,
        )
        opened.append(team)
        return Machine(folder, media, team, arrived, states)

    yield open_for
    for team in opened:
        team.close()


def until(is_so: Callable[[], bool], *, poke: Callable[[], None] = lambda: None, timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        poke()
        time.sleep(0.02)


def name_of(reference: str) -> str:
    return reference.removeprefix("media:")


def test_that_what_documents_refer_to_goes_up_and_comes_down(server: StorageServer, machine: OpenMachine) -> None:
    ann, bob = machine("ann"), machine("bob")
    picture, video = ann.media.put(SMALL, "png"), ann.media.put_soon(LARGE, "mp4")
    strokes, unused = bob.media.put(OTHER, "strokes"), ann.media.put(b"nobody wants it", "png")
    documents: dict[str, dict[str, object]] = {
        "scenes/s/boards/b": {"imageUrl": picture, "takes": [{"asset": video}]},
        "scenes/s/boards/b/layers/ink": {"strokes": strokes},
    }
    ann.team.follow(documents)
    bob.team.follow(documents)

    until(lambda: {picture, video} <= set(bob.arrived) and ann.arrived == [strokes])
    assert bob.media.read(video) == LARGE
    assert ann.media.read(strokes) == OTHER
    assert sorted(server.stored) == sorted(f"projects/p/{name_of(each)}" for each in (picture, video, strokes))
    assert name_of(unused) not in bob.names()
    until(lambda: (ann.team.state, bob.team.state) == (MediaState(), MediaState()))
    assert ann.states[-1] == bob.states[-1] == MediaState()


def test_that_nothing_is_asked_twice_after_a_restart(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    picture = ann.media.put(SMALL, "png")
    ann.team.offer([picture])
    until(lambda: len(server.stored) == 1 and ann.team.state == MediaState())
    ann.team.close()
    asked = len(server.asked)

    again = machine("ann")
    again.team.follow({"boards/b": {"imageUrl": picture}})
    again.team.upload_now([picture])
    other = again.media.put(OTHER, "png")
    again.team.offer([other])
    until(lambda: len(server.stored) == 2)
    assert len(server.asked) == asked + 2


def test_that_a_large_file_holds_up_no_small_one(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    video, picture = ann.media.put(LARGE, "mp4"), ann.media.put(SMALL, "png")
    # The look, the start, the query; the first piece waits.
    server.faults.extend(["", "", "", "hold"])
    ann.team.offer([video])
    until(lambda: "POST upload" in server.asked)
    ann.team.offer([picture])
    until(lambda: ann.team.state.up == 2)
    server.gate.set()
    until(lambda: len(server.stored) == 2)
    assert server.stored == [f"projects/p/{name_of(each)}" for each in (picture, video)]
    assert len(server.uploads) == 1

    server.gate.clear()
    server.faults.append("hold")
    bob = machine("bob")
    asked = len(server.asked)
    bob.team.want([video])
    until(lambda: len(server.asked) > asked)
    bob.team.want([picture])
    until(lambda: bob.team.state.down == 2)
    server.gate.set()
    until(lambda: len(bob.arrived) == 2)
    assert bob.arrived == [picture, video]
    assert any(state.down_bytes for state in bob.states)


def test_that_what_is_asked_for_last_comes_first(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    references = [ann.media.put(bytes([n]) * 1000, "png") for n in range(6)]
    ann.team.upload_now(references)
    bob = machine("bob")
    server.faults.append("hold")
    bob.team.want(references[:1])
    until(lambda: server.asked[-1] == "GET" and not server.faults)
    bob.team.want(references[1:])
    bob.team.want(references[2:3])
    until(lambda: bob.team.state.down == 6)
    server.gate.set()
    until(lambda: len(bob.arrived) == 6)
    assert bob.arrived[1:3] == [references[2], references[5]]


def test_that_what_the_team_does_not_have_yet_comes_once_it_has_it(server: StorageServer, machine: OpenMachine) -> None:
    ann, bob = machine("ann"), machine("bob")
    picture = ann.media.put(SMALL, "png")
    bob.team.want([picture])
    until(lambda: bool(server.asked))
    assert bob.team.is_coming(picture)
    ann.team.offer([picture])
    until(lambda: bob.arrived == [picture])


def test_that_what_nobody_refers_to_any_more_is_not_waited_for(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    gone = f"media:{'a' * 64}.png"
    ann.team.follow({"boards/b": {"imageUrl": gone}, "boards/c": {"imageUrl": gone}})
    ann.team.want([gone])
    until(lambda: ann.team.state.down == 1)
    ann.team.follow({"boards/b": None})
    ann.team.follow({"boards/c": {"imageUrl": gone, "deletedAt": "2026-11-28T00:00:00Z"}})
    until(lambda: ann.team.state == MediaState())


def test_that_altered_bytes_are_not_taken_over(server: StorageServer, machine: OpenMachine) -> None:
    ann, bob = machine("ann"), machine("bob")
    picture = ann.media.put(SMALL, "png")
    server.files[f"projects/p/{name_of(picture)}"] = SMALL[:-1] + b"?"
    bob.team.want([picture])
    until(lambda: "altered" in bob.team.state.failure)
    assert (bob.arrived, bob.names(), bob.team.is_coming(picture)) == ([], set(), False)

    ann.media.path(picture).write_bytes(b"something else")
    ann.team.offer([picture])
    until(lambda: "altered" in ann.team.state.failure and ann.team.state.up == 0)
    assert server.stored == []


def test_that_who_may_not_is_told_and_the_rest_goes_all_the_same(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    one, other = ann.media.put(SMALL, "png"), ann.media.put(SMALL * 2, "png")
    # The look, what is sent, and the look whether somebody else was faster.
    server.faults.extend(["", 403, ""])
    ann.team.offer([one, other])
    until(lambda: any(state.is_denied and state.up == 2 for state in ann.states))
    until(lambda: len(server.stored) == 2 and ann.team.state == MediaState())
    server.faults.extend(["", 403, ""])
    with pytest.raises(Denied):
        ann.team.upload_now([ann.media.put(OTHER, "png")])


def test_that_somebody_may_have_been_faster(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    picture = ann.media.put(SMALL, "png")
    name = f"projects/p/{name_of(picture)}"
    # The look finds nothing; what is sent then comes too late.
    server.faults.extend(["", "hold"])
    ann.team.offer([picture])
    until(lambda: len(server.asked) == 2)
    assert server.store(name, SMALL)
    server.gate.set()
    until(lambda: ann.team.state == MediaState())
    assert server.stored == [name]
    assert not any(state.is_denied for state in ann.states)


def test_that_the_blocking_ones_return_when_it_is_there(server: StorageServer, machine: OpenMachine) -> None:
    ann, bob = machine("ann"), machine("bob")
    value = ann.media.put(LARGE, "json")
    with pytest.raises(MediaError, match="share"):
        bob.team.fetch_now([value])
    ann.team.upload_now([value])
    bob.team.fetch_now([value])
    assert bob.media.read(value) == LARGE
    assert bob.arrived == [value]
    with pytest.raises(MediaError, match="missing"):
        ann.team.upload_now([f"media:{'a' * 64}.json"])
    server.faults.extend([500] * 5)
    with pytest.raises(Unavailable):
        ann.team.fetch_now([f"media:{'a' * 64}.json"])


@pytest.mark.parametrize("at", [0, 3], ids=["look", "piece"])
def test_that_closing_breaks_off_what_hangs(server: StorageServer, machine: OpenMachine, at: int) -> None:
    ann = machine("ann")
    video, picture = ann.media.put(LARGE, "mp4"), f"media:{'a' * 64}.png"
    server.faults.extend([""] * at + ["hold"])
    ann.team.offer([video])
    until(lambda: not server.faults)
    server.faults.append("hold")
    failures: list[Exception] = []

    def fetch() -> None:
        try:
            ann.team.fetch_now([picture])
        except Unavailable as failure:
            failures.append(failure)

    waiting = threading.Thread(target=fetch)
    waiting.start()
    until(lambda: not server.faults)
    began = time.monotonic()
    ann.team.close()
    waiting.join(2)
    assert time.monotonic() - began < 3
    assert len(failures) == 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("media ")]
    assert ann.names() == {name_of(video)}
    ann.team.offer([picture])


def test_that_closing_breaks_off_a_small_one_within_a_large_one(server: StorageServer, machine: OpenMachine) -> None:
    ann = machine("ann")
    video, picture = ann.media.put(LARGE, "mp4"), ann.media.put(SMALL, "png")
    # The first piece waits, and then the look at the small one.
    server.faults.extend(["", "", "", "hold", "hold"])
    ann.team.offer([video])
    until(lambda: "POST upload" in server.asked)
    ann.team.offer([picture])
    until(lambda: ann.team.state.up == 2)
    first, server.gate = server.gate, threading.Event()
    first.set()
    until(lambda: not server.faults)
    ann.team.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("media ")]


@pytest.mark.parametrize("seen", ["POST upload", "POST upload, finalize"])
def test_that_an_upload_that_is_killed_arrives_once_after_a_restart(
    server: StorageServer, machine: OpenMachine, tmp_path: Path, seen: str
) -> None:
    video = MediaFolder(tmp_path / "ann" / "media")
    (tmp_path / "ann").mkdir()
    reference = video.put(LARGE, "mp4")
    what = ("tests.integration.firestore.killed_uploader", str(tmp_path / "ann"), server.bucket, server.url, str(PIECE))
    process = subprocess.Popen([sys.executable, "-m", *what], cwd=ROOT)
    until(lambda: seen in server.asked, timeout_s=60)
    process.kill()
    process.wait()

    ann = machine("ann")
    ann.team.follow({"boards/b": {"videoUrl": reference}})
    until(lambda: bool(server.stored) and ann.team.state == MediaState())
    ann.team.upload_now([reference])
    assert server.files == {f"projects/p/{name_of(reference)}": LARGE}
    assert len(server.stored) == 1


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20 if os.environ.get("DREAMFACTORY_SOAK") else 2))
def test_that_two_machines_come_to_have_the_same_whatever_breaks(
    server: StorageServer, machine: OpenMachine, seed: int
) -> None:
    luck = random.Random(seed)
    machines = [machine("ann"), machine("bob")]
    data: dict[str, bytes] = {}
    for step in range(30):
        mine = luck.randrange(2)
        size = luck.choice([0, 10, 5000, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
        content = luck.randbytes(size)
        reference = machines[mine].media.put(content, luck.choice(["png", "mp4", "strokes"]))
        data[reference] = content
        faults: tuple[int | str, ...] = ("", "break", "break", 500, 503, 410, 429)
        server.faults.extend(luck.choice(faults) for _ in range(luck.randrange(4)))
        for each in machines:
            each.team.follow({f"boards/{step}": {"imageUrl": reference}})
        if luck.random() < 0.1:
            machines[mine].team.close()
            machines[mine] = machine(("ann", "bob")[mine])
            machines[mine].team.follow({f"boards/{n}": {"imageUrl": each} for n, each in enumerate(data)})

    def poke() -> None:
        for each in machines:
            each.team.try_now()

    until(lambda: all(each.media.has(r) for each in machines for r in data), poke=poke, timeout_s=40)
    for each in machines:
        assert {reference: each.media.read(reference) for reference in data} == data
        assert each.names() == {name_of(reference) for reference in data}
    assert server.files == {f"projects/p/{name_of(reference)}": content for reference, content in data.items()}
    assert len(server.stored) == len(data)
