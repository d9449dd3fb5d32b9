"""Code points here, UTF-16 in a text document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.script.anchors import from_utf16, to_utf16
from studio.script.splice import Splice
from studio.ui.editor_text import EditorText, shown_as, typed_as

TEXT = st.text(alphabet="ab\n가😀🎬", max_size=20)


@given(TEXT, st.integers(-2, 50))
def test_that_places_are_counted_as_the_script_counts_them(text: str, place: int) -> None:
    shown = EditorText.of(text)
    assert shown.unit(place) == to_utf16(text, place)
    assert shown.offset(place) == from_utf16(text, place)


@given(TEXT, st.integers(0, 20), st.integers(0, 20), TEXT)
def test_that_a_splice_is_found_again_and_keeps_count(text: str, at: int, length: int, inserted: str) -> None:
    at = min(at, len(text))
    splice = Splice(at, text[at : at + length], inserted)
    before = EditorText.of(text)
    after = before.spliced(splice)
    assert after == EditorText.of(splice.applied_to(text))
    found = before.change_to(after, near=before.unit(at))
    if found is None:
        assert splice.removed == splice.inserted
    else:
        assert found.at <= at
        assert found.applied_to(text) == after.text


def test_that_of_two_equal_letters_the_one_that_was_typed_is_told() -> None:
    found = EditorText.of("aaa").change_to(EditorText.of("aaaa"), near=1)
    assert found == Splice(1, "", "a")


def test_that_what_a_text_document_would_swallow_is_shown_one_for_one() -> None:
    odd = "a\r\u2028\u2029\0\ufdd0b"
    assert len(shown_as(odd)) == len(odd)
    assert not set(shown_as(odd)) & set("\r\u2028\u2029\0\ufdd0")
    assert typed_as("a\r\nb\rc\u2029d\0\ud83de") == "a\nb\nc\nde"
