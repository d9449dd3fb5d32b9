"""Character sheets: one person from the front, from the side, and in four expressions, alike in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.agents.artist import PictureSize, advice_in_words
from studio.agents.model_provider import MAX_REFERENCES, Attached, PictureRequest
from studio.agents.prompt_template import delimited_all, prompt_template
from studio.model.documents import Character, ProductionBible

SheetView = Literal["front", "side", "expressions"]
VIEWS: tuple[SheetView, ...] = ("front", "side", "expressions")

VIEW_WORDS: dict[SheetView, str] = {
    "front": "the whole figure from head to toe, from the front, standing straight, arms a little off the body",
    "side": "the whole figure from head to toe, in exact profile facing right, standing straight",
    "expressions": "four heads of the same person in a row, front view: calm, glad, angry, afraid",
}
_SHAPES: dict[SheetView, str] = {"front": "2:3", "side": "2:3", "expressions": "21:9"}


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Who is drawn, in which production; ``known`` are pictures of them that are there already."""

    person: Character
    bible: ProductionBible
    known: tuple[Attached, ...] = ()
    size: PictureSize = "2K"
    note: str = ""


def sheet_request(
    facts: SheetFacts, view: SheetView, *, drawn: Sequence[Attached] = (), advice: Sequence[str] = ()
) -> PictureRequest:
    """The order of one view; the views drawn before go along, so that it is the same person.

    ``advice`` is what a critic asked of the attempts before, the latest last.
    """
    template = prompt_template("character_sheet")
    references = (*facts.known, *drawn)[-MAX_REFERENCES:]
    likeness = (
        "The pictures given are of this very person: keep face, hair, build and costume exactly."
        if references
        else "Invent the face and costume from the description, specific enough to be recognised in any later frame."
    )
    bible = facts.bible
    prompt = template.filled(
        view=VIEW_WORDS[view],
        person=delimited_all({"name": facts.person.name, "description": facts.person.description}),
        look=delimited_all({"style": bible.visual_style, "genre": bible.genre, "tone": bible.tone})
        or "A finished storyboard hand: confident ink and grey wash.",
        wish=delimited_all({"wish": facts.note}),
        advice=advice_in_words(advice),
        likeness=likeness,
    )
    return PictureRequest(
        prompt=prompt.strip(), template=template.id, references=references, aspect=_SHAPES[view], size=facts.size
    )
