"""English words that stand for things named before: *it*, *one of them*, *the other*, *the bigger one*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.staging.english_text import STOPS, EnglishText
from studio.staging.words import english_grammar as grammar
from studio.staging.words.attribute import ENGLISH_ATTRIBUTES
from studio.staging.words.number import english_number

_OF_SEVERAL = frozenset({"each", "both", "all", "some", "most", "any", "another", "neither", "either", "many"})
_SEVERAL = frozenset({"them", "these", "those", "which", "whom"})
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "last", "other", "others", "latter", "former", "rest"}
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The token after it, and what it means: one thing, several (or one of them), a person."""

    end: int
    meaning: Literal["one", "several", "person"]


def reference_at(text: EnglishText, at: int) -> Reference | None:
    """The word or words that stand for something named before, if such start here."""
    token, following = text.token(at), text.token(at + 1)
    is_some = token in _OF_SEVERAL or english_number(token) is not None
    if is_some and following == "of" and text.token(at + 2) in _SEVERAL:
        return Reference(at + 3, "several")
    if token in {"it", "itself"}:
        return Reference(at + 1, "one")
    if token in {"them", "they", "themselves"} or (token in {"both", "others", "each"} and _ends(text, at + 1)):
        return Reference(at + 1, "several")
    if token in {"him", "her"} and _ends(text, at + 1):
        return Reference(at + 1, "person")
    if token == "another" and _ends(text, at + 1):
        return Reference(at + 1, "several")
    if token == "the":
        return _with_the(text, at + 1)
    return None


def _with_the(text: EnglishText, at: int) -> Reference | None:
    end = at
    while (
        text.token(end) in ENGLISH_ATTRIBUTES or text.token(end) in _ORDINALS or text.token(end).endswith(("er", "est"))
    ):
        end += 1
    if text.token(end) in {"one", "ones"} and _ends(text, end + 1):
        return Reference(end + 1, "several")
    if text.token(at) in _ORDINALS and _ends(text, at + 1):
        return Reference(at + 1, "several")
    if text.token(at) in {"two", "three", "pair"} and _ends(text, at + 1):
        return Reference(at + 1, "several")
    return None


def _ends(text: EnglishText, at: int) -> bool:
    """Whether no noun goes on here: a stop, a verb, a little word."""
    token = text.token(at)
    if not token or token in STOPS or token in {",", "and"} or token in grammar.VERBS:
        return True
    return text.phrase_at(at, grammar.RELATION_PHRASES) is not None and text.word_at(at) is None
