"""A treatment cut into scenes: its sentences grouped by place and time, in their order, with headings and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from studio.agents.offline.setting_words import NamedPlace, setting_of
from studio.agents.offline.treatment_people import names_in_treatment, with_introduction
from studio.agents.sentences import Sentence, sentences_of
from studio.script.language import Language
from studio.script.line_rules import read_heading

Cause = Literal["opening", "place", "time", "leap"]

_TOGETHER = 3
"""Sentences of a treatment that make a paragraph of action, where it has no paragraphs of its own."""

_NO_PLACE: dict[Language, str] = {"en": "PLACE", "ko": "장소"}
_DAY: dict[Language, str] = {"en": "DAY", "ko": "낮"}
_MARKS = re.compile(r"[#=>@~.!(]")


@dataclass(slots=True)
class _Group:
    cause: Cause
    place: NamedPlace | None
    time: str | None
    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])


@dataclass(frozen=True, slots=True)
class TreatedScene:
    """A scene of a treatment: its text, and what began it; ``place`` is "" where none was named."""

    script: str
    heading: str
    cause: Cause
    place: str
    time: str


def treated(text: str, language: Language) -> tuple[TreatedScene, ...]:
    """The scenes of a treatment.

    A scene begins where a sentence names another place or time of day than the one before, or says that time has
    passed; a place or time that is named late in a scene is that scene's, if it had none.
    """
    waiting = list(names_in_treatment(sentences_of(text, 0, len(text), at_newlines=True)))
    scenes = []
    for group in _grouped(text):
        place = group.place.words if group.place else ""
        time = group.time or _DAY[language]
        interior = "EXT." if group.place is not None and group.place.is_outdoors else "INT."
        heading = f"{interior} {(place or _NO_PLACE[language]).upper()} - {time}"
        action = []
        for paragraph in group.paragraphs:
            words = " ".join(paragraph)
            for name in tuple(waiting):
                if re.search(rf"\b{re.escape(name)}", words):
                    words = with_introduction(words, name)
                    waiting.remove(name)
            action.append(_as_action(words))
        scenes.append(TreatedScene("\n\n".join((heading, *action)) + "\n", heading, group.cause, place, time))
    return tuple(scenes)


def _grouped(text: str) -> Iterator[_Group]:
    group: _Group | None = None
    for paragraph in _paragraphs(text):
        if group is not None:
            group.paragraphs.append([])
        for sentence in paragraph:
            found = setting_of(sentence.text)
            cause = _cause(group, found.place, found.time, leaps=found.leaps)
            if group is None or cause is not None:
                if group is not None:
                    yield _filled(group)
                inherits = group is not None and not found.leaps
                time = found.time or (group.time if inherits and group is not None else None)
                group = _Group(cause or "opening", found.place or (group.place if group else None), time)
            group.place, group.time = group.place or found.place, group.time or found.time
            if len(group.paragraphs[-1]) == _TOGETHER:
                group.paragraphs.append([])
            group.paragraphs[-1].append(sentence.text)
    if group is not None:
        yield _filled(group)


def _cause(group: _Group | None, place: NamedPlace | None, time: str | None, *, leaps: bool) -> Cause | None:
    if group is None:
        return "opening"
    if place is not None and group.place is not None and place.key != group.place.key:
        return "place"
    if time is not None and group.time is not None and time != group.time:
        return "time"
    return "leap" if leaps else None


def _filled(group: _Group) -> _Group:
    group.paragraphs = [paragraph for paragraph in group.paragraphs if paragraph]
    return group


def _paragraphs(text: str) -> Iterator[tuple[Sentence, ...]]:
    for found in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", text):
        yield sentences_of(text, found.start(), found.end(), at_newlines=True)


def _as_action(words: str) -> str:
    """Words as a paragraph of action, whatever Fountain would else read in them."""
    words = words.replace("[[", "[ [").replace("/*", "/ *")
    is_other = _MARKS.match(words) or words.isupper() or read_heading(words, opens=True) is not None
    return f"!{words}" if is_other else words
