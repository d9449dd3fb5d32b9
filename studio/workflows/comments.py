"""Commenting: post, reply, change and take back one's own words, settle a thread, note what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.errors import CommitRefused, InputError
from studio.model.comment import Comment, CommentAnchor, comment_path
from studio.model.document import Document, utc_now
from studio.model.ids import DocPath, SceneId, Uid, doc_id, new_id, scene_of
from studio.model.operations import MISSING, Create, Delete, Move, Operation, Set
from studio.model.plain_text import plain_text
from studio.model.reader import DocumentReader
from studio.workflows.comment_threads import Reading, Thread, reply_target, thread_at
from studio.workflows.people import member_path, mentioned, people_of, person_of

MAX_TEXT = 4_000
"""Characters of a comment."""

LABELS = {
    "post": "Comment",
    "reply": "Reply",
    "edit": "Edit comment",
    "delete": "Delete comment",
    "resolve": "Resolve comment",
    "reopen": "Reopen comment",
    "draw": "Draw over the picture",
}
"""English names of the steps; the window says them in its language."""


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """What a comment is about: a scene, in it perhaps a board in one version, and there words, a point or frames."""

    scene_id: SceneId
    board_id: str | None = None
    take_id: str | None = None
    anchor: CommentAnchor | None = None


class Comments:
    """One person's comments, each deed one step of the history; ``words`` gives the steps' names to be shown."""

    def __init__(
        self,
        document: Document,
        uid: Uid,
        *,
        now: Callable[[], str] = utc_now,
        words: Callable[[str], str] = str,
    ) -> None:
        self._document = document
        self.uid = uid
        self._now = now
        self._words = words
        self._seen_at: str | None = None

    @property
    def read_at(self) -> str | None:
        """Up to where the person has read; in a project that was never shared only as long as it is open."""
        person = person_of(self._document, self.uid)
        return max(person.last_read_at or "" if person else "", self._seen_at or "") or None

    def reading(self, board: DocPath | None = None) -> Reading:
        """The person as a reader who looks at a board."""
        return Reading(self.uid, self.read_at, board)

    def post(self, text: str, place: CommentPlace, *, drawing: str | None = None) -> DocPath:
        """Begins a thread and returns its path.

        Raises:
            InputError: nothing is said and nothing drawn, or more than a comment holds.
            CommitRefused: the scene is not there any more.
        """
        words = _checked(text, may_be_empty=drawing is not None)
        comment = Comment(
            uid=self.uid,
            text=words,
            board_id=place.board_id,
            take_id=place.take_id,
            drawing=drawing,
            mentions=self._mentions(words),
        )
        fields = comment.to_wire(with_unset=False)
        if place.anchor is not None:
            fields["anchor"] = place.anchor.to_wire()
        path = comment_path(place.scene_id, new_id())
        self._commit([Create(path, fields)], "draw" if drawing is not None and not words else "post")
        return path

    def reply(self, to: DocPath, text: str) -> DocPath:
        """Answers in the thread of a comment; a settled thread is open again with that.

        Raises:
            InputError: nothing is said, or more than a comment holds.
            CommitRefused: the thread is not there any more.
        """
        words = _checked(text)
        thread = self._thread(to)
        name = reply_target(self._document, to)
        path = comment_path(thread.scene_id, new_id())
        answer = Comment(uid=self.uid, text=words, parent_id=name, mentions=self._mentions(words))
        ops: list[Operation] = [Create(path, answer.to_wire(with_unset=False))]
        if thread.is_resolved and not thread.first.is_deleted:
            ops.append(Set(thread.path, ("resolvedAt",), MISSING))
        self._commit(ops, "reply")
        return path

    def edit(self, path: DocPath, text: str) -> None:
        """Says one's own comment in other words.

        Raises:
            InputError: nothing is said and nothing drawn, or more than a comment holds.
            CommitRefused: it is somebody else's, or gone.
        """
        comment = self._own(path)
        words = _checked(text, may_be_empty=comment.drawing is not None)
        if words == comment.text:
            return
        ops: list[Operation] = [Set(path, ("text",), words)]
        mentions = list(self._mentions(words))
        if mentions != list(comment.mentions):
            ops.append(Set(path, ("mentions",), mentions))
        if comment.text:
            # The first words to a drawing are no second thoughts.
            ops.append(Set(path, ("editedAt",), self._now()))
        self._commit(ops, "edit")

    def redraw(self, path: DocPath, drawing: str) -> None:
        """Has one's own comment say it with another drawing.

        Raises:
            CommitRefused: it is somebody else's, or gone.
        """
        self._own(path)
        self._commit([Set(path, ("drawing",), drawing)], "draw")

    def delete(self, path: DocPath) -> None:
        """Takes one's own comment back; the replies to it stay, and undo brings it back.

        Raises:
            CommitRefused: it is somebody else's, or gone.
        """
        self._own(path)
        self._commit([Delete(path)], "delete")

    def set_resolved(self, path: DocPath, *, resolved: bool) -> None:
        """Settles the thread of a comment, or opens it again; anybody may.

        Raises:
            CommitRefused: the thread, or what began it, is not there any more.
        """
        thread = self._thread(path)
        if thread.is_resolved != resolved:
            value = self._now() if resolved else MISSING
            self._commit([Set(thread.path, ("resolvedAt",), value)], "resolve" if resolved else "reopen")

    def mark_read(self, newest: str) -> None:
        """Notes that everything said up to a time was read; that is no step of the history."""
        if newest <= (self.read_at or ""):
            return
        self._seen_at = newest
        member = self._document.raw(member_path(self.uid))
        if member is not None and member.get("deletedAt") is None:
            op = Set(member_path(self.uid), ("lastReadAt",), newest)
            self._document.commit([op], label="Read comments", initiator=self.uid)

    def may_change(self, path: DocPath) -> bool:
        """Whether a comment is the person's own."""
        comment = self._document.comment(path)
        return comment is not None and comment.uid == self.uid

    def _mentions(self, words: str) -> tuple[Uid, ...]:
        return mentioned(words, people_of(self._document))

    def _own(self, path: DocPath) -> Comment:
        comment = self._document.comment(path)
        if comment is None:
            raise CommitRefused("This comment is not there any more; nothing was changed.")
        if comment.uid != self.uid:
            raise CommitRefused("Only who wrote a comment can change it or take it back; write a reply instead.")
        return comment

    def _thread(self, path: DocPath) -> Thread:
        thread = thread_at(self._document, path)
        if thread is None:
            raise CommitRefused("This comment is not there any more; nothing was changed.")
        return thread

    def _commit(self, ops: list[Operation], deed: str) -> None:
        self._document.commit(ops, label=self._words(LABELS[deed]), initiator=self.uid)


def place_on_board(document: Document, board: DocPath, anchor: CommentAnchor | None = None) -> CommentPlace:
    """A place on a board in the version that it shows now.

    Raises:
        CommitRefused: there is no such board any more.
    """
    found, scene = document.board(board), scene_of(board)
    if found is None or scene is None:
        raise CommitRefused("This board is not there any more; nothing was changed.")
    return CommentPlace(scene, doc_id(board), found.take_id, anchor)


def with_board(documents: DocumentReader, board: DocPath, scene: DocPath) -> list[Operation]:
    """What takes the comments on a board along when it goes to another scene."""
    here = SceneId(board.split("/")[1])
    comments = dict(documents.comments(here))
    return [
        Move(comment_path(here, name), "", to=scene)
        for name, comment in comments.items()
        if comments.get(comment.parent_id or "", comment).board_id == doc_id(board)
    ]


def _checked(text: str, *, may_be_empty: bool = False) -> str:
    words = plain_text(text)
    if not words and not may_be_empty:
        raise InputError("There is nothing to be read in this comment; write something.")
    if len(words) > MAX_TEXT:
        raise InputError(f"A comment holds up to {MAX_TEXT:,} characters and this one has {len(words):,}; shorten it.")
    return words
