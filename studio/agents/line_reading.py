"""What one action line tells the camera: who acts and how, what is looked at, which things matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio.agents.acting import DETERMINERS, SENSES, Acting
from studio.agents.cue_words import Cue
from studio.agents.holding import Grip, grips_in
from studio.agents.korean_forms import SUBJECT_PARTICLES, has_hangul, particle_after
from studio.agents.person_words import Figure
from studio.agents.scene_names import Mention, caps_runs, mentions_in
from studio.agents.sentences import Sentence, Word, words_of
from studio.agents.thing_words import (
    SEQUENCES_ENGLISH,
    SEQUENCES_KOREAN,
    SMALL_ENGLISH,
    SMALL_KOREAN,
    THREATS_ENGLISH,
    THREATS_KOREAN,
    VEHICLES_ENGLISH,
    VEHICLES_KOREAN,
    english_nouns,
)


@dataclass(frozen=True, slots=True)
class LineReading:
    """One action sentence, read.

    ``people`` are those it shows, the one who acts first; ``deeds`` the cues of each who acts ("" for what is no
    person); ``things`` the small things it names; ``looked_at`` the person looked at; ``vehicle`` what drives or
    sails; ``is_of_thing`` says that a small thing is the subject; ``grips`` are what is taken in hand and put down.
    """

    sentence: Sentence
    people: tuple[str, ...] = ()
    deeds: tuple[tuple[str, frozenset[Cue]], ...] = ()
    things: tuple[str, ...] = ()
    looked_at: str | None = None
    vehicle: str | None = None
    is_of_thing: bool = False
    marks: frozenset[Cue] = frozenset()
    grips: tuple[Grip, ...] = ()

    @property
    def actor(self) -> str | None:
        """Who acts."""
        return next((name for name, _ in self.deeds if name), self.people[0] if self.people else None)

    @property
    def cues(self) -> frozenset[Cue]:
        """Every cue of people, with the threat or the sequence that the line holds."""
        return self.marks.union(*(cues for name, cues in self.deeds if name))

    @property
    def loose_cues(self) -> frozenset[Cue]:
        """Cues of what is no person: a clock that strikes, a boat that glides."""
        return frozenset().union(*(cues for name, cues in self.deeds if not name))


def _nouns(words: Iterable[Word], english: tuple[str, ...], korean: Collection[str]) -> tuple[str, ...]:
    table = english_nouns(english)
    found: dict[str, None] = {}
    for word in words:
        if noun := table.get(word.lower):
            found[noun] = None
        elif has_hangul(word.text):
            hits = [noun for noun in korean if particle_after(word.text, noun) is not None]
            if hits:
                found[max(hits, key=len)] = None
    return tuple(found)


def _caps_things(words: Sequence[Word], people: Mapping[int, Mention]) -> tuple[str, ...]:
    return tuple(
        " ".join(word.lower for word in words[at:end])
        for at, end in caps_runs(words)
        if not any(place in people for place in range(at, end))
    )


def _begins_with_thing(words: Sequence[Word]) -> bool:
    """Whether a small thing is what the sentence is about: ``The needle touches zero``, 바늘이 바닥에 닿아 있다."""
    first = next((word for word in words if word.lower not in DETERMINERS), None)
    if first is not None and first.lower in english_nouns(SMALL_ENGLISH):
        return True
    return any(
        particle_after(word.text, noun) in SUBJECT_PARTICLES
        for word in words
        if has_hangul(word.text)
        for noun in SMALL_KOREAN
    )


def _marks(words: Sequence[Word]) -> frozenset[Cue]:
    lower = tuple(word.lower for word in words)
    found = set()
    if _nouns(words, THREATS_ENGLISH, THREATS_KOREAN):
        found.add(Cue.THREAT)
    in_turn = any(lower[at : at + len(seq)] == seq for seq in SEQUENCES_ENGLISH for at in range(len(lower)))
    if in_turn or not SEQUENCES_KOREAN.isdisjoint(lower):
        found.add(Cue.SEQUENCE)
    return frozenset(found)


def read_line(
    sentence: Sentence,
    people: Mapping[str, Figure | None],
    *,
    carried: tuple[str, ...] = (),
    is_continued: bool = False,
) -> LineReading:
    """Reads one action sentence that may show those people; their figures tell ``she`` from ``he``.

    ``carried`` are those who acted before, the latest first, for pronouns; ``is_continued`` says that the sentence
    just before had somebody in it, so that a Korean sentence without a subject goes on with them.
    """
    words = words_of(sentence.text)
    mentions = mentions_in(words, people)
    acting = Acting(words, mentions, carried, people=people, is_continued=is_continued)
    acting.run()
    shown = dict.fromkeys([*(name for name in acting.deeds if name), *(mention.name for mention in mentions)])
    looks = any(not SENSES.isdisjoint(cues) for name, cues in acting.deeds.items() if name)
    nouns = [word for at, word in enumerate(words) if at not in acting.verbs]
    vehicles = _nouns(nouns, VEHICLES_ENGLISH, VEHICLES_KOREAN)
    small = _nouns(nouns, SMALL_ENGLISH, SMALL_KOREAN)
    actor = next((name for name in acting.deeds if name), None)
    return LineReading(
        sentence=sentence,
        people=tuple(shown),
        deeds=tuple((name, frozenset(cues)) for name, cues in acting.deeds.items() if cues),
        things=tuple(dict.fromkeys([*_caps_things(words, {mention.at: mention for mention in mentions}), *small])),
        looked_at=acting.looked_at if looks else None,
        vehicle=vehicles[0] if vehicles else None,
        is_of_thing=not shown and _begins_with_thing(words),
        marks=_marks(words),
        grips=grips_in(words, mentions, actor),
    )
