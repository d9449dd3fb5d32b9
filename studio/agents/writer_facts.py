"""What the Writer is told: a text to draft from, a scene to revise, a question about what was proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from studio.model.documents import ProductionBible
from studio.model.timing import FILM, FrameRate
from studio.script.language import Language

Source = Literal["topic", "treatment", "script", "scenes"]
"""A line or two, several sentences of story, a screenplay, or the scenes that the project has already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """A text to be made a film of. ``scenes`` are the project's own where it is those that are broken down.

    ``place`` of ``count`` says which part of a long text this is, the first being 1; ``before`` are the headings of the
    scenes before it.
    """

    text: str
    source: Source
    language: Language
    bible: ProductionBible = field(default_factory=ProductionBible)
    scenes: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    rate: FrameRate = FILM
    place: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseFacts:
    """A scene's text and what a person wants of it. ``around`` are the headings of the whole script."""

    script: str
    wish: str
    language: Language
    people: tuple[str, ...] = ()
    bible: ProductionBible = field(default_factory=ProductionBible)
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """A question about a proposal, or about one ``part`` of it with its reason and what it changes."""

    question: str
    language: Language
    title: str = ""
    rationale: str = ""
    part: str = ""
    part_rationale: str = ""
    change: str = ""


WriterFacts = DraftFacts | ReviseFacts | AskFacts
