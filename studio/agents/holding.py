"""Who takes a thing in hand and who lets go of it, line by line, in English and Korean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from studio.agents.english_forms import verb_forms
from studio.agents.korean_forms import forms_of, has_hangul, particle_after
from studio.agents.scene_names import Mention
from studio.agents.sentences import Word
from studio.agents.thing_words import BODY_PARTS, SMALL_ENGLISH, SMALL_KOREAN, english_nouns

_WITHIN = 7
"""How many words after its verb a thing may stand."""
_HOLDS = ("hold", "carry", "clutch", "grip", "cradle")
_TAKES = ("pick", "take", "grab", "lift", "raise", "seize", "snatch", "fetch")
_LETS_GO = ("set", "put", "lay", "place", "drop", "throw", "toss")
_GIVES = ("hand", "give", "pass")
_FALLS = ("go", "fall", "drop")
_HOLDS_KOREAN = ("들/들어", "쥐/쥐어", "움켜쥐/움켜쥐어", "쥔")
_TAKES_KOREAN = ("집/집어", "집는다", "꺼내/꺼내", "줍/주워/주우", "받/받아")
_LETS_GO_KOREAN = ("놓/놓아", "내려놓/내려놓아", "떨어뜨리/떨어뜨려", "던지/던져")
_GIVES_KOREAN = ("건네/건네", "건네주/건네줘", "쥐여", "넘기/넘겨")
_NOT = ("못", "않", "안")
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "your"})
_IT = frozenset({"it", "그것을", "그걸"})


@dataclass(frozen=True, slots=True)
class Grip:
    """From here on ``holder`` has the thing in hand, nobody where it is put down.

    ``thing`` is the word for it, empty for what was spoken of last; ``is_taken`` says that they had it not before.
    """

    thing: str
    holder: str | None
    is_taken: bool = True


def grips_in(words: Sequence[Word], mentions: Sequence[Mention], actor: str | None) -> tuple[Grip, ...]:
    """What is taken in hand and put down in a line of action in which ``actor`` acts, in the order of its words."""
    named = {mention.at: mention.name for mention in mentions}
    found: list[Grip] = []
    for at, word in enumerate(words):
        grip = _korean(words, at, named, actor) if has_hangul(word.text) else _english(words, at, named, actor)
        if grip is not None and grip not in found[-1:]:
            found.append(grip)
    return tuple(found)


def _english(words: Sequence[Word], at: int, named: Mapping[int, str], actor: str | None) -> Grip | None:
    lower = words[at].lower
    if at > 0 and words[at - 1].lower in _DETERMINERS:
        return None  # her hand, the set: nouns
    if lower == "with" and actor:
        follows = next(islice((word for word in words[at + 1 :]), 1), None)
        thing = _thing_after(words, at, is_near=True) if follows and follows.lower in _DETERMINERS else None
        return Grip(thing, actor, is_taken=False) if thing else None
    if lower in _english_forms(_GIVES):
        other = next((name for place, name in named.items() if place > at and name != actor), None)
        thing = _thing_after(words, at)
        return Grip(thing, other) if thing is not None and other else None
    thing = _thing_after(words, at)
    if actor and lower in _english_forms(_LETS_GO):
        return Grip(thing, None) if thing is not None else None
    if actor and lower in _english_forms(_HOLDS + _TAKES):
        thing = thing if thing is not None else _thing_before(words, at)
        return Grip(thing, actor, is_taken=lower in _english_forms(_TAKES)) if thing is not None else None
    if actor is None and lower in _english_forms(_FALLS) and "down" in (word.lower for word in words[at : at + 2]):
        before = _thing_before(words, at)
        return Grip(before, None) if before else None
    return None


def _korean(words: Sequence[Word], at: int, named: Mapping[int, str], actor: str | None) -> Grip | None:
    text = words[at].text
    if at + 1 < len(words) and words[at + 1].text.startswith(_NOT):
        return None
    thing = next((found for word in reversed(words[:at]) if (found := _object(word)) is not None), None)
    if thing is None:
        return None
    if text in forms_of(_GIVES_KOREAN):
        other = next((name for _, name in sorted(named.items(), reverse=True) if name != actor), None)
        return Grip(thing, other) if other else None
    if actor and text in forms_of(_LETS_GO_KOREAN):
        return Grip(thing, None)
    if actor and text in forms_of(_HOLDS_KOREAN):
        return Grip(thing, actor, is_taken=False)
    return Grip(thing, actor) if actor and text in forms_of(_TAKES_KOREAN) else None


def _object(word: Word) -> str | None:
    """The small thing that a Korean word names as what is handled: 무전기를."""
    if word.text in _IT:
        return ""
    hits = [noun for noun in SMALL_KOREAN if noun not in BODY_PARTS and particle_after(word.text, noun) in ("을", "를")]
    return max(hits, key=len) if hits else None


def _thing_after(words: Sequence[Word], at: int, *, is_near: bool = False) -> str | None:
    """The first small thing after a verb in the same breath; empty for ``it``."""
    table = english_nouns(SMALL_ENGLISH)
    for place in range(at + 1, min(len(words), at + 1 + _WITHIN)):
        lower = words[place].lower
        noun = table.get(lower)
        if noun in BODY_PARTS or (lower in _IT and not is_near):
            return None if noun else ""
        if noun:
            return noun
        if words[place].after.strip():
            return None
    return None


def _thing_before(words: Sequence[Word], at: int) -> str | None:
    table = english_nouns(SMALL_ENGLISH)
    nouns = (table.get(word.lower) for word in reversed(words[:at]))
    return next((noun for noun in nouns if noun and noun not in BODY_PARTS), None)


@cache
def _english_forms(verbs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb_forms(verb))
