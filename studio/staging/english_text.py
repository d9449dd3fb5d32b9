"""English as tokens, little phrases and noun phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.staging.words import english_grammar as grammar
from studio.staging.words.attribute import ENGLISH_ATTRIBUTES
from studio.staging.words.noun import Noun, english_nouns
from studio.staging.words.number import ENGLISH_VAGUE, english_number
from studio.staging.words.place import Place, english_places

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[.,;:!?]")
STOPS = frozenset(".;!?")
_LONGEST = 7
_LITTLE = frozenset(
    " ".join((*grammar.RELATION_PHRASES, *grammar.LONE_PHRASES, *grammar.POSES, *grammar.ARCHITECTURE_WORDS)).split()
) | {"each", "every", "per", "both", "while", "but", "very", "also", "too", "only", "from", "off", "way", "who", "them"}
"""Words that only tie others together."""
_AFTER_COUNT = frozenset({"least", "over", "about", "almost", "than", "more", "of", "both"})


@dataclass(slots=True)
class Before:
    """What stands before a head: how many, and whether *the*, *each* or *rows of* was said."""

    count: int | None = None
    is_plural: bool = False
    is_definite: bool = False
    is_determined: bool = False
    is_each: bool = False
    is_rows: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A match in the lexicons: the token after it and what it means."""

    end: int
    noun: Noun | None
    place: Place | None
    architecture: str | None
    is_plural: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the token after it, its head, and what was said before it; one without a head is passed over."""

    end: int
    before: Before
    head: str = ""
    label: str = ""
    noun: Noun | None = None
    place: Place | None = None
    attributes: tuple[str, ...] = ()
    is_plural: bool = False


def _without_bounds(tokens: list[str]) -> list[str]:
    """*At least two*, *over ten* and *up to five* count as the number they name."""
    kept: list[str] = []
    for place, token in enumerate(tokens):
        following = [english_number(word) for word in tokens[place + 1 : place + 3]]
        one_ahead, two_ahead = [*following, None, None][:2]
        if token in {"over", "about", "nearly", "approximately", "least", "most", "to"} and one_ahead is not None:
            continue
        if (
            token in {"at", "up", "more"}
            and two_ahead is not None
            and tokens[place + 1] in {"least", "most", "to", "than"}
        ):
            continue
        kept.append(token)
    return kept


class EnglishText:
    """The tokens of a prompt, and what can be read at each."""

    def __init__(self, prompt: str) -> None:
        self.tokens = _without_bounds([token.replace("’", "'") for token in _TOKEN.findall(prompt.lower())])

    def phrase_at(self, at: int, table: Mapping[str, str]) -> tuple[int, str] | None:
        """(token after it, its kind) of the longest phrase of a table that starts here."""
        for length in range(min(_LONGEST, len(self.tokens) - at), 0, -1):
            kind = table.get(" ".join(self.tokens[at : at + length]))
            if kind:
                return at + length, kind
        return None

    def noun_phrase(self, at: int) -> Phrase | None:
        """The noun phrase that starts here, if one does."""
        before, end = self._before(at)
        return self._head(at, end, before)

    def _token(self, at: int) -> str:
        return self.tokens[at] if at < len(self.tokens) else ""

    def _before(self, at: int) -> tuple[Before, int]:
        start, said = at, Before()
        while at < len(self.tokens):
            token, following = self.tokens[at], self._token(at + 1)
            number = english_number(token)
            if token in {"each", "every", "per"}:
                said.is_each, at = True, at + 1
            elif token in grammar.DETERMINERS:
                said.is_definite, said.is_determined = said.is_definite or token in grammar.DEFINITE, True
                at += 1
            elif number is not None and following in {"rows", "row", "lines"} and self._token(at + 2) == "of":
                inner = english_number(self._token(at + 3))
                said.count, said.is_rows, at = number * (inner or 4), True, at + (4 if inner else 3)
            elif number is not None and following == "of" and token in grammar.QUANTITY_NOUNS:
                said.count, at = (said.count or 1) * number, at + 2
            elif number is not None:
                multiplies = said.count is not None and token in {"dozen", "hundred", "pair"}
                said.count = (said.count or 1) * number if multiplies else number
                at += 1
            elif token in ENGLISH_VAGUE:
                said.count, said.is_plural, at = ENGLISH_VAGUE[token], True, at + 1
            elif token in grammar.QUANTITY_NOUNS and following == "of":
                said.count, at = (said.count or 1) * grammar.QUANTITY_NOUNS[token], at + 2
            elif token in _AFTER_COUNT and (said.count or at > start):
                at += 1
            else:
                break
        said.is_determined = said.is_determined or said.count is not None or said.is_each
        return said, at

    def _head(self, start: int, at: int, before: Before) -> Phrase | None:
        said: list[str] = []
        while at < len(self.tokens):
            word = self.word_at(at)
            if word is not None:
                further = self.word_at(word.end)
                compound = further and (word.architecture is None or further.architecture is None)
                if compound and self.tokens[word.end] not in grammar.VERBS:
                    said.append(self.tokens[at] if word.noun is None else " ".join(self.tokens[at : word.end]))
                    at = word.end
                    continue
                return self._known(at, word, said, before)
            if self._ends_phrase(at):
                break
            said.append(self.tokens[at])
            at += 1
        return self._unknown(start, at, said, before)

    def _ends_phrase(self, at: int) -> bool:
        token = self.tokens[at]
        if token in STOPS or token in {",", "and", "with", ":", "of", "for"} or token in grammar.VERBS:
            return True
        if self.phrase_at(at, grammar.RELATION_PHRASES) and token not in ENGLISH_ATTRIBUTES:
            return True
        return token in grammar.DETERMINERS or token in grammar.PRONOUNS or english_number(token) is not None

    def _known(self, at: int, word: Word, said: list[str], before: Before) -> Phrase:
        place = word.place if word.architecture is None else None
        head = word.architecture or (word.noun.key if word.noun else word.place.key if word.place else "")
        attributes = tuple(name for name in said if name not in {"very", "more"})
        label = " ".join([*said, *self.tokens[at : word.end]])
        return Phrase(word.end, before, head, label, word.noun, place, attributes, word.is_plural or before.is_plural)

    def _unknown(self, start: int, end: int, said: list[str], before: Before) -> Phrase | None:
        """A thing that no lexicon knows: only with a determiner or a number before it, and never an abstraction."""
        if not said or not before.is_determined or before.is_definite:
            return Phrase(end, before) if end > start else None
        head, plural = grammar.singular(said[-1])
        if head in grammar.ABSTRACT or head in ENGLISH_ATTRIBUTES or len(head) < 3 or head.endswith("ly"):
            return Phrase(end, before)
        key = head.replace("-", "_").replace("'", "")
        return Phrase(end, before, key, " ".join(said), attributes=tuple(said[:-1]), is_plural=plural)

    def word_at(self, at: int) -> Word | None:
        """The longest word of the lexicons that starts here, singular or plural."""
        for length in range(min(5, len(self.tokens) - at), 0, -1):
            part = self.tokens[at : at + length]
            last, plural = grammar.singular(part[-1])
            for text, is_plural in ((" ".join(part), False), (" ".join([*part[:-1], last]), plural)):
                noun, place = english_nouns().get(text), english_places().get(text)
                architecture = grammar.ARCHITECTURE_WORDS.get(text)
                if text in ENGLISH_ATTRIBUTES and self._noun_follows(at + length):
                    continue
                if noun or place or architecture:
                    return Word(at + length, noun, place, architecture, is_plural)
        return None

    def is_telling(self, token: str) -> bool:
        """Whether a word says something of the set, so that passing it over is worth telling."""
        little = (
            grammar.DETERMINERS, grammar.PRONOUNS, grammar.VERBS, grammar.NEGATIONS, grammar.ABSTRACT,
            grammar.SKIP_FROM, grammar.LIST_OPENERS, grammar.QUANTITY_NOUNS, ENGLISH_ATTRIBUTES, ENGLISH_VAGUE,
        )  # fmt: skip
        if len(token) < 3 or not token[0].isalpha() or any(token in words for words in little):
            return False
        return token not in _LITTLE and english_number(token) is None

    def _noun_follows(self, at: int) -> bool:
        word = self._token(at)
        return any(form in english_nouns() or form in ENGLISH_ATTRIBUTES for form in (word, grammar.singular(word)[0]))
