"""The comments' part of the window, and what somebody else says in the project."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QToolButton

from studio.model.comment import Comment, comment_path
from studio.model.ids import DocPath, SceneId
from studio.model.operations import Create
from studio.ui.comment_model import CommentRow
from studio.ui.comments_panel import CommentsPanel
from studio.ui.text_field import TextField
from studio.workflows.comment_threads import Thread
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL


class CommentsPage:
    """The comments as a person finds them."""

    def __init__(self, page: StudioPage) -> None:
        self.page = page

    @property
    def panel(self) -> CommentsPanel:
        """The panel at the side."""
        return self.page.window.comments

    @property
    def rows(self) -> list[CommentRow]:
        """What the list shows."""
        found = (self.panel.model.row(at) for at in range(self.panel.model.rowCount()))
        return [row for row in found if row is not None]

    @property
    def texts(self) -> list[str]:
        """What is said in the list."""
        return [row.text for row in self.rows]

    @property
    def threads(self) -> list[Thread]:
        """All threads of the project."""
        return list(self.panel.desk.threads())

    @property
    def tab(self) -> str:
        """What the tab says."""
        return self.page.find(QToolButton, "side.comments").text()

    @property
    def about(self) -> str:
        """What the field says it writes about."""
        return self.page.find(QLabel, "commentAbout").text()

    @property
    def field(self) -> TextField:
        """Where one writes."""
        return self.page.find(TextField, "commentField")

    def open(self) -> None:
        """Turns to the comments by their tab."""
        self.page.click(self.page.find(QToolButton, "side.comments"))
        self.page.until(self.panel.isVisible)

    def choose(self, text: str) -> None:
        """Clicks on the comment that says this."""
        index = self.panel.model.index(self.texts.index(text))
        self.panel.list.scrollTo(index)
        self.page.click(self.panel.list.viewport(), self.panel.list.visualRect(index).center())

    def joined_by(self, *people: tuple[str, str]) -> None:
        """Makes people members: uid and name."""
        ops = [Create(DocPath(f"members/{uid}"), {"uid": uid, "displayName": name}) for uid, name in people]
        self.page.document.commit(ops, label="Join", origin="remote", initiator="mina")

    def said(self, name: str, comment: Comment, *, scene: SceneId = HALL) -> DocPath:
        """Somebody else says something, and it arrives here."""
        path = comment_path(scene, name)
        fields = comment.to_wire(with_unset=False)
        fields |= {"createdAt": comment.created_at or f"2026-11-28T09:{len(self.threads):02}:00.000000Z"}
        if comment.anchor is not None:
            fields["anchor"] = comment.anchor.to_wire()
        told: list[bool] = []
        hear = self.panel.desk.changed.connect(lambda: told.append(True))
        self.page.document.commit([Create(path, fields)], label="Comment", origin="remote", initiator=comment.uid)
        self.page.until(lambda: told)
        self.panel.desk.changed.disconnect(hear)
        return path
