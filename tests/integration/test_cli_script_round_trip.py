"""An exported script that was not edited is the file it came from, byte for byte."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from tests.integration.command_line import command
from tests.integration.varied_scripts import ODD_SCRIPTS, varied_script

TEXT = varied_script(2, lines=60) + "\n\nINT. 부엌 - 밤\n\n@민아\n배고파. “정말” — 그래…\n\n\n"
PLAIN = TEXT.translate({ord(letter): "?" for letter in TEXT if letter.encode("cp949", "ignore") == b""})
FILES = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "crlf": TEXT.replace("\n", "\r\n").encode(),
    "old mac": TEXT.replace("\n", "\r").encode(),
    "mixed newlines": TEXT.replace("\n\n", "\r\n\n").replace("INT.", "\rINT.").encode(),
    "utf-16 little endian": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big endian": codecs.BOM_UTF16_BE + TEXT.replace("\n", "\r\n").encode("utf-16-be"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
    "utf-32": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "cp949": PLAIN.encode("cp949"),
    "cp949 crlf": PLAIN.replace("\n", "\r\n").encode("cp949"),
    "no newline at the end": TEXT.rstrip("\n").encode(),
    "form feeds": TEXT.replace("===\n", "\f\n").encode(),
    "odd": "".join(ODD_SCRIPTS.values()).encode(),
    "blanks": TEXT.replace("\n\n", " \n\t\n").encode() + b"  \n \t",
}


@pytest.mark.parametrize("kind", FILES)
def test_that_a_script_comes_out_as_it_went_in(tmp_path: Path, kind: str) -> None:
    file, again = tmp_path / "film.fountain", tmp_path / "again.fountain"
    file.write_bytes(FILES[kind])

    made = command("new", tmp_path / "Film", "--from", file)
    written = command("export", tmp_path / "Film.dream", "--to", "fountain", "--out", again)

    assert (made.code, written.code, made.errors, written.errors) == (0, 0, (), ())
    assert again.read_bytes() == FILES[kind]
    assert file.read_bytes() == FILES[kind]


def test_that_what_is_imported_into_a_project_comes_after_what_is_there(tmp_path: Path) -> None:
    first, second = "INT. ROOM - DAY\n\nA chair.", "INT. 부엌 - 밤\n\n민아가 온다.\n"
    (tmp_path / "first.fountain").write_text(first, encoding="utf-8")
    (tmp_path / "second.fountain").write_text(second, encoding="utf-8")
    assert command("import", tmp_path / "first.fountain", tmp_path / "Film").code == 0
    assert command("import", tmp_path / "second.fountain", tmp_path / "Film.dream").code == 0

    command("export", tmp_path / "Film.dream", "--to", "fountain", "--out", tmp_path / "all.fountain")

    whole = (tmp_path / "all.fountain").read_text(encoding="utf-8")
    assert whole == first + "\n\n" + second
