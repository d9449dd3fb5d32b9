"""The comments of a project for the command line: thread by thread, in the order of the story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio.model.comment import Comment, FrameRange, PicturePoint, ScriptRange
from studio.model.plain_text import plain_line, plain_text
from studio.model.reader import DocumentReader
from studio.workflows.comment_threads import Said, Thread, board_of, threads_of
from studio.workflows.open_project import reading_project
from studio.workflows.people import person_of

_QUOTE = 40
_MINUTE = 16
"""``2026-11-28T12:00`` of a time of the wire."""


@dataclass(frozen=True, slots=True)
class ToldComment:
    """One comment as it is printed; all text is plain."""

    author: str
    uid: str
    text: str
    created_at: str
    is_deleted: bool

    def to_json(self) -> dict[str, Any]:
        """As ``comments --json`` prints it."""
        told = {"author": self.author, "uid": self.uid, "text": self.text, "createdAt": self.created_at}
        return {**told, "deleted": True} if self.is_deleted else told


@dataclass(frozen=True, slots=True)
class ToldThread:
    """A thread as it is printed; ``scene`` counts from 1."""

    scene: int
    heading: str
    board: str | None
    anchor: dict[str, Any] | None
    where: str
    is_resolved: bool
    said: tuple[ToldComment, ...]

    def to_json(self) -> dict[str, Any]:
        """As ``comments --json`` prints it."""
        return {
            "scene": self.scene,
            "heading": self.heading,
            "board": self.board,
            "anchor": self.anchor,
            "resolved": self.is_resolved,
            "comments": [comment.to_json() for comment in self.said],
        }

    def lines(self) -> Iterator[str]:
        """As it is printed for people: one line a comment, and more where its author made more."""
        state = "  [resolved]" if self.is_resolved else ""
        yield f"{self.where}{state}"
        for comment in self.said:
            words = "(deleted)" if comment.is_deleted else comment.text.replace("\n", "\n    ")
            when = comment.created_at[:_MINUTE].replace("T", " ")
            yield f"  {comment.author}, {when}: {words}" if when else f"  {comment.author}: {words}"


def list_comments(path: Path, *, scene: int | None = None, only_open: bool = False) -> list[ToldThread]:
    """The threads of a project, or of its N-th scene; it is not changed.

    Raises:
        InputError: there is no such scene.
        ProjectError: the project cannot be opened.
    """
    with reading_project(path) as (documents, _):
        scenes = documents.scenes()
        if scene is not None and not 1 <= scene <= len(scenes):
            raise InputError(f"{path} has {len(scenes)} scenes, so there is no scene {scene}; choose one of them.")
        return [
            _told(documents, place, heading, thread)
            for place, (name, heading) in enumerate(((name, each.heading) for name, each in scenes), 1)
            if scene in (None, place)
            for thread in threads_of(documents, name)
            if not (only_open and thread.is_resolved)
        ]


def _told(documents: DocumentReader, place: int, heading: str, thread: Thread) -> ToldThread:
    first = thread.first.comment
    path = board_of(thread)
    board = documents.board(path) if path else None
    label = board.shot.text if board is not None else None
    where = " · ".join(word for word in (f"Scene {place}", label or "", _where(first)) if word)
    return ToldThread(
        scene=place,
        heading=plain_line(heading, most=200),
        board=label,
        anchor=first.anchor.to_wire() if first.anchor is not None else None,
        where=where,
        is_resolved=thread.is_resolved,
        said=tuple(_comment(documents, said) for said in thread.said),
    )


def _comment(documents: DocumentReader, said: Said) -> ToldComment:
    comment = said.comment
    person = person_of(documents, comment.uid)
    return ToldComment(
        author=person.name if person is not None else plain_line(comment.uid, most=60) or "somebody",
        uid=comment.uid,
        text="" if said.is_deleted else plain_text(comment.text),
        created_at=comment.created_at or "",
        is_deleted=said.is_deleted,
    )


def _where(comment: Comment) -> str:
    match comment.anchor:
        case ScriptRange(lost=True):
            return "words that are gone"
        case ScriptRange(quote=quote):
            return f"“{plain_line(quote, most=_QUOTE)}”"
        case PicturePoint(x=x, y=y):
            return f"point {x:.0%} across, {y:.0%} down"
        case FrameRange(first=first, last=last):
            return f"frame {first + 1}" if first == last else f"frames {first + 1}–{last + 1}"
        case None:
            return "drawing" if comment.drawing else ""
