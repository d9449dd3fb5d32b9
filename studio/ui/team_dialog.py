"""What the team's dialogs have in common: who is signed in, waiting for the team, and what to do where that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.collab.document_store import SignInNeeded, StoreFailure
from studio.collab.sign_in import SignedIn
from studio.collab.team_directory import TeamDirectory
from studio.errors import StudioError
from studio.ui.account_access import AccountAccess
from studio.ui.account_view import AccountView
from studio.ui.naming import named
from studio.ui.row import row
from studio.ui.task_scope import TaskScope
from studio.ui.team_words import failure_words
from studio.ui.theme import SPACE
from studio.ui.translation import tr

Deed = Callable[[TeamDirectory, SignedIn], object]
Show = Callable[[], None]
_WIDTH = 560


class TeamDialog(QDialog):
    """Opens beside the work and closes with Escape.

    A subclass fills ``body`` and says what it looks up: ``look`` runs on a thread of its own and returns what shows
    what was found. ``name`` begins the names of the widgets.
    """

    def __init__(
        self,
        window: QWidget,
        access: AccountAccess,
        tasks: TaskScope,
        *,
        name: str,
        title: str,
        directory: Callable[[], TeamDirectory],
    ) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._name, self._title = window, name, title
        self._access, self._tasks, self._directory = access, tasks, directory
        self._is_open = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._column.setSpacing(2 * SPACE)
        self._who = named(QLabel(), f"{name}Who")
        self._who.setProperty("role", "heading")
        self._refresh = self.button("Refresh", tr("Refresh"))
        self._refresh.clicked.connect(self.reload)
        head = QHBoxLayout()
        head.addWidget(self._who, 1)
        head.addWidget(self._refresh)
        self._column.addLayout(head)
        self.body = QWidget()
        self.column = column_of(self.body)
        self._column.addWidget(self.body)
        self._said = named(QLabel(), f"{name}Said")
        self._said.setWordWrap(True)
        self._said.setProperty("role", "empty")
        self._column.addWidget(self._said)
        self._again = self.button("Again", tr("Try again"))
        self._again.clicked.connect(self.reload)
        self._account = self.button("Account", tr("Team and account"))
        self._account.clicked.connect(self._show_account)
        self._column.addLayout(row(self._again, self._account))
        self._column.addStretch(1)

    def look(self, directory: TeamDirectory, who: SignedIn) -> Show:
        """Looks up what is shown, away from the window; what comes back shows it."""
        raise NotImplementedError

    def reload(self) -> None:
        """Looks up anew what is shown."""
        self.act(lambda *_: None)

    def act(self, deed: Deed, *, words: str = "", done: Callable[[object], None] | None = None) -> None:
        """Does something away from the window and shows what has become of it, with ``words``.

        Where there is a ``done``, it is told what the deed returned, and nothing is looked up anew.
        """
        self.body.setEnabled(False)
        self._refresh.setEnabled(False)
        self._again.hide()
        self._account.hide()
        self.tell(tr("Asking the team…"))
        self._tasks.start(self._title, self._run(deed, words, done))

    def tell(self, words: str, *, offers_account: bool = False) -> None:
        """Says something below what is shown."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._account.setVisible(offers_account)
        self.fit()

    def button(self, name: str, words: str) -> QPushButton:
        """A button of this dialog's."""
        button = named(QPushButton(words), f"{self._name}{name}")
        button.setAutoDefault(False)
        return button

    def fit(self) -> None:
        """As tall as what is shown needs."""
        # The innermost first: each tells the one around it how much it needs.
        for part in (*reversed(self.body.findChildren(QWidget)), self.body, self):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))

    @override
    def done(self, result: int) -> None:
        self._is_open = False
        super().done(result)

    async def _run(self, deed: Deed, words: str, done: Callable[[object], None] | None) -> None:
        try:
            state = self._access.now if self._access.now.who is not None else await self._access.load()
        except StudioError as failure:
            self._fail(failure)
            return
        who = state.who
        if who is None:
            self._show_nobody(is_set=state.settings.is_set)
            return

        def work() -> tuple[object, Show | None]:
            directory = self._directory()
            result = deed(directory, who)
            return result, None if done is not None else self.look(directory, who)

        try:
            result, show = await asyncio.to_thread(work)
        except (StoreFailure, StudioError) as failure:
            self._fail(failure)
            return
        if not self._is_open:
            return
        self._wake()
        self._who.setText(f"{who.display_name} · {who.email}" if who.display_name else who.email)
        self.tell(words)
        if show is not None:
            self.body.show()
            show()
            self.fit()
        if done is not None:
            done(result)

    def _fail(self, failure: StoreFailure | StudioError) -> None:
        if not self._is_open:
            return
        self._wake()
        self._again.show()
        self.tell(failure_words(failure), offers_account=isinstance(failure, SignInNeeded))

    def _show_nobody(self, *, is_set: bool) -> None:
        if not self._is_open:
            return
        self._wake()
        self._who.setText(tr("Nobody is signed in") if is_set else tr("No team yet"))
        self.body.hide()
        words = (
            tr("Sign in to your team, and its projects are listed here.")
            if is_set
            else tr("Tell the studio which Firebase project is your team's; then sign in.")
        )
        self.tell(words, offers_account=True)
        self._account.setFocus()

    def _wake(self) -> None:
        self.body.setEnabled(True)
        self._refresh.setEnabled(True)

    def _show_account(self) -> None:
        view = AccountView(self._window, self._access, self._tasks)
        view.finished.connect(self._look_again)
        view.show()

    def _look_again(self) -> None:
        if self._is_open:
            self.reload()


def column_of(part: QWidget, *, space_above: int = 0) -> QVBoxLayout:
    """The layout of a part: one below the other."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, space_above, 0, 0)
    column.setSpacing(SPACE)
    return column
