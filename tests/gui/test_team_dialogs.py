"""The team's projects and the people of one, in dialogs beside the window, on Google's emulator with the rules."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QProgressBar, QPushButton, QTableView, QWidget

from studio.collab.document_store import Put
from studio.collab.embedded_store import open_project
from studio.collab.firestore_token import PersonToken
from studio.collab.team_directory import TeamDirectory, TeamProject
from studio.collab.team_replica import TeamReplica
from studio.collab.team_settings import TeamSettings, read_team_config, save_team_settings
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import PROJECT_PATH, DocPath, SceneId, Uid, scene_path
from studio.ui.account_access import AccountAccess
from studio.ui.account_view import AccountView
from studio.ui.fetch_view import FetchView
from studio.ui.members_view import MembersView
from studio.ui.team_projects_view import TeamProjectsView
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.test_team_window import look
from tests.integration.accounts.conftest import PASSWORD, Ring
from tests.stand_in.auth_server import API_KEY, AuthServer, auth_server
from tests.stand_in.firestore_emulator import OWNER, EmulatorProcess, FirestoreEmulator, user_token

W = TypeVar("W", bound=QWidget)
PEOPLE = ("Ann", "Bob", "Vera", "Kim")


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    return firestore_process.project()


@pytest.fixture
def server() -> Iterator[AuthServer]:
    with auth_server() as running:
        running.id_token_of = lambda user: user_token(user.uid, email=user.email)
        for name in PEOPLE:
            running.add(f"{name.lower()}@example.org", PASSWORD, name=name, is_verified=True)
        yield running


class Team:
    """Ann's film with Bob as an editor and Vera as a viewer; Kim is invited."""

    def __init__(self, page: StudioPage, emulator: FirestoreEmulator, server: AuthServer) -> None:
        self.page, self._emulator, self._users = page, emulator, server.users
        emulator.clear()
        environment = {"FIREBASE_AUTH_EMULATOR_HOST": f"127.0.0.1:{server.port}"}
        self.access = AccountAccess(backend=Ring(), environment=environment)
        page.session.account = self.access
        self.opened: list[TeamProject] = []
        self.has_left = False
        uids = {name: self.uid(name) for name in PEOPLE}
        roles = {uids["Ann"]: "owner", uids["Bob"]: "editor", uids["Vera"]: "viewer"}
        store = open_team_store(TeamPlace(emulator.firebase_project, "film", emulator=emulator.place), OF_NOBODY)
        project = {"title": "Harbor Lights", "ownerId": uids["Ann"], "memberRoles": roles, "schemaVersion": 1}
        members = [
            Put(DocPath(f"members/{uid}"), {"uid": uid, "role": role, "displayName": name, "email": self.email(name)})
            for (uid, role), name in zip(roles.items(), PEOPLE, strict=False)
        ]
        store.commit([Put(PROJECT_PATH, project), *members])
        store.close()
        self.directory("Ann").invite("film", self.email("Kim"), "viewer")

    def write_scenes(self, count: int) -> None:
        """Has so many scenes be in the film."""
        store = open_team_store(
            TeamPlace(self._emulator.firebase_project, "film", emulator=self._emulator.place), OF_NOBODY
        )
        store.commit(
            [Put(scene_path(SceneId(f"s{number}")), {"script": "INT. A - DAY", "rev": 1}) for number in range(count)]
        )
        store.close()

    def email(self, name: str) -> str:
        return f"{name.lower()}@example.org"

    def uid(self, name: str) -> str:
        return self._users[self.email(name)].uid

    def directory(self, name: str) -> TeamDirectory:
        token = user_token(self.uid(name), email=self.email(name))
        place = TeamPlace(self._emulator.firebase_project, "", emulator=self._emulator.place)
        return TeamDirectory(place, PersonToken(lambda: token, lambda: token))

    def roles(self) -> dict[str, str]:
        return {member.name: member.role for member in self.directory("Ann").members("film")}

    def use(self) -> None:
        """Has the team's configuration be there, as somebody who has pasted it."""
        config = {"apiKey": API_KEY, "projectId": self._emulator.firebase_project}
        save_team_settings(read_team_config(json.dumps(config), TeamSettings()))

    def sign_in(self, name: str) -> None:
        """Signs somebody in as the account's page does."""
        self.use()
        tasks = self.page.window.services.tasks
        loading = tasks.start("load", self.access.load())
        self.page.until(loading.done)
        signing = tasks.start("sign in", self.access.sign_in(self.email(name), PASSWORD))
        self.page.until(signing.done)
        assert self.access.now.who is not None

    def directory_in_use(self) -> TeamDirectory:
        who = self.access.now.who
        assert who is not None
        return self.directory(who.email.partition("@")[0].title())

    def projects(self) -> TeamProjectsView:
        view = TeamProjectsView(
            self.page.window,
            self.access,
            self.page.window.services.tasks,
            directory=self.directory_in_use,
            open_team=self.opened.append,
        )
        view.show()
        return view

    def people(self) -> MembersView:
        def left() -> None:
            self.has_left = True

        view = MembersView(
            self.page.window,
            self.access,
            self.page.window.services.tasks,
            directory=self.directory_in_use,
            project="film",
            left=left,
        )
        view.show()
        return view


OF_NOBODY = PersonToken(lambda: OWNER, lambda: OWNER)


class Dialog:
    """A dialog as a person finds it."""

    def __init__(self, page: StudioPage, view: QDialog, name: str) -> None:
        self.page, self.view, self._name = page, view, name
        assert not view.isModal()

    def find(self, kind: type[W], name: str) -> W:
        found = self.view.findChild(kind, name)
        assert found is not None, name
        return found

    def shown(self, name: str) -> bool:
        return self.find(QWidget, name).isVisible()

    def said(self) -> str:
        label = self.find(QLabel, f"{self._name}Said")
        return label.text() if label.isVisible() else ""

    def until(self, holds: Callable[[], bool]) -> None:
        self.page.until(holds)

    def rows(self, name: str) -> list[str]:
        table = self.find(QTableView, name)
        model = table.model()
        columns = range(model.columnCount())
        return [" | ".join(str(model.index(n, c).data()) for c in columns) for n in range(model.rowCount())]

    def choose(self, name: str, words: str) -> None:
        (row,) = [n for n, each in enumerate(self.rows(name)) if words in each]
        self.find(QTableView, name).selectRow(row)

    def press(self, name: str) -> None:
        button = self.find(QPushButton, name)
        self.until(lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_without_a_team_or_a_sign_in_it_says_what_to_do(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        dialog = Dialog(page, team.projects(), "teamProjects")
        dialog.until(lambda: "Firebase project" in dialog.said())
        team.use()
        dialog.press("teamProjectsRefresh")
        dialog.until(lambda: "Sign in to your team" in dialog.said())
        assert not dialog.shown("teamProjectList")
        dialog.press("teamProjectsAccount")
        account = page.window.findChild(AccountView)
        assert account is not None and account.isVisible()
        team.sign_in("Kim")
        account.close()
        dialog.until(lambda: dialog.rows("teamInvitationList") != [])
        QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
        page.until(lambda: page.window.findChild(TeamProjectsView) is None)

    studio(story)


def test_that_a_project_of_the_team_is_opened_by_enter(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        dialog = Dialog(page, team.projects(), "teamProjects")
        dialog.until(lambda: dialog.rows("teamProjectList") == ["Harbor Lights | Editor | now"])
        assert not dialog.shown("teamInvitationList")
        QTest.keyClick(dialog.find(QTableView, "teamProjectList"), Qt.Key.Key_Return)
        page.until(lambda: [each.id for each in team.opened] == ["film"])

    studio(story)


def test_that_who_is_invited_joins_and_the_project_opens(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Kim")
        dialog = Dialog(page, team.projects(), "teamProjects")
        dialog.until(lambda: dialog.rows("teamInvitationList")[:1] != [])
        assert dialog.rows("teamInvitationList")[0].startswith("Harbor Lights | Viewer | ")
        dialog.press("teamProjectsJoin")
        page.until(lambda: [(each.id, each.role) for each in team.opened] == [("film", "viewer")])
        assert team.roles()["Kim"] == "viewer"

    studio(story)


def test_that_an_invitation_is_declined_at_the_second_click(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.directory("Ann").invite("film", team.email("Kim"), "editor")
        team.sign_in("Kim")
        dialog = Dialog(page, team.projects(), "teamProjects")
        dialog.until(lambda: len(dialog.rows("teamInvitationList")) == 2)
        dialog.choose("teamInvitationList", "Editor")
        dialog.press("teamProjectsDecline")
        assert dialog.find(QPushButton, "teamProjectsDecline").text() == "Really decline?"
        page.idle()
        look(dialog.view, "decline")
        dialog.choose("teamInvitationList", "Viewer")
        assert dialog.find(QPushButton, "teamProjectsDecline").text() == "Decline"
        assert len(team.directory("Ann").pending("film")) == 2
        dialog.press("teamProjectsDecline")
        dialog.press("teamProjectsDecline")
        dialog.until(lambda: [row.split(" | ")[1] for row in dialog.rows("teamInvitationList")] == ["Editor"])
        assert dialog.said() == "The invitation to “Harbor Lights” is declined."
        look(dialog.view, "declined")
        assert [each.invitation.role for each in team.directory("Ann").pending("film")] == ["editor"]
        assert team.opened == []
        dialog.view.close()

    studio(story)


def test_that_an_invitation_taken_back_meanwhile_is_told(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Kim")
        dialog = Dialog(page, team.projects(), "teamProjects")
        dialog.until(lambda: dialog.rows("teamInvitationList") != [])
        (pending,) = team.directory("Ann").pending("film")
        team.directory("Ann").revoke("film", pending.invite_id)
        dialog.press("teamProjectsJoin")
        dialog.until(lambda: "no longer there" in dialog.said())
        dialog.press("teamProjectsAgain")
        dialog.until(lambda: "have an owner of one invite kim@example.org" in dialog.said())
        assert team.opened == []
        dialog.view.close()

    studio(story)


def test_that_an_owner_looks_after_the_people(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Ann")
        dialog = Dialog(page, team.people(), "members")
        dialog.until(
            lambda: (
                dialog.rows("memberList")
                == [
                    "Ann (you) | ann@example.org | Project's owner",
                    "Bob | bob@example.org | Editor",
                    "Vera | vera@example.org | Viewer",
                ]
            )
        )
        assert not dialog.shown("memberRemove") and not dialog.shown("memberLeave")
        dialog.choose("memberList", "Vera")
        role = dialog.find(QComboBox, "memberRole")
        assert role.isVisible() and role.currentData() == "viewer"
        role.setFocus()
        QTest.keyClick(role, Qt.Key.Key_Up)
        dialog.until(lambda: "Vera | vera@example.org | Editor" in dialog.rows("memberList"))
        dialog.choose("memberList", "Bob")
        dialog.press("memberRemove")
        assert dialog.find(QPushButton, "memberRemove").text() == "Really remove?"
        dialog.choose("memberList", "Vera")
        assert dialog.find(QPushButton, "memberRemove").text() == "Remove"
        dialog.choose("memberList", "Bob")
        dialog.press("memberRemove")
        dialog.press("memberRemove")
        dialog.until(lambda: len(dialog.rows("memberList")) == 2)
        assert team.roles() == {"Ann": "owner", "Vera": "editor"}
        dialog.choose("memberList", "Vera")
        dialog.press("memberHandOver")
        dialog.press("memberHandOver")
        dialog.until(lambda: "Vera | vera@example.org | Project's owner" in dialog.rows("memberList"))
        dialog.view.close()

    studio(story)


def test_that_an_owner_invites_copies_the_invitation_and_takes_it_back(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Ann")
        dialog = Dialog(page, team.people(), "members")
        dialog.until(lambda: dialog.shown("memberEmail"))
        email = dialog.find(QLineEdit, "memberEmail")
        email.setText("lee at home")
        dialog.press("memberInvite")
        assert "no e-mail address" in dialog.said()
        email.setText("Lee@example.org")
        QTest.keyClick(email, Qt.Key.Key_Return)
        dialog.until(lambda: len(dialog.rows("memberInvitationList")) == 2)
        assert "copy the invitation" in dialog.said() and email.text() == ""
        assert dialog.rows("memberInvitationList")[1].startswith("lee@example.org | Editor | ")
        dialog.press("memberCopy")
        copied = QGuiApplication.clipboard().text()
        assert "“Harbor Lights”" in copied and "sign in as lee@example.org" in copied
        assert read_team_config(copied.splitlines()[-1]).project_id == emulator.firebase_project
        dialog.press("memberRevoke")
        dialog.until(lambda: len(dialog.rows("memberInvitationList")) == 1)
        assert "taken back" in dialog.said()
        dialog.view.close()

    studio(story)


def test_that_a_member_only_looks_and_may_leave(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        dialog = Dialog(page, team.people(), "members")
        dialog.until(lambda: len(dialog.rows("memberList")) == 3)
        for name in ("memberRole", "memberRemove", "memberHandOver", "memberEmail"):
            assert not dialog.shown(name)
        dialog.press("memberLeave")
        assert not team.has_left
        dialog.press("memberLeave")
        page.until(lambda: team.has_left)
        assert team.roles() == {"Ann": "owner", "Vera": "viewer"}

    studio(story)


def test_that_a_team_out_of_reach_is_told_with_a_way_to_try_again(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer
) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        away = PersonToken(lambda: "away", lambda: "away")
        place = TeamPlace("demo-away", "", emulator="127.0.0.1:9")
        directories = [TeamDirectory(place, away), team.directory("Bob")]
        view = TeamProjectsView(
            page.window,
            team.access,
            page.window.services.tasks,
            directory=lambda: directories.pop(0),
            open_team=team.opened.append,
        )
        view.show()
        dialog = Dialog(page, view, "teamProjects")
        dialog.until(lambda: "cannot be reached" in dialog.said())
        dialog.press("teamProjectsAgain")
        dialog.until(lambda: dialog.rows("teamProjectList") != [])
        assert dialog.said() == ""
        view.close()

    studio(story)


def test_that_a_first_fetch_tells_how_far_it_is_and_leaves_nothing_where_it_is_stopped(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.place)

    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        team.write_scenes(400)
        # The members too; the invitation is nobody's of whom Bob may know.
        count = 400 + 3
        replica = TeamReplica(firebase_project=emulator.firebase_project, project="film", uid=Uid(team.uid("Bob")))
        opened: list[Path] = []
        window, tasks = page.window, page.window.services.tasks
        view = FetchView(window, team.access, tasks, replica=replica, title="Harbor Lights", opened=opened.append)
        going = threading.Event()
        view.progressed.connect(lambda *_: going.wait(20), Qt.ConnectionType.DirectConnection)
        view.show()
        view.begin()
        dialog = Dialog(page, view, "fetch")
        bar = dialog.find(QProgressBar, "fetchProgress")
        dialog.until(lambda: bar.maximum() == count)
        assert dialog.find(QLabel, "fetchCount").text() == "0 of 403 documents"
        look(view, "fetch")
        dialog.press("fetchStop")
        going.set()
        page.until(lambda: "Opening" not in tasks.running)
        folder = replica.folder
        assert opened == [] and not folder.exists()
        assert not folder.parent.exists() or list(folder.parent.iterdir()) == []
        again = FetchView(window, team.access, tasks, replica=replica, title="Harbor Lights", opened=opened.append)
        again.show()
        again.begin()
        page.until(lambda: opened == [folder])
        assert len(open_project(folder, read_only=True).contents) == count + 1

    studio(story)


def test_that_a_fetch_ends_with_its_window(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.place)

    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        replica = TeamReplica(firebase_project=emulator.firebase_project, project="film", uid=Uid(team.uid("Bob")))
        tasks = page.window.services.tasks
        view = FetchView(page.window, team.access, tasks, replica=replica, title="Harbor Lights", opened=print)
        told, going = threading.Event(), threading.Event()

        def wait(_done: int, _of: int) -> None:
            told.set()
            going.wait(20)

        view.progressed.connect(wait, Qt.ConnectionType.DirectConnection)
        view.begin()
        page.until(told.is_set)
        tasks.cancel()
        page.until(lambda: "Opening" not in tasks.running)
        assert view.stop.is_set()
        going.set()
        page.until(lambda: not any(each.name.startswith("load") for each in threading.enumerate()))
        assert not replica.folder.exists()
        view.close()

    studio(story)


def test_that_a_fetch_that_fails_says_why_and_can_be_tried_again(
    studio: Play, project: Path, emulator: FirestoreEmulator, server: AuthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:9")

    def story(page: StudioPage) -> None:
        page.open(project)
        team = Team(page, emulator, server)
        team.sign_in("Bob")
        replica = TeamReplica(firebase_project=emulator.firebase_project, project="film", uid=Uid(team.uid("Bob")))
        opened: list[Path] = []
        window, tasks = page.window, page.window.services.tasks
        view = FetchView(window, team.access, tasks, replica=replica, title="Harbor Lights", opened=opened.append)
        view.show()
        view.begin()
        dialog = Dialog(page, view, "fetch")
        dialog.until(lambda: "cannot be reached" in dialog.said())
        look(view, "fetch-failed")
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.place)
        dialog.press("fetchBegin")
        page.until(lambda: opened == [replica.folder])

    studio(story)
