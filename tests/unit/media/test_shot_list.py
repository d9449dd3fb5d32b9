"""The shot list."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from studio.media.cut import Cut
from studio.media.shot_list import SHOT_LIST_COLUMNS, quoted_cell, write_shot_list_csv
from studio.model.timing import FrameRate
from tests.unit.media.sample import board, korean_cut


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_that_every_board_is_a_row_with_its_times(tmp_path: Path) -> None:
    write_shot_list_csv(korean_cut(tmp_path), tmp_path / "shotlist.csv")
    assert (tmp_path / "shotlist.csv").read_bytes().startswith(b"\xef\xbb\xbfscene,heading,shot")
    rows = _read(tmp_path / "shotlist.csv")
    assert tuple(rows[0]) == SHOT_LIST_COLUMNS
    assert [row["frames"] for row in rows] == ["49", "31", "7", "1"]
    assert [row["timecode in"] for row in rows] == ["00:00:00:00", "00:00:02:01", "00:00:03:08", "00:00:03:15"]
    assert rows[0]["timecode out"] == rows[1]["timecode in"]
    assert (rows[0]["seconds"], rows[0]["lens"], rows[0]["dialogue"]) == ("2.044", "35 mm", "MINA\nYou came back.")
    assert rows[2]["characters"] == "미나, 준"


def test_that_dropped_frames_are_counted_in_the_timecode(tmp_path: Path) -> None:
    cut = Cut("Minute", (board(frames=1800), board(frames=2)), FrameRate(30000, 1001))
    write_shot_list_csv(cut, tmp_path / "a.csv")
    assert _read(tmp_path / "a.csv")[1]["timecode in"] == "00:01:00;02"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "\n=", "＝"])
def test_that_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    names = ("scene_number", "scene_heading", "shot", "shot_size", "angle", "move", "dialogue", "action", "notes")
    cut = Cut("Evil", (board(characters=(text,), **dict.fromkeys(names, text)),))
    write_shot_list_csv(cut, tmp_path / "a.csv")
    row = _read(tmp_path / "a.csv")[0]
    assert sum(cell.startswith("'") for cell in row.values()) == len(names) + 1
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in row.values())


def test_that_ordinary_words_stay_as_they_are() -> None:
    assert [quoted_cell(text) for text in ("", "a=b", "1A", "밤")] == ["", "a=b", "1A", "밤"]
