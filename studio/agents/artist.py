"""The Artist: a board as an order for a picture, in the words of the trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.agents.camera_words import framing_words, lens_words
from studio.agents.model_provider import Attached, PictureRequest
from studio.agents.picture_shapes import nearest_shape
from studio.agents.prompt_template import delimited_all, prompt_template
from studio.model.documents import Board, Character, ProductionBible

PictureSize = Literal["1K", "2K", "4K"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What the Artist knows of a board.

    ``people`` are those of the bible who are in it, ``references`` the pictures in the order in which they count, and
    ``composition`` the number of the one that is the board's 3D frame. ``aspect`` is the film's width over height.
    """

    board: Board
    heading: str
    place: str
    bible: ProductionBible
    people: tuple[Character, ...] = ()
    references: tuple[Attached, ...] = ()
    composition: int | None = None
    aspect: float = 16 / 9
    size: PictureSize = "2K"
    note: str = ""


def picture_request(facts: PictureFacts, *, advice: Sequence[str] = ()) -> PictureRequest:
    """The order of a board's picture; ``advice`` is what a critic asked of the attempts before, the latest last."""
    template = prompt_template("artist_board")
    board, bible = facts.board, facts.bible
    prompt = template.filled(
        framing=f"{framing_words(board)}.",
        lens=f"{lens_words(board)}.",
        composition=_COMPOSITION if facts.composition is not None else _FREE,
        shot=delimited_all(
            {
                "place": "\n".join(filter(None, (facts.heading, facts.place))),
                "action": board.action or board.visual_prompt,
                "picture": board.visual_prompt if board.action else "",
                "people": "\n".join(f"{each.name}: {each.description}" for each in facts.people),
            }
        ),
        look=delimited_all({"style": bible.visual_style, "genre": bible.genre, "tone": bible.tone})
        or "A finished storyboard frame: confident ink and grey wash.",
        wish=delimited_all({"wish": facts.note}),
        advice=advice_in_words(advice),
    )
    return PictureRequest(
        prompt=prompt.strip(),
        template=template.id,
        references=facts.references,
        composition=facts.composition,
        aspect=nearest_shape(facts.aspect),
        size=facts.size,
    )


_COMPOSITION = (
    "The picture marked COMPOSITION is this shot as it was framed: keep its framing, horizon, camera height, the place"
    " and size of everybody and everything, and their poses. Replace its plain figures by the people described."
)
_FREE = "There is no frame to follow: compose the shot by its size and angle, with the eye led to who matters."


def advice_in_words(advice: Sequence[str]) -> str:
    """What a critic asked of the attempts before, as the next order says it."""
    if not advice:
        return ""
    lines = "\n".join(f"- {each}" for each in advice)
    return f"An earlier attempt was looked at and has to be better in this:\n{lines}"
