"""Who acts in a line of action: subjects, pronouns and clauses, in English and Korean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from studio.agents.cue_words import Cue, english_verbs, korean_verbs
from studio.agents.korean_forms import SUBJECT_PARTICLES, forms_of, has_hangul, vowel_ending
from studio.agents.person_words import ENGLISH_PEOPLE, HE, SHE, THEY, Figure
from studio.agents.scene_names import Mention
from studio.agents.sentences import Word

SENSES = frozenset({Cue.LOOK, Cue.LOOK_UP, Cue.LOOK_DOWN})
_JOINS = frozenset({"and", "then", "but", "where", "as", "while", "when", "until", "with"})
_OTHER_CLAUSE = frozenset({"as", "while", "when", "until"})
_RELATIVE = frozenset({"that", "which", "whose"})
_ARTICLES = frozenset({"the", "a", "an", "its", "every", "each"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "그가", "그는", "그녀가", "그녀는"})
_GROUP_PRONOUNS = frozenset({"they", "both", "neither"}) | frozenset(word for word in THEY if has_hangul(word))
_OWNERS = frozenset({"his", "her", "그의", "그녀의"})
_SEEN_PRONOUNS = frozenset({"him", "her", "them", "other", "서로", "서로를"})
_ADVERBS_IN_I = frozenset({"많이", "높이", "같이", "없이", "깊이", "길이", "일찍이", "가까이", "조용히", "하나같이"})
DETERMINERS = _ARTICLES | {"his", "her", "their", "my", "your", "our", "this", "that", "two", "three"}


def _english_cues(words: Sequence[Word], at: int) -> frozenset[Cue]:
    if at > 0 and words[at - 1].lower in DETERMINERS:
        return frozenset()  # her watch, the fall: nouns
    found = set()
    for rest, cue in english_verbs().get(words[at].lower, ()):
        following = tuple(word.lower for word in words[at + 1 : at + 1 + len(rest)])
        if following == rest and not (rest and words[at].after):
            found.add(cue)
    return frozenset(found)


@cache
def _tries() -> frozenset[str]:
    return forms_of(("보/봐", "보았다"))


def _korean_cues(words: Sequence[Word], at: int) -> frozenset[Cue]:
    word = words[at].text
    is_trial = word in _tries() and at > 0 and vowel_ending(words[at - 1].text)  # 열어 본다: tries, sees nothing
    return frozenset() if is_trial else korean_verbs().get(word, frozenset())


def _belongs_to_name(word: Word) -> bool:
    """Whether a word before a name is an article or a title: the, DETECTIVE, Doctor."""
    return not word.after and (word.is_caps or word.lower in ("a", "an", "the") or word.lower in ENGLISH_PEOPLE)


def _takes_over(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a person named there acts from there on, rather than being acted upon."""
    if mention.particle:
        return mention.particle in SUBJECT_PARTICLES
    first = mention.at
    while first > 0 and _belongs_to_name(words[first - 1]):
        first -= 1
    if first == 0:
        return True
    before = words[first - 1]
    return bool(before.after.strip("\"'”’)")) or before.lower in _JOINS


def _other_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a Korean word names something that acts and is no person of the scene: 안개가."""
    word = words[at].text
    if not has_hangul(word) or word in _ADVERBS_IN_I or word in korean_verbs():
        return False
    return len(word) > 1 and (word[-1] in "이가" or (at == 0 and word[-1] in "은는"))


def _is_korean_deed(words: Sequence[Word]) -> bool:
    """Whether a sentence tells in Korean what somebody does to something, without saying who: 봉투를 뜯는다."""
    return bool(words) and words[-1].text.endswith("다") and any(word.text[-1] in "을를" for word in words)


class Acting:
    """Goes through the words of a line once and keeps who acts, with which deeds, and who is looked at.

    ``verbs`` are the places of the words that gave a cue. ``deeds`` under "" are those of what is no person.
    """

    def __init__(
        self,
        words: Sequence[Word],
        mentions: Iterable[Mention],
        carried: tuple[str, ...],
        *,
        people: Mapping[str, Figure | None],
        is_continued: bool,
    ) -> None:
        self._words = words
        self._people = people
        self._mentions = {mention.at: mention for mention in mentions}
        self._carried = carried
        self._has_other_subject = not is_continued
        self._actors: list[str] = []
        self._is_looking = False
        self.deeds: dict[str, set[Cue]] = {}
        self.verbs: set[int] = set()
        self.looked_at: str | None = None

    def run(self) -> None:
        """Goes through the words."""
        for at, word in enumerate(self._words):
            mention = self._mentions.get(at)
            if mention is not None:
                self._meet(mention)
            else:
                self._follow(at, word)
                self._do(at, word)
        if not self._actors and not self._has_other_subject and _is_korean_deed(self._words):
            self._act(self._carried[:1])

    def _meant_by(self, pronoun: str) -> tuple[str, ...]:
        """Whom a pronoun means: the last of its sex to act, or the last of all where none is known to be."""
        other = "person" if pronoun in SHE else "woman" if pronoun in HE else None
        meant = [name for name in self._carried if self._people.get(name) != other] if other else []
        return tuple(meant[:1]) or self._carried[:1]

    def _meet(self, mention: Mention) -> None:
        if mention.at - 1 in self.verbs and not self._actors and "" in self.deeds:
            self.deeds[mention.name] = self.deeds.pop("")  # In the corner sits FRANK
            self._act([mention.name])
            return
        if not _takes_over(self._words, mention):
            if self._is_looking or mention.particle in ("을", "를"):
                self.looked_at = self.looked_at or mention.name
            return
        joined = mention.at > 0 and self._words[mention.at - 1].lower == "and" and self._actors and not self.verbs
        self._act([*self._actors, mention.name] if joined else [mention.name])

    def _act(self, names: Iterable[str]) -> None:
        self._actors = list(names)
        self._has_other_subject = False
        for name in self._actors:
            self.deeds.setdefault(name, set())

    def _follow(self, at: int, word: Word) -> None:
        """Pronouns and clauses: who acts from here on."""
        lower = word.lower
        following = self._words[at + 1].lower if at + 1 < len(self._words) else ""
        if lower in _GROUP_PRONOUNS and not self._actors:
            self._act(self._carried[:2])
        elif (lower in _SUBJECT_PRONOUNS and not self._actors) or (at == 0 and lower in _OWNERS):
            self._act(self._meant_by(lower))
        elif lower in _RELATIVE or (lower in _OTHER_CLAUSE and following in _ARTICLES):
            self._actors = []
        elif _other_subject(self._words, at):
            self._has_other_subject = True

    def _do(self, at: int, word: Word) -> None:
        cues = _english_cues(self._words, at) | _korean_cues(self._words, at)
        if self._is_looking and word.lower in _SEEN_PRONOUNS and len(self._carried) > 1:
            others = [name for name in self._carried if name not in self._actors[:1]]
            self.looked_at = self.looked_at or next(iter(others), None)
        if not cues:
            return
        self.verbs.add(at)
        if has_hangul(word.text) and not self._actors and not self._has_other_subject:
            self._act(self._carried[:1])
        self._is_looking = bool(self._actors) and not SENSES.isdisjoint(cues)
        for name in self._actors or [""]:
            self.deeds.setdefault(name, set()).update(cues)
