from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.collab.merge_text import both_texts, merged_text

BASE = "A\n\nB\n\nC\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("A1\n\nB\n\nC\n", "A\n\nB\n\nC2\n", "A1\n\nB\n\nC2\n"),
        ("A\n\nB1\n\nC\n", "A1\n\nB\n\nC\n", "A1\n\nB1\n\nC\n"),
        ("A\n\nB\n\nX\n\nC\n", "A\n\nB\n\nY\n\nC\n", "A\n\nB\n\nY\n\nX\n\nC\n"),
        ("A\n\nC\n", "A\n\nB\n\nC\nD\n", "A\n\nC\nD\n"),
        ("A1\n\nB\n\nC\n", "A1\n\nB\n\nC\n", "A1\n\nB\n\nC\n"),
        ("A1\n\nB\n\nC\n", "A2\n\nB\n\nC\n", None),
    ],
)
def test_that_two_texts_are_merged_by_paragraph(mine: str, theirs: str, merged: str | None) -> None:
    assert merged_text(BASE, mine, theirs) == merged


def test_that_both_stand_where_both_changed_the_same() -> None:
    assert both_texts(BASE, "A\n\nB mine\n\nC\n", "A\n\nB theirs\n\nC!\n") == "A\n\nB theirs\n\nB mine\n\nC!\n"


paragraphs = st.lists(st.sampled_from(["a\n", "b\n", "c\n\n", "d\n", "é 가\n\n"]), max_size=8).map("".join)


@given(paragraphs, paragraphs, paragraphs)
def test_that_one_side_alone_is_taken_as_it_is_and_nothing_new_is_lost(base: str, mine: str, theirs: str) -> None:
    assert merged_text(base, mine, base) == mine
    assert merged_text(base, base, theirs) == theirs
    both = both_texts(base, mine, theirs).split("\n")
    old = set(base.split("\n"))
    assert {line for line in (*mine.split("\n"), *theirs.split("\n")) if line not in old} <= set(both)
