"""The team's page in the window: paste, sign in, sign out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from studio.ui.account_access import AccountAccess
from studio.ui.account_view import AccountView
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.integration.accounts.conftest import PASSWORD, Ring
from tests.stand_in.auth_emulator import AuthEmulator

CONFIG = '{"apiKey": "AIza-any", "projectId": "film-team"}'


def test_that_a_person_pastes_the_team_signs_in_and_signs_out(
    studio: Play, project: Path, emulated: AuthEmulator
) -> None:
    emulated.add("mina@example.com", PASSWORD, name="Mina", is_verified=True)
    ring = Ring()

    def story(page: StudioPage) -> None:
        environment = {"FIREBASE_AUTH_EMULATOR_HOST": emulated.place}
        page.session.account = AccountAccess(backend=ring, environment=environment)
        page.open(project)
        page.run("file.team")
        view = page.window.findChild(AccountView)
        assert view is not None and not view.isModal()

        def press(name: str) -> None:
            button = view.findChild(QPushButton, name)
            assert button is not None and button.isVisible()
            page.until(button.isEnabled)
            button.click()

        def label(name: str) -> str:
            found = view.findChild(QLabel, name)
            assert found is not None
            return found.text()

        pasted, email, password = (
            view.findChild(QPlainTextEdit, "accountConfig"),
            view.findChild(QLineEdit, "accountEmail"),
            view.findChild(QLineEdit, "accountPassword"),
        )
        assert pasted is not None and email is not None and password is not None
        pasted.setPlainText("nonsense")
        press("accountUse")
        page.until(lambda: "no Firebase configuration" in label("accountSaid"))
        pasted.setPlainText(CONFIG)
        press("accountUse")
        page.until(lambda: email.isVisible())
        google = view.findChild(QPushButton, "accountGoogle")
        assert google is not None and not google.isVisible()
        email.setText("mina@example.com")
        password.setText("wrong")
        press("accountSignIn")
        page.until(lambda: "check both" in label("accountSaid"))
        password.setText(PASSWORD)
        press("accountSignIn")
        page.until(lambda: "mina@example.com" in label("accountWho"))
        assert password.text() == "" and ring.kept
        press("accountSignOut")
        page.until(lambda: "nobody is signed in" in label("accountWho"))
        assert ring.kept == {}
        view.close()

    studio(story)
