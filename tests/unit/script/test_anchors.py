from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.documents import Anchor
from studio.script.anchors import from_utf16, move_anchor, relocate, to_utf16


def anchored(start: int, end: int) -> Anchor:
    return Anchor(start=start, end=end, quote="quote")


@pytest.mark.parametrize(
    ("at", "removed", "inserted", "start", "end"),
    [
        (0, 0, 3, 13, 23),
        (10, 0, 3, 13, 23),
        (15, 0, 3, 10, 23),
        (20, 0, 3, 10, 20),
        (30, 5, 0, 10, 20),
        (0, 5, 0, 5, 15),
        (5, 10, 2, 7, 12),
        (15, 10, 2, 10, 15),
        (12, 4, 1, 10, 17),
    ],
)
def test_that_an_anchor_moves_with_its_text(at: int, removed: int, inserted: int, start: int, end: int) -> None:
    moved = move_anchor(anchored(10, 20), at=at, removed=removed, inserted=inserted)
    assert (moved.start, moved.end, moved.lost) == (start, end, False)


@pytest.mark.parametrize(("at", "removed"), [(10, 10), (5, 20)])
def test_that_an_anchor_without_its_text_is_lost_and_keeps_its_quote(at: int, removed: int) -> None:
    moved = move_anchor(anchored(10, 20), at=at, removed=removed, inserted=4)
    assert (moved.start, moved.end, moved.lost, moved.quote) == (at, at, True, "quote")


@pytest.mark.parametrize(("at", "removed", "place"), [(10, 0, 14), (5, 5, 9), (5, 10, 5), (11, 3, 10)])
def test_that_an_anchor_that_marks_a_place_is_never_lost(at: int, removed: int, place: int) -> None:
    assert move_anchor(Anchor(start=10, end=10), at=at, removed=removed, inserted=4) == Anchor(start=place, end=place)


@given(st.text(max_size=40), st.data())
def test_that_what_an_anchor_holds_is_what_survives_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(at, len(text)))
    inserted = data.draw(st.text(max_size=5))
    edited = text[:at] + inserted + text[gone:]
    moved = move_anchor(Anchor(start=start, end=end), at=at, removed=gone - at, inserted=len(inserted))
    survivors = text[start : max(min(end, at), start)] + text[min(max(start, gone), end) : end]
    assert 0 <= moved.start <= moved.end <= len(edited)
    held = edited[moved.start : moved.end]
    if moved.lost:
        assert not survivors
        assert start < end
    elif start < at and gone < end:
        assert held.replace(inserted, "", 1) == survivors or inserted in held
    elif start < end:
        assert held == survivors


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("the rain, the rain", 0, 4),
        ("the rain, the rain", 14, 14),
        ("the rain, the rain", 12, 14),
        ("rain x rain", 8, 7),
        ("no such word", 3, None),
        ("rain  rain", 3, None),
    ],
)
def test_that_a_lost_anchor_finds_the_nearest_of_its_quotes(text: str, start: int, expected: int | None) -> None:
    anchor = Anchor(start=start, end=start, quote="rain", lost=True)
    found = relocate(anchor, text)
    assert found == (anchor if expected is None else Anchor(start=expected, end=expected + 4, quote="rain"))


def test_that_an_anchor_in_its_place_stays() -> None:
    anchor = Anchor(start=0, end=4, quote="rain")
    assert relocate(anchor, "rain rain") is anchor


def test_that_offsets_convert_at_the_editors_edge() -> None:
    assert to_utf16("😀ab", 3) == 4
    assert from_utf16("😀ab", 4) == 3
    assert from_utf16("a😀b", 2) == 1
    assert (to_utf16("ab", 9), from_utf16("ab", 9), to_utf16("ab", -1), from_utf16("ab", -1)) == (2, 2, 0, 0)


@given(st.text(), st.integers(0, 20))
def test_that_offsets_come_back_from_the_editor(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert from_utf16(text, to_utf16(text, offset)) == offset
