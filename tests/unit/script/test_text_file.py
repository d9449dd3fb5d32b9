from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import InputError
from studio.model.documents import ScriptFormat
from studio.script.text_file import MAX_BYTES, decode_script, encode_script, read_script
from tests.unit.script.fountain_strategy import TEXTS

KOREAN = "INT. 민아의 집 - 밤\n\n민아가 창가에 선다.\n밖에는 비가 내린다. 가로등, 개.\n\n민아\n왔어?\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp949", b""),
    ],
)
def test_that_a_script_is_written_back_byte_for_byte(tmp_path: Path, encoding: str, mark: bytes, newline: str) -> None:
    data = mark + KOREAN.replace("\n", newline).encode(encoding)
    path = tmp_path / "script.fountain"
    path.write_bytes(data)
    script = read_script(path)
    assert script.text == KOREAN
    assert script.format == ScriptFormat(encoding=encoding, bom=bool(mark), newline=newline)
    assert encode_script(script.text, script.format) == data


def test_that_mixed_line_ends_stay_as_they_are() -> None:
    data = b"INT. A\r\n\nText.\r\rMore.\n\r\n"
    script = decode_script(data, name="x")
    assert script.text == data.decode()
    assert script.format.newline == "mixed"
    assert encode_script(script.text, script.format) == data


@given(TEXTS.filter(str.strip), st.sampled_from(["utf-8", "utf-16"]))
def test_that_any_script_comes_back_unchanged(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    script = decode_script(data, name="x")
    assert encode_script(script.text, script.format) == data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (codecs.BOM_UTF16_LE + "\n\n".encode("utf-16-le"), "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a zipped document"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (bytes(range(256)) * 4, "not text"),
        (b"abc\x00def", "not text"),
        ("Un café français, à côté".encode("latin-1"), "neither UTF-8"),
        ("中文剧本，没有韩文".encode("gbk"), "neither UTF-8"),
        (codecs.BOM_UTF8 + b"abc\xff", "damaged"),
        (codecs.BOM_UTF16_LE + b"a", "damaged"),
        (b"\x01\x02\x03\x04 text", "not text"),
    ],
)
def test_that_what_is_no_script_is_refused_in_one_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "script.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read_script(path)
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message
    assert "script.txt" in caught.value.message


def test_that_missing_folders_and_giants_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        read_script(tmp_path / "none.fountain")
    with pytest.raises(InputError, match="is a folder"):
        read_script(tmp_path)
    giant = tmp_path / "giant.txt"
    with giant.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 20 MB"):
        read_script(giant)


def test_that_a_letter_the_encoding_lacks_is_named() -> None:
    with pytest.raises(InputError, match="U\\+1F600"):
        encode_script("😀", ScriptFormat(encoding="cp949"))
    with pytest.raises(InputError, match="not known"):
        encode_script("a", ScriptFormat(encoding="klingon"))
