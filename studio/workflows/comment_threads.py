"""Comments as they are read: threads in the order of the story, what is unread, and what a filter leaves."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from studio.model.comment import Comment, comment_path
from studio.model.ids import DocPath, SceneId, doc_id
from studio.model.reader import DocumentReader

CommentFilter = Literal["open", "resolved", "mine", "mentions", "unread", "board"]


@dataclass(frozen=True, slots=True)
class Said:
    """One comment with its path; ``is_deleted`` where only its place is left, for the replies to it."""

    path: DocPath
    comment: Comment
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the replies to it, oldest first."""

    scene_id: SceneId
    first: Said
    replies: tuple[Said, ...] = ()

    @property
    def path(self) -> DocPath:
        """The path of the comment that began it."""
        return self.first.path

    @property
    def is_resolved(self) -> bool:
        """Whether it is settled."""
        return self.first.comment.resolved_at is not None

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything in it, oldest first."""
        return (self.first, *self.replies)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: somebody who has read up to ``read_at`` and looks at a board, or at none."""

    uid: str
    read_at: str | None = None
    board: DocPath | None = None


def threads_of(documents: DocumentReader, scene_id: SceneId) -> tuple[Thread, ...]:
    """The threads of a scene, in the order in which they were begun.

    A reply to a reply belongs to the same thread. What answers a comment that is not there begins one of its own.
    """
    comments = dict(documents.comments(scene_id))
    replies: dict[str, list[Said]] = {}
    firsts: dict[str, Said] = {}
    for name, comment in comments.items():
        path = comment_path(scene_id, name)
        root = _root_of(documents, scene_id, name, comment)
        if root == name:
            firsts[name] = Said(path, comment)
        else:
            replies.setdefault(root, []).append(Said(path, comment))
            if root not in comments and root not in firsts:
                firsts[root] = _gone(documents, scene_id, root)
    threads = [Thread(scene_id, first, tuple(replies.get(name, ()))) for name, first in firsts.items()]
    return tuple(sorted(threads, key=lambda thread: (thread.first.comment.created_at or "", thread.path)))


def all_threads(documents: DocumentReader) -> Iterator[Thread]:
    """Every thread of the story, scene by scene."""
    for scene_id, _ in documents.scenes():
        yield from threads_of(documents, scene_id)


def thread_at(documents: DocumentReader, path: DocPath) -> Thread | None:
    """The thread that a comment belongs to; None where there is none any more."""
    scene_id = SceneId(path.split("/")[1])
    return next(
        (
            thread
            for thread in threads_of(documents, scene_id)
            if any(said.path == path and not said.is_deleted for said in thread.said)
        ),
        None,
    )


def is_unread(comment: Comment, reading: Reading) -> bool:
    """Whether somebody else said it after one last read; one's own words are never unread."""
    if comment.uid == reading.uid or comment.created_at is None:
        return False
    return reading.read_at is None or comment.created_at > reading.read_at


def has_unread(thread: Thread, reading: Reading) -> bool:
    """Whether anything of a thread is unread."""
    return any(is_unread(said.comment, reading) for said in thread.said if not said.is_deleted)


def passes(thread: Thread, filters: AbstractSet[CommentFilter], reading: Reading) -> bool:
    """Whether a thread is left by filters: open and resolved add up, each of the others takes away."""
    states = filters & {"open", "resolved"}
    if states and ("resolved" if thread.is_resolved else "open") not in states:
        return False
    said = [each.comment for each in thread.said if not each.is_deleted]
    if "mine" in filters and not any(comment.uid == reading.uid for comment in said):
        return False
    if "mentions" in filters and not any(reading.uid in comment.mentions for comment in said):
        return False
    if "unread" in filters and not has_unread(thread, reading):
        return False
    return "board" not in filters or (bool(reading.board) and board_of(thread) == reading.board)


def board_of(thread: Thread) -> DocPath:
    """The path of the board that a thread is about; "" where it is about the scene or its words."""
    board = thread.first.comment.board_id
    return DocPath(f"scenes/{thread.scene_id}/boards/{board}") if board else DocPath("")


def _root_of(documents: DocumentReader, scene_id: SceneId, name: str, comment: Comment) -> str:
    """The id of the comment that began the thread; a circle, which only a broken client writes, begins at its least."""
    seen = {name}
    while comment.parent_id and comment.parent_id not in seen:
        raw = documents.raw(comment_path(scene_id, comment.parent_id))
        if raw is None:
            return name
        name = comment.parent_id
        seen.add(name)
        comment = Comment.from_wire(raw)
    return min(seen) if comment.parent_id in seen else name


def _gone(documents: DocumentReader, scene_id: SceneId, name: str) -> Said:
    path = comment_path(scene_id, name)
    return Said(path, Comment.from_wire(documents.raw(path) or {}), is_deleted=True)


def reply_target(documents: DocumentReader, path: DocPath) -> str:
    """The id that a reply to a comment names: the one that began its thread."""
    thread = thread_at(documents, path)
    return doc_id(thread.path if thread is not None else path)
