"""English as tokens, little phrases and noun phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.staging.words import english_grammar as grammar
from studio.staging.words.attribute import ENGLISH_ATTRIBUTES
from studio.staging.words.mood import speaks_of_mood
from studio.staging.words.noun import Noun, english_nouns
from studio.staging.words.number import ENGLISH_VAGUE, IN_A_ROW, english_number
from studio.staging.words.place import Place, english_places

_TOKEN = re.compile(r"\d+(?:-[^\W\d_]+)+|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[.,;:!?]|\n\s*\n")
"""Words, numbers, ``12-seat`` as one word, stops; an empty line ends a sentence too."""
STOPS = frozenset(".;!?")
_LONGEST = 7
_HELD_WITHIN = 7
_WHOSE = frozenset({"his", "her", "their", "its", "one", "each", "the"})
_LITTLE = frozenset(
    " ".join((*grammar.RELATION_PHRASES, *grammar.LONE_PHRASES, *grammar.POSES, *grammar.ARCHITECTURE_WORDS)).split()
) | {"each", "every", "per", "both", "while", "but", "very", "also", "too", "only", "from", "off", "way", "who", "them"}
"""Words that only tie others together."""
_NEARNESS = MappingProxyType(
    {"nearby": "near", "neighbouring": "near", "neighboring": "near", "adjacent": "next_to", "adjoining": "next_to"}
    | dict.fromkeys(("opposite", "inside", "outside"), "")
)
"""Relations that stand as adjectives: *a nearby table*; the empty ones say nothing of another thing."""
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
    rows: int = 1
    nearness: str | None = None
    is_its: bool = False


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
    start: int = 0


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


def _plain(token: str) -> str:
    return token.replace("’", "'") if token.strip() else "."


def _held_said_plainly(tokens: list[str]) -> list[str]:
    """*With a cup in her hand* is *holding a cup*."""
    for at, token in enumerate(tokens):
        for end in range(at + 2, min(at + _HELD_WITHIN, len(tokens) - 2)) if token == "with" else ():
            if tokens[end] == "," or tokens[end] in STOPS:
                break
            if tokens[end] == "in" and tokens[end + 1] in _WHOSE and tokens[end + 2] in {"hand", "hands"}:
                return [*tokens[:at], "holding", *tokens[at + 1 : end], *_held_said_plainly(tokens[end + 3 :])]
    return tokens


def _couple_said_plainly(tokens: list[str]) -> list[str]:
    """*An old couple sits* is *two old people sits*; *a couple of chairs* counts chairs."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else "."
        is_counting = (
            following == "of" or following in english_nouns() or grammar.singular(following)[0] in english_nouns()
        )
        if token != "couple" or (is_counting and following not in grammar.VERBS):
            continue
        start = next((k for k in range(at - 1, max(-1, at - 4), -1) if tokens[k] in grammar.DETERMINERS), None)
        if start is not None and all(word in ENGLISH_ATTRIBUTES for word in tokens[start + 1 : at]):
            return [
                *tokens[: start + 1],
                "two",
                *tokens[start + 1 : at],
                "people",
                *_couple_said_plainly(tokens[at + 1 :]),
            ]
    return tokens


class EnglishText:
    """The tokens of a prompt, and what can be read at each."""

    def __init__(self, prompt: str) -> None:
        tokens = _without_bounds([_plain(token) for token in _TOKEN.findall(prompt.lower())])
        self.tokens = _couple_said_plainly(_held_said_plainly(tokens))

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

    def token(self, at: int) -> str:
        """The token at a place; empty past the end."""
        return self.tokens[at] if at < len(self.tokens) else ""

    def _before(self, at: int) -> tuple[Before, int]:
        start, said = at, Before()
        while at < len(self.tokens):
            token, following = self.tokens[at], self.token(at + 1)
            number = english_number(token)
            if token in {"each", "every", "per"}:
                said.is_each, at = True, at + 1
            elif token in grammar.DETERMINERS:
                said.is_definite, said.is_determined = said.is_definite or token in grammar.DEFINITE, True
                said.is_its = said.is_its or token in {"its", "their"}
                at += 1
            elif at > start and token in _NEARNESS and self._noun_goes_on(at + 1):
                said.nearness, at = _NEARNESS[token], at + 1
            elif token in grammar.QUANTITY_NOUNS and self._is_name(at):
                break
            elif number is not None and following in {"rows", "row", "lines"} and self.token(at + 2) == "of":
                inner = english_number(self.token(at + 3))
                said.count, said.is_rows, said.rows = number * (inner or IN_A_ROW), True, number
                at += 4 if inner else 3
            elif number is not None and following == "of" and token in grammar.QUANTITY_NOUNS:
                said.count, at = (said.count or 1) * number, at + 2
            elif token in {"single", "twin", "dual"} and (said.count is not None or self._is_name(at)):
                break
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
                if (
                    further
                    and further.is_plural
                    and self._is_one(before)
                    and english_number(self.token(further.end)) is not None
                ):
                    compound = False
                if said and self._agrees(self.tokens[at], before):
                    break
                is_verb = self.token(word.end) in grammar.VERBS and not self._stands_as_noun(word, before)
                if compound and not is_verb:
                    said.append(self.tokens[at] if word.noun is None else " ".join(self.tokens[at : word.end]))
                    at = word.end
                    continue
                if self._goes_on(word, before):
                    said.append(" ".join(self.tokens[at : word.end]))
                    if self.word_at(word.end) is None:
                        said.append(self.tokens[word.end])
                        word = Word(word.end + 1, None, None, None, is_plural=False)
                    at = word.end
                    continue
                return self._known(start, at, word, said, before)
            if not said and before.is_determined and self._is_adjective(at):
                said.append(self.tokens[at])
                at += 1
                continue
            if said and self.tokens[at] == "stand" and self._is_one(before):
                said.append("stand")
                at += 1
                break
            if self._ends_phrase(at, is_begun=bool(said)) or (said and self._is_participle(at)):
                break
            said.append(self.tokens[at])
            at += 1
        return self._unknown(start, at, said, before)

    def _ends_phrase(self, at: int, *, is_begun: bool) -> bool:
        token = self.tokens[at]
        if token in STOPS or token in {",", "and", "with", ":", "of", "for"} or token in grammar.VERBS:
            return True
        if token in grammar.SKIP_FROM or token in grammar.SKIP_SENTENCE:
            return True
        if is_begun and token in grammar.FOLLOWING and token not in ENGLISH_ATTRIBUTES:
            return True
        if self.phrase_at(at, grammar.RELATION_PHRASES) and token not in ENGLISH_ATTRIBUTES:
            return True
        return token in grammar.DETERMINERS or token in grammar.PRONOUNS or english_number(token) is not None

    def _is_name(self, at: int) -> bool:
        """Whether the word is part of a thing's name: *a twin bed*, *a single bed*."""
        word = self.word_at(at)
        return word is not None and word.noun is not None and word.end > at + 1

    def _noun_goes_on(self, at: int) -> bool:
        """Whether a noun may start here, for a word before it that is an adjective then."""
        token = self.token(at)
        return bool(token) and token.isalpha() and token not in grammar.DETERMINERS and token not in grammar.FOLLOWING

    def _is_one(self, before: Before) -> bool:
        return before.is_determined and not before.is_plural and before.count in {None, 1}

    def _agrees(self, token: str, before: Before) -> bool:
        """Whether a word is the verb of what came before it: *two zorblings stand*, *a zorbling stands*."""
        return token in grammar.VERBS and token.endswith("s") == self._is_one(before)

    def _stands_as_noun(self, word: Word, before: Before) -> bool:
        """*An umbrella stand near the door*, *four guitar stands*: the verb would not agree."""
        several = before.count is not None and before.count > 1
        return not word.is_plural and (
            (self.token(word.end) == "stand" and self._is_one(before)) or (self.token(word.end) == "stands" and several)
        )

    def _goes_on(self, word: Word, before: Before) -> bool:
        """Whether a word no lexicon knows is the head of a compound: *a fire hydrant*, *two heart monitors*."""
        token = self.token(word.end)
        if (
            (word.noun is None and word.place is None)
            or word.architecture
            or word.is_plural
            or len(token) < 3
            or not token.isalpha()
            or not before.is_determined
        ):
            return False
        if token in grammar.FOLLOWING or token.endswith(("ing", "ed", "ly")) or english_number(token) is not None:
            return self._stands_as_noun(word, before)
        several = before.count is not None and before.count > 1
        return several == grammar.singular(token)[1] and not before.is_each

    def _is_adjective(self, at: int) -> bool:
        """*Two sleeping bags*, *a reading lamp*: a participle between a determiner and a noun."""
        return (
            self.tokens[at].endswith(("ing", "ed"))
            and self.token(at + 1).isalpha()
            and self.word_at(at + 1) is not None
        )

    def _is_participle(self, at: int) -> bool:
        """*A technician kneeling in front of*, *a ladder propped against*: no part of the name before it."""
        token = self.tokens[at]
        if token in grammar.POSES:
            return True
        return token.endswith(("ing", "ed")) and (
            self.phrase_at(at + 1, grammar.RELATION_PHRASES) is not None
            or self.token(at + 1) in STOPS | {",", "", "and"}
        )

    def _known(self, start: int, at: int, word: Word, said: list[str], before: Before) -> Phrase:
        place = word.place if word.architecture is None else None
        head = word.architecture or (word.noun.key if word.noun else word.place.key if word.place else "")
        attributes = tuple(name for name in said if name not in {"very", "more"})
        label = " ".join([*said, *self.tokens[at : word.end]])
        return Phrase(
            word.end, before, head, label, word.noun, place, attributes, word.is_plural or before.is_plural, start
        )

    def _unknown(self, start: int, end: int, said: list[str], before: Before) -> Phrase | None:
        """A thing that no lexicon knows: only with a determiner or a number before it, and never an abstraction."""
        is_bare_plural = bool(said) and grammar.singular(said[-1])[1] and not before.is_definite
        if not said or not (before.is_determined or is_bare_plural) or before.is_definite:
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
        return token not in _LITTLE and english_number(token) is None and not speaks_of_mood(token)

    def _noun_follows(self, at: int) -> bool:
        word = self.token(at)
        return any(form in english_nouns() or form in ENGLISH_ATTRIBUTES for form in (word, grammar.singular(word)[0]))
