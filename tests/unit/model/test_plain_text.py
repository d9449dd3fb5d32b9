from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.plain_text import plain_line, plain_text

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pay \u202egnp.exe\u202c now", "pay gnp.exe now"),
        ("a\u2066b\u2069c\u200e\u200f\u061cd", "abcd"),
        ("in\u200bvis\u2060ib\ufeffle\u00ad", "invisible"),
        ("\u3164\u115f\u2800hidden\uffa0", "hidden"),
        ("tag\U000e0041\U000e007f sel\ufe0fector\U000e0100", "tag selector"),
        ("bell\x07 null\x00 escape\x1b[31m", "bell null escape[31m"),
        ("one\r\ntwo\u2028three\n\n\n\n\nfour  \n", "one\ntwo\nthree\n\nfour"),
        (f"{FAMILY} ❤\ufe0f \U0001f44d\U0001f3fd", f"{FAMILY} ❤\ufe0f \U0001f44d\U0001f3fd"),
        ("fa\u200dke", "fake"),
        (unicodedata.normalize("NFD", "촛불이 먼저"), "촛불이 먼저"),
        ("e" + "\u0301" * 40, "é" + "\u0301" * 4),
        ("<b>bold</b> &amp; <img src=x>", "<b>bold</b> &amp; <img src=x>"),
        ("lone \ud800 surrogate", "lone  surrogate"),
    ],
)
def test_that_text_only_says_what_it_shows(typed: str, kept: str) -> None:
    assert plain_text(typed) == kept


@given(st.text())
def test_that_plain_text_stays_as_it_is(typed: str) -> None:
    once = plain_text(typed)
    assert plain_text(once) == once
    assert not any(unicodedata.bidirectional(letter) in ("RLO", "LRO", "RLI", "LRI", "PDI", "PDF") for letter in once)


def test_that_a_name_is_one_short_line() -> None:
    assert plain_line("Mi\u202ena\n\n Park" + "x" * 100, most=9) == "Mina Park"
