"""Bad input, bad places, bad machines: one clear sentence, exit code 2 or 1, and nothing left behind."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.integration.command_line import command, names_in
from tests.repository import ROOT

SCRIPT = "INT. KITCHEN - DAY\n\nA table and a chair.\n\nJO\nHi.\n"
LATIN = "INT. CAFÉ - DAY\n\nDéjà vu, mon ami, très cher.\n".encode("latin-1")
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b"\n \r\n\t\n", "is empty"),
    "only a mark": (b"\xef\xbb\xbf", "is empty"),
    "binary": (random.Random(1).randbytes(20_000), "is not text"),
    "binary with zeros": (bytes(range(32)) * 200, "is not text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "is a picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF"),
    "another encoding": (LATIN, "neither UTF-8, UTF-16 nor Korean CP949"),
    "half a file": ("INT. 부엌 - 낮\n\n민아가 온다.\n".encode()[:-3], "UTF-8"),
    "UTF-16 cut short": (b"\xff\xfe" + "INT. A\n".encode("utf-16-le") + b"x", "is damaged"),
    "no scenes": (b"Just some words, and no heading at all.\n\nMore of them.\n", "has no scene in it"),
    "a title page alone": (b"Title: Nothing\nAuthor: Nobody\n\n", "has no scene in it"),
    "all cut": (b"/*\n\nINT. ROOM - DAY\n\nGone.\n\n*/\n", "has no scene in it"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_that_a_file_that_is_no_script_is_told(tmp_path: Path, kind: str) -> None:
    data, said = BAD_FILES[kind]
    file = tmp_path / "film.fountain"
    file.write_bytes(data)
    out = tmp_path / "out"

    told = command("produce", file, "--out", out)

    assert (told.code, said in told.sentence) == (2, True), told
    assert str(file) in told.sentence
    assert names_in(tmp_path) == {"film.fountain"}
    assert file.read_bytes() == data


@pytest.mark.parametrize("words", [["new", "P", "--from"], ["script"], ["import"]])
def test_that_fifty_megabytes_of_text_are_refused_at_once(tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "huge.fountain"
    file.write_bytes(b"INT. ROOM - DAY\n\nA chair.\n\n" * 1_950_000)
    assert file.stat().st_size > 50 * 1024 * 1024

    told = command(*words, file, *(["P"] if words == ["import"] else []), cwd=ROOT)

    assert (told.code, "larger than 20 MB" in told.sentence) == (2, True)
    assert names_in(tmp_path) == {"huge.fountain"}


def test_that_a_file_that_is_not_there_is_an_error_and_never_a_prompt(tmp_path: Path) -> None:
    told = command("produce", "a small kitchen with a table", "--out", tmp_path / "out")

    assert (told.code, "is not there" in told.sentence) == (2, True)
    assert names_in(tmp_path) == set()


@pytest.mark.parametrize("prompt", ["", "   ", b"\xff\xfe a room"], ids=["empty", "blank", "no text"])
def test_that_a_prompt_without_words_is_told(tmp_path: Path, prompt: str | bytes) -> None:
    text = os.fsdecode(prompt)

    told = command("produce", "--prompt", text, "--out", tmp_path / "out")

    assert (told.code, told.sentence.startswith("The prompt is")) == (2, True)
    assert command("stage", text).code == 2
    assert names_in(tmp_path) == set()


def test_that_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "film.fountain").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "taken").write_bytes(b"mine")

    told = command("produce", tmp_path / "film.fountain", "--out", tmp_path / "taken" / "out", "--no-film")

    assert (told.code, "is a file, not a folder" in told.sentence) == (2, True)
    assert names_in(tmp_path) == {"film.fountain", "taken"}


@contextmanager
def small_disk(point: Path, options: str) -> Iterator[Path]:
    """A disk in memory; only root may mount one."""
    point.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)], capture_output=True)
    if mounted.returncode and os.environ.get("CI"):
        pytest.fail("CI has to prove the full disk, and this machine lets nobody mount one.")
    if mounted.returncode:
        pytest.skip("This machine lets nobody mount a disk; run the test as root.")
    try:
        yield point
    finally:
        subprocess.run(["umount", str(point)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("size", ["16k", "100k", "140k", "240k", "320k"])
def test_that_a_full_disk_leaves_nothing_half_written(tmp_path: Path, size: str) -> None:
    file = tmp_path / "film.fountain"
    file.write_text(SCRIPT, encoding="utf-8")
    with small_disk(tmp_path / "disk", f"size={size}") as disk:
        told = command("produce", file, "--out", disk / "out", "--size", "320x180")

        assert any(word in told.sentence for word in ("disk is full", "No space left")), told
        assert ".part" not in told.sentence
        assert names_in(disk) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_that_every_command_says_when_the_disk_is_full(tmp_path: Path, project: Path) -> None:
    stage = tmp_path / "stage.json"
    assert command("stage", "a room with a table", "--out", stage).code == 0
    commands = [
        ["new", "{disk}/P", "--from", str(tmp_path / "film.fountain")],
        ["import", str(tmp_path / "film.fountain"), "{disk}/P"],
        ["stage", "a room with a table and twelve chairs", "--out", "{disk}/stage.json"],
        ["render", str(stage), "--out", "{disk}/picture.png"],
        *(["export", str(project), "--to", name, "--out", "{disk}/x"] for name in ("pdf", "png", "mp4", "otio")),
    ]
    with small_disk(tmp_path / "disk", "size=4k") as disk:
        for words in commands:
            told = command(*(word.replace("{disk}", str(disk)) for word in words))

            assert "disk is full" in told.sentence, words
            assert names_in(disk) == set(), words


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_that_a_read_only_folder_is_told(tmp_path: Path, project: Path) -> None:
    commands = [
        ["produce", str(tmp_path / "film.fountain"), "--out", "{disk}/out"],
        ["new", "{disk}/P"],
        ["stage", "a room", "--out", "{disk}/stage.json"],
        ["export", str(project), "--to", "csv", "--out", "{disk}/x.csv"],
        ["export", str(project), "--to", "png", "--out", "{disk}/boards"],
    ]
    with small_disk(tmp_path / "disk", "ro") as disk:
        for words in commands:
            told = command(*(word.replace("{disk}", str(disk)) for word in words))

            assert "ead-only" in told.sentence, words


@pytest.mark.skipif(sys.platform != "linux", reason="EGL's vendor folder")
@pytest.mark.parametrize(
    "words", [["produce", "film.fountain", "--out", "out"], ["stage", "a room", "--render", "x.png"]]
)
def test_that_a_machine_without_gl_is_told(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "film.fountain").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "none").mkdir()
    without = {"__EGL_VENDOR_LIBRARY_DIRS": str(tmp_path / "none"), "PYTHONPATH": str(ROOT)}

    told = command(*words, environment=without, cwd=tmp_path)

    assert (told.code, "Install libegl1" in told.sentence) == (1, True)
    assert names_in(tmp_path) == {"film.fountain", "none"}


def test_that_a_missing_font_is_told_before_anything_is_made(tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(ROOT / "studio", house / "studio", ignore=shutil.ignore_patterns("__pycache__", "ui"))
    shutil.copytree(ROOT / "resources", house / "resources", ignore=shutil.ignore_patterns("*.dream"))
    (house / "resources" / "fonts" / "NanumGothic-Bold.ttf").unlink()
    file = tmp_path / "film.fountain"
    file.write_text(SCRIPT, encoding="utf-8")

    told = command("produce", file, "--out", tmp_path / "out", cwd=house)

    assert (told.code, "The font NanumGothic-Bold is missing" in told.sentence) == (1, True)
    assert names_in(tmp_path) - {name for name in names_in(tmp_path) if name.startswith("house")} == {"film.fountain"}
    doctor = command("doctor", cwd=house)
    assert (doctor.code, "miss  fonts" in doctor.answer) == (0, True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one produced scene, beside its script."""
    file = tmp_path / "film.fountain"
    file.write_text(SCRIPT, encoding="utf-8")
    told = command("produce", file, "--out", tmp_path / "made", "--no-film", "--size", "320x180")
    assert told.code == 0, told.errors
    return tmp_path / "made" / "film.dream"


def _sql(project: Path, statement: str) -> None:
    with closing(sqlite3.connect(project / "project.sqlite", isolation_level=None)) as connection:
        connection.execute(statement)


def _damage(project: Path) -> None:
    _sql(project, "VACUUM")
    database = project / "project.sqlite"
    data = bytearray(database.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    database.write_bytes(bytes(data))


BAD_PROJECTS = {
    "damaged": (_damage, "damaged"),
    "cut short": (lambda p: os.truncate(p / "project.sqlite", 3000), "damaged"),
    "no database": (lambda p: (p / "project.sqlite").unlink(), "is not a DreamFactory project"),
    "not a database": (lambda p: (p / "project.sqlite").write_bytes(b"x" * 500), "damaged or not a database"),
    "another program's": (lambda p: _sql(p, "PRAGMA application_id = 7"), "belongs to another program"),
    "newer": (lambda p: _sql(p, "PRAGMA user_version = 99"), "was made by a newer DreamFactory"),
}


@pytest.mark.parametrize("kind", BAD_PROJECTS)
def test_that_a_project_that_cannot_be_opened_is_told_and_left_alone(tmp_path: Path, project: Path, kind: str) -> None:
    spoil, said = BAD_PROJECTS[kind]
    spoil(project)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    commands: list[list[str | Path]] = [
        ["check", project],
        ["export", project, "--to", "csv", "--out", tmp_path / "x.csv"],
        ["import", tmp_path / "film.fountain", project],
        ["produce", tmp_path / "film.fountain", "--out", project.parent, "--no-film"],
    ]
    for words in commands:
        told = command(*words)
        assert (told.code, said in told.sentence) == (2, True), (words, told)

    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "x.csv").exists()


def test_that_a_project_with_newer_documents_is_read_and_never_written(tmp_path: Path, project: Path) -> None:
    _sql(project, "UPDATE documents SET fields = json_set(fields, '$.schemaVersion', 99) WHERE path = ''")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    told = command("import", tmp_path / "film.fountain", project)

    assert (told.code, "made by a newer DreamFactory" in told.sentence) == (2, True)
    assert command("export", project, "--to", "csv", "--out", tmp_path / "x.csv").code == 0
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_that_missing_media_are_errors_of_the_check(project: Path) -> None:
    picture = next((project / "media").glob("*.png"))
    picture.unlink()

    told = command("check", project)

    assert told.code == 1
    assert told.answer.count("error: ") >= 1
    assert "is missing from the project" in told.answer


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_that_an_answer_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "studio", "doctor", "--json"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert (done.returncode, done.stderr) == (
        1,
        "dreamfactory: The output: the disk is full; make room and try again.\n",
    )


def test_that_a_reader_who_has_seen_enough_is_no_error() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -W error -m studio stage 'a room with ten chairs' | head -c 20"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (len(done.stdout), done.stderr) == (20, "")
