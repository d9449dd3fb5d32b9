"""The team: its Firebase project, who is signed in, and the ways to sign in."""

from __future__ import annotations

from collections.abc import Awaitable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.errors import Cancelled, StudioError
from studio.ui.account_access import AccountAccess, AccountState
from studio.ui.naming import named
from studio.ui.row import row
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE
from studio.ui.translation import language, tr

_WIDTH = 480


class AccountView(QDialog):
    """Opens beside the work and closes with Escape; shows only what can be done now."""

    def __init__(self, window: QWidget, access: AccountAccess, tasks: TaskScope) -> None:
        super().__init__(window)
        self.setObjectName("account")
        self.setWindowTitle(tr("Team"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._access, self._tasks = access, tasks
        self._is_open, self._wants_config = True, False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._column.setSpacing(SPACE)
        self._who = named(QLabel(), "accountWho")
        self._who.setProperty("role", "heading")
        self._who.setWordWrap(True)
        self._column.addWidget(self._who)
        self._config = self._config_part()
        self._entry = self._entry_part()
        self._member = self._member_part()
        self._stop = self._button("accountStop", tr("Stop waiting"))
        self._stop.clicked.connect(access.stop)
        self._column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self._said = named(QLabel(), "accountSaid")
        self._said.setProperty("role", "hint")
        self._said.setWordWrap(True)
        self._column.addWidget(self._said)
        self._column.addStretch(1)
        self._team = self._button("accountTeam", tr("Another team…"))
        self._team.clicked.connect(self._ask_config)
        self._column.addWidget(self._team, 0, Qt.AlignmentFlag.AlignLeft)
        self._show(access.now)
        self._run(access.load(), "")

    @override
    def done(self, result: int) -> None:
        self._is_open = False
        self._access.stop()
        super().done(result)

    def _config_part(self) -> QWidget:
        part, column = self._part()
        hint = QLabel(tr("Paste the Firebase configuration of your team; its owner finds it in the project settings."))
        hint.setWordWrap(True)
        self._pasted = named(QPlainTextEdit(), "accountConfig")
        self._pasted.setAccessibleName(tr("Firebase configuration"))
        self._pasted.setPlaceholderText('{ "apiKey": "…", "projectId": "…", "clientId": "…" }')
        self._pasted.setTabChangesFocus(True)
        self._pasted.setFixedHeight(16 * SPACE)
        use = self._button("accountUse", tr("Use this team"))
        use.setProperty("primary", "true")
        use.clicked.connect(lambda: self._run(self._access.use_config(self._pasted.toPlainText()), ""))
        for widget in (hint, self._pasted):
            column.addWidget(widget)
        column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _entry_part(self) -> QWidget:
        part, column = self._part()
        self._google = self._button("accountGoogle", tr("Sign in with Google"))
        self._google.setProperty("primary", "true")
        self._google.clicked.connect(self._go_to_browser)
        column.addWidget(self._google)
        self._email = self._line("accountEmail", tr("E-mail"))
        self._password = self._line("accountPassword", tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.returnPressed.connect(self._sign_in)
        for line in (self._email, self._password):
            column.addWidget(line)
        enter = self._button("accountSignIn", tr("Sign in"))
        enter.clicked.connect(self._sign_in)
        make = self._button("accountSignUp", tr("Make an account"))
        make.clicked.connect(self._sign_up)
        reset = self._button("accountReset", tr("Forgot the password"))
        reset.clicked.connect(self._reset)
        column.addLayout(row(enter, make, reset))
        return part

    def _member_part(self) -> QWidget:
        part, column = self._part()
        self._verify = self._button("accountVerify", tr("Send the mail again"))
        self._verify.clicked.connect(self._send_verification)
        self._refresh = self._button("accountRefresh", tr("I opened the link"))
        self._refresh.clicked.connect(lambda: self._run(self._access.refresh(), ""))
        leave = self._button("accountSignOut", tr("Sign out"))
        leave.clicked.connect(lambda: self._run(self._access.sign_out(), ""))
        column.addLayout(row(leave, self._verify, self._refresh))
        return part

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._column.addWidget(part)
        return part, column

    def _button(self, name: str, words: str) -> QPushButton:
        button = named(QPushButton(words), name)
        button.setAutoDefault(False)
        return button

    def _line(self, name: str, words: str) -> QLineEdit:
        line = named(QLineEdit(), name)
        line.setPlaceholderText(words)
        line.setAccessibleName(words)
        return line

    def _show(self, state: AccountState) -> None:
        self._fill(state)
        self._fit()

    def _fit(self) -> None:
        """As tall as what is shown needs."""
        self._column.activate()
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))

    def _fill(self, state: AccountState) -> None:
        who, is_set = state.who, state.settings.is_set
        self._config.setVisible(self._wants_config or not is_set)
        self._entry.setVisible(is_set and who is None and not self._wants_config)
        self._member.setVisible(who is not None)
        self._google.setVisible(state.settings.has_google)
        self._team.setVisible(is_set and who is None and not self._wants_config)
        self._stop.hide()
        if who is None:
            team = state.settings.project_id
            self._who.setText(tr("Team {name}: nobody is signed in", name=team) if is_set else tr("No team yet"))
            return
        self._who.setText(f"{who.display_name} · {who.email}" if who.display_name else who.email)
        self._verify.setVisible(not who.is_verified)
        self._refresh.setVisible(not who.is_verified)
        if not who.is_verified:
            self._said.setText(tr("Open the link in the mail that was sent to you, to prove the address is yours."))
        elif who.place == "session":
            self._said.setText(tr("This system has no keyring: the sign-in is forgotten when the studio closes."))

    def _ask_config(self) -> None:
        self._wants_config = True
        self._show(self._access.now)
        self._pasted.setFocus()

    def _sign_in(self) -> None:
        self._run(self._access.sign_in(self._email.text(), self._password.text()), "")

    def _sign_up(self) -> None:
        self._run(self._access.sign_up(self._email.text(), self._password.text(), language=language()), "")

    def _reset(self) -> None:
        words = tr("If there is such an account, a mail is on its way.")
        self._run(self._access.send_reset(self._email.text(), language=language()), words)

    def _send_verification(self) -> None:
        self._run(self._access.send_verification(language=language()), tr("The mail is on its way."))

    def _go_to_browser(self) -> None:
        self._run(self._access.sign_in_with_google(), "")
        self._stop.show()
        self._said.setText(tr("Go on in the browser; this waits for it."))
        self._fit()

    def _run(self, work: Awaitable[AccountState], words: str) -> None:
        for part in (self._config, self._entry, self._member):
            part.setEnabled(False)
        self._said.clear()
        self._tasks.start(tr("Team"), self._end(work, words))

    async def _end(self, work: Awaitable[AccountState], words: str) -> None:
        try:
            state = await work
        except Cancelled:
            state = self._access.now
        except StudioError as failure:
            state, words = self._access.now, tr(failure.message)
        else:
            self._wants_config = False
        if not self._is_open:
            return
        for part in (self._config, self._entry, self._member):
            part.setEnabled(True)
        if state.who is not None:
            self._password.clear()
        self._show(state)
        if words:
            self._said.setText(words)
            self._fit()
