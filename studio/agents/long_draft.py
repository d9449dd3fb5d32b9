"""A draft of a long text in parts that a model can answer whole, and the parts' answers as one."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from studio.agents.answered import Answered, Asking
from studio.agents.model_provider import Content
from studio.agents.provider_failure import ProviderFailure
from studio.agents.writer import draft
from studio.agents.writer_answers import BibleAnswer, CharacterAnswer, DraftAnswer, heading_in
from studio.agents.writer_facts import DraftFacts
from studio.errors import StudioError
from studio.model.documents import Character, ProductionBible
from studio.script.scene_text import split_scenes

_PART_TOKENS = 4_000
"""Of a script in one request: its answer has every word again, and a hundred words with each of its shots."""

_WIDE_FROM = 0x1100
"""Letters from here on, Hangul and its neighbours, are a token each; of the others it takes about three."""


@dataclass(frozen=True, slots=True)
class DraftedPart:
    """The scenes or paragraphs of one part, its answer, and how many parts are known to be still to come.

    The answer is None where it was asked for before a restart and never arrived; its turns are empty where it is known
    from before.
    """

    units: tuple[str, ...]
    answered: Answered[DraftAnswer] | None
    left: int


Known = DraftAnswer | Literal["cut", "lost"]
"""What is known of a part from before a restart: its answer, that it was too long, or that nothing of it arrived."""


class PartMemory(Protocol):
    """Keeps what was bought of a text, part by part, so that a restart buys nothing twice."""

    async def known(self, key: str) -> Known | None:
        """What is known of a part; None where it may be asked for."""
        ...

    async def asking(self, key: str) -> None:
        """A part is about to be asked for; returns once that is kept."""
        ...

    async def ended(self, key: str, came: DraftAnswer | Literal["cut", "failed"]) -> None:
        """What came of asking; returns once that is kept."""
        ...


class Forgetful:
    """A PartMemory for one run, which keeps nothing."""

    async def known(self, key: str) -> Known | None:
        """See PartMemory."""
        del key
        return None

    async def asking(self, key: str) -> None:
        """See PartMemory."""

    async def ended(self, key: str, came: DraftAnswer | Literal["cut", "failed"]) -> None:
        """See PartMemory."""


async def draft_in_parts(
    model: Asking,
    facts: DraftFacts,
    *,
    history: tuple[Content, ...] = (),
    on_thought: Callable[[str], None] | None = None,
    memory: PartMemory | None = None,
) -> AsyncIterator[DraftedPart]:
    """The answers part by part, each told what those before gave; a part whose answer is cut off is halved.

    What ``memory`` knows is not asked for again.

    Raises:
        AnswerInvalid, ProviderFailure: as ``draft`` says, of the part after the last that was given.
    """
    kept, keys = memory or Forgetful(), _Keys()
    waiting = deque(draft_units(facts))
    given: list[DraftAnswer] = []
    place = 0
    while waiting:
        units = waiting.popleft()
        key = keys.of(units)
        known = await kept.known(key)
        found: Answered[DraftAnswer] | None = None
        if isinstance(known, DraftAnswer):
            found = Answered(known, ())
        elif known is None:
            part = _with_earlier(_part_of(facts, units), given)
            part = replace(part, place=place + 1, count=place + 1 + len(waiting))
            await kept.asking(key)
            try:
                found = await draft(model, part, history=history, on_thought=on_thought)
            except StudioError as error:
                is_cut = isinstance(error, ProviderFailure) and error.kind == "too_long" and len(units) > 1
                await kept.ended(key, "cut" if is_cut else "failed")
                if not is_cut:
                    raise
                known = "cut"
            else:
                await kept.ended(key, found.value)
        if known == "cut":
            middle = _middle(units)
            waiting.extendleft((units[middle:], units[:middle]))
            continue
        place += 1
        if found is not None:
            given.append(found.value)
        yield DraftedPart(units, found, len(waiting))


def draft_units(facts: DraftFacts) -> list[tuple[str, ...]]:
    """The parts of a text as the scenes, or paragraphs, that are in each; together they are all of it."""
    parts: list[list[str]] = []
    size = 0.0
    for unit in _units(facts):
        tokens = _tokens(unit)
        if not parts or size + tokens > _PART_TOKENS:
            parts.append([])
            size = 0.0
        parts[-1].append(unit)
        size += tokens
    return [tuple(part) for part in parts]


def joined_draft(answers: Sequence[DraftAnswer]) -> DraftAnswer:
    """The parts' answers as the answer to the whole text; of what is told twice the first stands."""
    people: dict[str, CharacterAnswer] = {}
    for person in (person for answer in answers for person in answer.bible.characters):
        known = people.get(person.name.casefold())
        if known is None or not known.description:
            people[person.name.casefold()] = person
    bibles = [answer.bible for answer in answers]
    return DraftAnswer(
        logline=_first(answer.logline for answer in answers),
        bible=BibleAnswer(
            genre=_first(bible.genre for bible in bibles),
            tone=_first(bible.tone for bible in bibles),
            visual_style=_first(bible.visual_style for bible in bibles),
            characters=tuple(people.values()),
        ),
        scenes=tuple(scene for answer in answers for scene in answer.scenes),
        rationale="\n".join(dict.fromkeys(answer.rationale for answer in answers)),
    )


@dataclass(slots=True)
class _Keys:
    """Names of parts by their text; of two alike, by which of them it is."""

    _seen: Counter[str] = field(default_factory=Counter)

    def of(self, units: tuple[str, ...]) -> str:
        digest = hashlib.sha256("\0".join(units).encode()).hexdigest()[:24]
        self._seen[digest] += 1
        return digest if self._seen[digest] == 1 else f"{digest}.{self._seen[digest]}"


def _units(facts: DraftFacts) -> Sequence[str]:
    if facts.source == "scenes":
        return facts.scenes
    if facts.source == "script":
        parts = split_scenes(facts.text)
        return (parts.prelude + parts.scenes[0], *parts.scenes[1:]) if parts.scenes else (facts.text,)
    return facts.text.splitlines(keepends=True)


def _part_of(facts: DraftFacts, units: tuple[str, ...]) -> DraftFacts:
    return replace(facts, text="".join(units), scenes=units if facts.source == "scenes" else ())


def _with_earlier(facts: DraftFacts, given: Sequence[DraftAnswer]) -> DraftFacts:
    """The facts with what the parts before gave: their headings, and what their bible adds to the project's."""
    if not given:
        return facts
    told, bible = joined_draft(given), facts.bible
    known = {person.name.casefold() for person in bible.characters.values()}
    fresh = {
        person.name: Character(id=person.name, name=person.name, description=person.description)
        for person in told.bible.characters
        if person.name.casefold() not in known
    }
    earlier = ProductionBible(
        logline=bible.logline or told.logline,
        genre=bible.genre or told.bible.genre,
        tone=bible.tone or told.bible.tone,
        visual_style=bible.visual_style or told.bible.visual_style,
        characters={**bible.characters, **fresh},
    )
    headings = tuple(heading_in(scene.script) for scene in told.scenes)
    return replace(facts, bible=earlier, before=(*facts.before, *headings))


def _middle(units: Sequence[str]) -> int:
    """Where the text is halved, between two units."""
    sizes = [_tokens(unit) for unit in units]
    return min(range(1, len(units)), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))


def _tokens(text: str) -> float:
    wide = sum(ord(letter) >= _WIDE_FROM for letter in text)
    return wide + (len(text) - wide) / 3


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text.strip()), "")
