"""The names that a scene's people go by, found in action lines as whole words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studio.agents.cue_words import english_verbs
from studio.agents.korean_forms import has_hangul, particle_after
from studio.agents.person_words import ENGLISH_PEOPLE, KOREAN_PEOPLE
from studio.agents.sentences import Sentence, Word, words_of

_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "another"})
_DIRECTIONS = (
    "INT EXT EST POV CUT TO FADE IN OUT CLOSE ON ANGLE BACK MONTAGE END SUPER TITLE THE AND VO OS TV OK II III BANG "
    "CRASH THUNDER SIREN CLICK GUNSHOT SCREAM KNOCK BOOM ENGINE SLAM SILENCE BLACK DISSOLVE CONTINUOUS LATER"
)
_NOT_NAMES = frozenset(_DIRECTIONS.split())
_ACTS = frozenset({"이", "가", "은", "는", "께서"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at word ``at``, ``length`` words long, with the Korean particle that followed, if any."""

    name: str
    at: int
    length: int
    particle: str = ""


def _may_name(word: Word) -> bool:
    """A name has a capital, so that ``will`` is not WILL; a noun for people needs none: ``the boy`` is BOY."""
    return word.is_capital or word.lower in ENGLISH_PEOPLE


def _match(name: Sequence[str], words: Sequence[Word], at: int) -> str | None:
    """The particle after a name that stands at that word, None where it does not stand there."""
    if at + len(name) > len(words):
        return None
    *first, last = name
    for part, word in zip(first, words[at:], strict=False):
        if word.lower != part.casefold() or not _may_name(word):
            return None
    word = words[at + len(first)]
    if not _may_name(word):
        return None
    particle = particle_after(word.lower, last.casefold())
    return particle if particle is not None and (not particle or has_hangul(particle)) else None


@lru_cache(maxsize=64)
def _by_first_letter(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Names with their words by first letter, the longest first."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name in sorted(set(names), key=lambda name: (-len(name.split()), name)):
        if name.strip():
            table.setdefault(name.casefold()[0], []).append((name, tuple(name.split())))
    return {letter: tuple(entries) for letter, entries in table.items()}


def mentions_in(words: Sequence[Word], names: Iterable[str]) -> tuple[Mention, ...]:
    """Where people of those names are mentioned, in order; the longest name wins where two begin alike."""
    index = _by_first_letter(tuple(names))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for name, parts in index.get(words[at].lower[:1], ()):
            if (particle := _match(parts, words, at)) is not None:
                found.append(Mention(name, at, len(parts), particle))
                at += len(parts) - 1
                break
        at += 1
    return tuple(found)


def caps_runs(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Runs of words in capitals as (first, after last): names at their first appearance, or props to look at."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].is_caps and words[end].text not in _NOT_NAMES:
            end += 1
            if words[end - 1].after:
                break
        if end > at:
            runs.append((at, end))
        at = max(end, at + 1)
    return tuple(runs)


def _is_introduced(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether capitals name a person: a noun for people, an age or an apposition after them, or a person's verb."""
    last = words[end - 1]
    if last.lower in ENGLISH_PEOPLE:
        return True
    if end == len(words) or (at > 0 and words[at - 1].lower in _ARTICLES):
        return False
    follows = words[end].lower
    return follows.isdigit() or last.after.startswith(",") or (at == 0 and follows in english_verbs())


def introduced_names(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """People whom action lines bring in without a cue: names in capitals, ``a boy``, 노인이 …, in order of mention.

    A noun with an article is a person of the scene (``A BOY``); one with ``the`` points at somebody named before.
    """
    found: dict[str, None] = {}
    for sentence in sentences:
        words = words_of(sentence.text)
        for at, end in caps_runs(words):
            if _is_introduced(words, at, end):
                found[" ".join(word.text for word in words[at:end])] = None
        first = [word.lower for word in words[:3]]
        if len(first) > 1 and first[0] in ("a", "an"):
            for word in words[1:3]:
                if word.lower in ENGLISH_PEOPLE and not word.is_caps:
                    found[word.text.upper()] = None
                    break
        if words and has_hangul(words[0].text):
            for noun in KOREAN_PEOPLE:
                if particle_after(words[0].text, noun) in _ACTS:
                    found[noun] = None
    return tuple(found)
