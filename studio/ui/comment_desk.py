"""The comments as the window shows them: which there are, which one is looked at, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import StudioError
from studio.model.change_set import ChangeSet
from studio.model.comment import FrameRange, PicturePoint, ScriptRange
from studio.model.ids import DocPath, SceneId, Uid, collection_name, doc_id, scene_of
from studio.ui.comment_words import about_comment, ago, name_of, step_words
from studio.ui.document_bridge import DocumentBridge
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.workflows.comment_threads import Reading, Thread, board_of, has_unread, is_unread, threads_of
from studio.workflows.comments import MAX_TEXT, CommentPlace, Comments, place_on_board

_SHOWN = {"members": ("displayName", "lastReadAt"), "scenes": ("orderKey",), "boards": ("shot", "takeId", "deletedAt")}
"""What of other documents is told with comments: names, numbers, which version a board shows."""


class CommentDesk(QObject):
    """Follows the document's comments; panel, marks and pins all look at this one and never at one another.

    Signals:
        changed: threads came, went or say something else.
        chosen_changed: another comment is looked at; ``""`` for none.
        words_wanted: these words of a scene are to be shown: scene id, start, end.
        frame_wanted: this frame of a board is to be shown: board path, frame within it.
        told: a sentence for the person.
    """

    changed = Signal()
    chosen_changed = Signal(str)
    words_wanted = Signal(str, int, int)
    frame_wanted = Signal(str, int)
    told = Signal(str)

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        uid: Uid,
        *,
        is_read_only: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = bridge.document
        self.is_read_only = is_read_only
        self.chosen = DocPath("")
        self._view_state = view_state
        self._comments = Comments(self.document, uid, words=step_words)
        self._threads: dict[SceneId, tuple[Thread, ...]] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        self._read_all()
        bridge.changed.connect(self._follow)

    @property
    def uid(self) -> Uid:
        """Whose window this is."""
        return self._comments.uid

    def threads(self) -> Iterator[Thread]:
        """All threads in the order of the story."""
        for scene_id, _ in self.document.scenes():
            yield from self._threads.get(scene_id, ())

    def threads_in(self, scene_id: SceneId) -> tuple[Thread, ...]:
        """The threads of a scene."""
        return self._threads.get(scene_id, ())

    def thread_of(self, path: str) -> Thread | None:
        """The thread that a comment belongs to."""
        parts = path.split("/")
        scene = self._threads.get(SceneId(parts[1]), ()) if len(parts) > 1 else ()
        return next((each for each in scene if any(said.path == path for said in each.said)), None)

    def reading(self) -> Reading:
        """The person as a reader, who looks at a board now."""
        return self._comments.reading(self._view_state.board or None)

    def open_count(self) -> int:
        """How many threads are open."""
        return sum(not thread.is_resolved for thread in self.threads())

    def unread_count(self) -> int:
        """How many open threads have something unread; what was settled meanwhile calls nobody."""
        reading = self.reading()
        return sum(not thread.is_resolved and has_unread(thread, reading) for thread in self.threads())

    def name_of(self, uid: str) -> str:
        """The name to show for somebody."""
        return name_of(self.document, uid, me=self.uid)

    def when(self, at: str | None) -> str:
        """How long ago a time of the wire was."""
        return ago(at, datetime.now(UTC))

    def pins_on(self, board: DocPath) -> tuple[tuple[int, Thread], ...]:
        """The threads about points of a board, each with its number: the open ones, and the one that is looked at."""
        scene = scene_of(board)
        on_points = [
            thread
            for thread in (self._threads.get(scene, ()) if scene is not None else ())
            if isinstance(thread.first.comment.anchor, PicturePoint) and board_of(thread) == board
        ]
        return tuple(
            (number, thread)
            for number, thread in enumerate(on_points, 1)
            if self._is_of_take(thread) and (not thread.is_resolved or self.is_chosen(thread))
        )

    def drawing_over(self, board: DocPath) -> str | None:
        """The drawing of the thread that is looked at, where it was made over what this board shows now."""
        thread = self.thread_of(self.chosen) if self.chosen else None
        if thread is None or not board or board_of(thread) != board or not self._is_of_take(thread):
            return None
        return None if thread.first.is_deleted else thread.first.comment.drawing

    def is_chosen(self, thread: Thread) -> bool:
        """Whether a thread is looked at."""
        return any(said.path == self.chosen for said in thread.said)

    def _is_of_take(self, thread: Thread) -> bool:
        """Whether the board shows what a thread's drawing was made over; points and words hold for every version."""
        comment, board = thread.first.comment, self.document.board(board_of(thread)) if board_of(thread) else None
        return comment.drawing is None or (board is not None and board.take_id == comment.take_id)

    def about(self, thread: Thread) -> str:
        """What a thread is about."""
        comment = thread.first.comment
        if not self._is_of_take(thread):
            return about_comment(self.document, thread.scene_id, comment, is_other_take=True)
        pin = None
        if isinstance(comment.anchor, PicturePoint):
            pin = next((number for number, each in self.pins_on(board_of(thread)) if each.path == thread.path), None)
        return about_comment(self.document, thread.scene_id, comment, pin=pin)

    def may_change(self, path: str) -> bool:
        """Whether the person may edit or delete a comment: their own, where the project can be written."""
        return not self.is_read_only and bool(path) and self._comments.may_change(DocPath(path))

    def here(self) -> CommentPlace | None:
        """What a comment is about that is made now: the board that is looked at; while writing, the scene."""
        board, scene = self._view_state.board, self._view_state.scene_id
        if board and self._view_state.workspace != "script" and self.document.board(board) is not None:
            return place_on_board(self.document, board)
        return CommentPlace(SceneId(scene)) if scene else None

    def choose(self, path: str) -> None:
        """Looks at a comment, wherever it is seen."""
        if path != self.chosen:
            self.chosen = DocPath(path)
            self.chosen_changed.emit(path)

    def go_to(self, path: str) -> None:
        """Looks at a comment and turns to what it is about: its scene, its board, its words or frames."""
        thread = self.thread_of(path)
        if thread is None:
            return
        self.choose(path)
        board, anchor = board_of(thread), thread.first.comment.anchor
        if board and self.document.board(board) is not None:
            self._view_state.select_board(board)
            if isinstance(anchor, FrameRange):
                self.frame_wanted.emit(board, anchor.first)
        elif thread.scene_id != self._view_state.scene_id:
            self._view_state.select_board(DocPath(""))
            self._view_state.select_scene(thread.scene_id)
        if isinstance(anchor, ScriptRange) and not anchor.lost:
            self.words_wanted.emit(thread.scene_id, anchor.start, anchor.end)

    def post(self, text: str, place: CommentPlace, *, drawing: str | None = None) -> DocPath | None:
        """Begins a thread and looks at it; None where that was refused, which the person is told."""
        return self._chosen_after(text, lambda: self._comments.post(text, place, drawing=drawing))

    def reply(self, to: str, text: str) -> DocPath | None:
        """Answers in a thread."""
        return self._chosen_after(text, lambda: self._comments.reply(DocPath(to), text))

    def edit(self, path: str, text: str) -> bool:
        """Says one's own comment in other words."""
        return self._fits(text) and self._done(lambda: self._comments.edit(DocPath(path), text))

    def redraw(self, path: str, drawing: str) -> bool:
        """Gives one's own comment another drawing."""
        return self._done(lambda: self._comments.redraw(DocPath(path), drawing))

    def delete(self, path: str) -> bool:
        """Takes one's own comment back."""
        return self._done(lambda: self._comments.delete(DocPath(path)))

    def toggle_resolved(self, path: str) -> bool:
        """Settles a thread, or opens it again."""
        thread = self.thread_of(path)
        if thread is None:
            return False
        return self._done(lambda: self._comments.set_resolved(thread.path, resolved=not thread.is_resolved))

    def mark_read(self, shown: AbstractSet[str]) -> None:
        """Notes that everything said so far has been read, if what is unread in open threads is among these."""
        if self.is_read_only:
            return
        reading = self.reading()
        unread = [
            (thread, said)
            for thread in self.threads()
            for said in thread.said
            if not said.is_deleted and is_unread(said.comment, reading)
        ]
        # One time says up to where somebody has read, so nothing that a filter hides may lie before it.
        if all(thread.is_resolved or said.path in shown for thread, said in unread):
            newest = max((said.comment.created_at or "" for _, said in unread), default="")
            if newest:
                self._comments.mark_read(newest)
                self._soon.start()

    def _chosen_after(self, text: str, deed: Callable[[], DocPath]) -> DocPath | None:
        made: list[DocPath] = []
        if not self._fits(text) or not self._done(lambda: made.append(deed())):
            return None
        self._tell()
        self.choose(made[0])
        return made[0]

    def _fits(self, text: str) -> bool:
        if len(text) <= MAX_TEXT:
            return True
        self.told.emit(
            tr("A comment holds up to {most} characters and this one has {count}.", most=MAX_TEXT, count=len(text))
        )
        return False

    def _done(self, deed: Callable[[], object]) -> bool:
        if self.is_read_only:
            return False
        try:
            deed()
        except StudioError as error:
            self.told.emit(error.message)
            return False
        return True

    def _follow(self, change: ChangeSet) -> None:
        scenes: set[SceneId] = set()
        for path in (*change.touched, *change.created, *change.deleted):
            kind, scene = collection_name(path), scene_of(path)
            if kind == "comments" and scene is not None:
                scenes.add(scene)
                if all(field[:1] == ("anchor",) for field in change.touched.get(path, ())) and path in change.touched:
                    # Only moved along with its words, as with every key: that is told where these are lost or found.
                    continue
            elif kind == "scenes" and (path in change.created or path in change.deleted):
                scenes.add(SceneId(doc_id(path)))
            elif not any(change.touches(path, field) for field in _SHOWN.get(kind, ())):
                continue
            self._soon.start()
        for scene in scenes:
            before = self._lost_in(scene)
            self._read(scene)
            if self._lost_in(scene) != before:
                self._soon.start()

    def _lost_in(self, scene: SceneId) -> frozenset[DocPath]:
        """The threads of a scene whose words are gone."""
        anchors = ((each.path, each.first.comment.anchor) for each in self._threads.get(scene, ()))
        return frozenset(path for path, anchor in anchors if isinstance(anchor, ScriptRange) and anchor.lost)

    def _read(self, scene: SceneId) -> None:
        is_there = self.document.scene(scene) is not None
        self._threads[scene] = threads_of(self.document, scene) if is_there else ()

    def _read_all(self) -> None:
        for scene, _ in self.document.scenes():
            self._read(scene)

    def _tell(self) -> None:
        self._soon.stop()
        if self.chosen and self.thread_of(self.chosen) is None:
            self.choose("")
        self.changed.emit()
