"""A script of 120 pages is as quick to write in as a short one."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from studio.script.fountain import parse_fountain
from tests.gui.script_page import ScriptPage, long_script, script_page, small_document

pytestmark = pytest.mark.usefixtures("qapp")

FRAME_MS = 16
"""The bar."""

SLACK = 1.5
"""What a slow machine may take longer. Only the processor's own time for us is measured."""


def keys(page: ScriptPage, words: str) -> list[Callable[[], None]]:
    """A step a letter."""
    return [partial(page.type_in, letter) for letter in words]


def p95_ms(steps: list[Callable[[], None]]) -> float:
    """What 95 of 100 steps take at most, with all that follows from them, painting included."""
    gc.collect()
    times = []
    for step in steps:
        begin = time.process_time()
        step()
        QApplication.processEvents()
        times.append((time.process_time() - begin) * 1000)
    return sorted(times)[int(len(times) * 0.95)]


def test_that_no_key_takes_longer_than_a_frame_in_120_pages() -> None:
    script = long_script()
    assert parse_fountain(script).pages >= 120
    with script_page(script) as page:
        taken = {}
        for where in ("INT. ROOM 2 - DAY\n\nFog", "INT. ROOM 100 - DAY\n\n안개가", "INT. ROOM 199 - DAY\n\nFog"):
            page.put_cursor(page.after(where))
            words = "the fog lifts \n\nDORA\nLook.\n\n"
            taken[where] = p95_ms(keys(page, words))
            composed: list[Callable[[], None]] = [partial(page.compose, syllable) for syllable in ("ㅎ", "하", "한")]
            composed.append(partial(page.compose, "", commit="한"))
            taken[f"{where} composed"] = p95_ms(composed * 6)
        page.put_cursor(page.after("INT. ROOM 3"))
        taken["heading"] = p95_ms(keys(page, "00 AND MORE"))
        assert max(taken.values()) < FRAME_MS * SLACK, taken
        assert page.shown == page.text


def test_that_a_long_script_shows_its_first_screen_at_once_and_no_slice_stalls() -> None:
    document = small_document(long_script())
    page = ScriptPage(document)
    begin = time.process_time()
    page.begin()
    opened_ms = (time.process_time() - begin) * 1000
    assert page.kind("INT. ROOM 1 -") == "heading"
    ticks: list[float] = []
    while not page.editor.is_set:
        begin = time.process_time()
        QApplication.processEvents()
        ticks.append((time.process_time() - begin) * 1000)
    assert ticks
    assert page.kind("INT. ROOM 200 -") == "heading"
    assert opened_ms < 500
    assert sorted(ticks)[int(len(ticks) * 0.9)] < FRAME_MS * SLACK
    page.close()


def test_that_one_endless_scene_is_written_in_without_being_read_at_every_key() -> None:
    with script_page("INT. A - DAY\n\n" + "Fog lies on the black water.\n\nDORA\nLook.\n\n" * 900) as page:
        page.put_cursor(page.after("Fog"))
        taken = p95_ms(keys(page, "s, and more of it"))
        assert taken < FRAME_MS * SLACK
        page.type_in("\n\nSIL\nNo.\n\n")
        page.wait(lambda: page.editor.is_set)
        assert page.kind("SIL") == "character"
        assert page.shown == page.text
