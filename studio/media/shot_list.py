"""The shot list as CSV: one row a board, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from studio.media.cut import Cut
from studio.media.whole_file import write_whole

SHOT_LIST_COLUMNS = (
    "scene",
    "heading",
    "shot",
    "size",
    "angle",
    "move",
    "lens",
    "seconds",
    "frames",
    "timecode in",
    "timecode out",
    "characters",
    "dialogue",
    "action",
    "notes",
)
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


def quoted_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    begins = text[:1] in _FORMULA_STARTS or text.lstrip()[:1] in _FORMULA_STARTS
    return f"'{text}" if text and begins else text


def shot_list_rows(cut: Cut) -> list[tuple[str, ...]]:
    """One row a board under ``SHOT_LIST_COLUMNS``; the timecode out is the frame after the last."""
    rows = []
    for start, board in cut.starts():
        written = (
            board.scene_number,
            board.scene_heading,
            board.shot,
            board.shot_size,
            board.angle,
            board.move,
            "" if board.lens_mm is None else f"{board.lens_mm:g} mm",
            f"{cut.rate.seconds(board.frames):.3f}",
            str(board.frames),
            cut.rate.timecode(start),
            cut.rate.timecode(start + board.frames),
            ", ".join(board.characters),
            board.dialogue,
            board.action,
            board.notes,
        )
        rows.append(tuple(quoted_cell(text) for text in written))
    return rows


def write_shot_list_csv(cut: Cut, path: Path) -> None:
    """Writes the shot list, whole or not at all: UTF-8 with a byte order mark, which Excel needs to read Korean.

    Raises:
        MediaError: the file system refused.
    """
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(SHOT_LIST_COLUMNS)
    table.writerows(shot_list_rows(cut))
    write_whole(path, text.getvalue().encode("utf-8-sig"))
