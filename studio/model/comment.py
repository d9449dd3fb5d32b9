"""Comments: what people say about a scene, its words, a point of a picture or some frames."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from studio.model.documents import Anchor
from studio.model.frozen import Frozen
from studio.model.ids import DocPath

_LARGEST = 1_000_000


class ScriptRange(Anchor):
    """Words of the scene's text; they are followed as a board's are."""

    kind: Literal["script"] = "script"


class PicturePoint(Frozen):
    """A point of the board's picture, as fractions of its width and height from the top left."""

    kind: Literal["point"] = "point"
    x: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)


class FrameRange(Frozen):
    """Frames from ``first`` to ``last``, both included, counted from the start of the comment's board.

    They may go on over the boards after it. So they stay on their moment when the film is cut before it.
    """

    kind: Literal["frames"] = "frames"
    first: int = Field(ge=0, le=_LARGEST)
    last: int = Field(ge=0, le=_LARGEST)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("the last frame is before the first")
        return self


CommentAnchor = Annotated[ScriptRange | PicturePoint | FrameRange, Field(discriminator="kind")]


class Comment(Frozen):
    """One comment. ``parent_id`` makes it a reply, ``resolved_at`` stands on a thread's first.

    ``take_id`` is the version of the board it was made on; ``drawing`` is a ``media:`` reference to strokes over that.
    """

    uid: str = ""
    text: str = ""
    created_at: str | None = None
    board_id: str | None = None
    take_id: str | None = None
    anchor: CommentAnchor | None = None
    drawing: str | None = None
    mentions: tuple[str, ...] = ()
    parent_id: str | None = None
    resolved_at: str | None = None
    edited_at: str | None = None
    deleted_at: str | None = None


def comment_path(scene: str, comment: str) -> DocPath:
    """Document path of a comment."""
    return DocPath(f"scenes/{scene}/comments/{comment}")
