"""Two people of a team, each at a window of their own, on Google's emulator with the product's rules."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from studio.collab.document_store import Put, Unavailable
from studio.collab.firestore_token import PersonToken
from studio.collab.team_replica import TeamReplica, replica_in
from studio.collab.team_store import open_team_store
from studio.model.ids import PROJECT_PATH, DocPath, Uid
from studio.ui.account_access import AccountAccess
from studio.ui.share_view import ShareView
from studio.workflows.share_project import share_project
from studio.workflows.team_project import open_from_team
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import CAR, HALL, A, small_film
from tests.gui.test_two_windows import PICTURES, Window, seen, soon
from tests.integration.accounts.conftest import PASSWORD, Ring
from tests.stand_in.auth_server import API_KEY, AuthServer, User, auth_server
from tests.stand_in.firestore_emulator import OWNER, EmulatorProcess, FirestoreEmulator, user_token
from tests.stand_in.storage_server import storage_server
from tests.stand_in.tcp_gate import GateProcess


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    return firestore_process.project()


@pytest.fixture(scope="module")
def server() -> Iterator[AuthServer]:
    with auth_server() as running:
        running.id_token_of = token_of
        for name in ("Ann", "Bob", "Vera"):
            running.add(f"{name.lower()}@example.org", PASSWORD, name=name, is_verified=True)
        yield running


def token_of(user: User) -> str:
    return user_token(user.uid, email=user.email)


def give(replica: TeamReplica, roles: dict[str, str], users: dict[str, User]) -> None:
    """Has just these people belong to a project."""
    named = {users[name].uid: role for name, role in roles.items()}
    members = [
        Put(DocPath(f"members/{users[name].uid}"), {"uid": users[name].uid, "displayName": name}) for name in roles
    ]
    with closing(open_team_store(replica.place(os.environ), PersonToken(lambda: OWNER, lambda: OWNER))) as store:
        for tries_left in reversed(range(5)):
            project = store.get(PROJECT_PATH)
            assert project is not None
            try:
                store.commit([Put(PROJECT_PATH, {**project.fields, "memberRoles": named}), *members])
                return
            except Unavailable as failure:
                # The emulator tells whoever listens, and fails over one that goes at that moment.
                if not (tries_left and "CANCELLED" in str(failure)):
                    raise


class Team:
    """A film that Ann has shared, with Bob as an editor and Vera as a viewer, each on a machine of their own."""

    def __init__(self, folder: Path, emulator: FirestoreEmulator, server: AuthServer) -> None:
        self._folder, self._emulator = folder, emulator
        self._gate = GateProcess(emulator.place)
        self._users = {user.name: user for user in server.users.values()}
        self._environment = {
            "FIRESTORE_EMULATOR_HOST": self._gate.place,
            "FIREBASE_AUTH_EMULATOR_HOST": f"127.0.0.1:{server.port}",
        }
        os.environ.update(self._environment, DREAMFACTORY_HOME=str(folder / "Ann"))
        ann = self._users["Ann"]
        made = share_project(
            small_film(folder / "film"),
            emulator.firebase_project,
            Uid(ann.uid),
            lambda replica: open_team_store(replica.place(os.environ), self._token(ann)),
            name="Ann",
            email=ann.email,
        )
        found = replica_in(made)
        assert found is not None
        self.replica: TeamReplica = found
        self.give({"Bob": "editor", "Vera": "viewer"})

    def give(self, roles: dict[str, str]) -> None:
        """Has these people belong to the project beside Ann, as an owner's tool would."""
        give(self.replica, {"Ann": "owner", **roles}, self._users)

    def window(self, name: str) -> Window:
        """A window of somebody's, who has signed in."""
        user, home = self._users[name], self._folder / name
        os.environ["DREAMFACTORY_HOME"] = str(home)
        replica = self.replica.model_copy(update={"uid": Uid(user.uid)})
        store = open_team_store(replica.place(os.environ), self._token(user))
        folder = open_from_team(replica, store)
        store.close()
        settings = {"apiKey": API_KEY, "projectId": self._emulator.firebase_project}
        (home / "team.json").write_text(json.dumps(settings))
        window = Window(folder, home)
        assert window.ask("sign_in", user.email, PASSWORD)
        return window

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """Nobody reaches the team's store."""
        self._gate.shut()
        yield
        self._gate.open()

    def close(self) -> None:
        """The network ends."""
        self._gate.close()

    def _token(self, user: User) -> PersonToken:
        token = token_of(user)
        return PersonToken(lambda: token, lambda: token)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, emulator: FirestoreEmulator, server: AuthServer) -> Iterator[Team]:
    before = dict(os.environ)
    made = Team(tmp_path_factory.mktemp("team"), emulator, server)
    yield made
    made.close()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def windows(team: Team) -> Iterator[tuple[Window, Window]]:
    both = team.window("Ann"), team.window("Bob")
    yield both
    for window in both:
        window.close()


def test_that_what_one_types_and_where_they_are_is_on_the_others_screen(windows: tuple[Window, Window]) -> None:
    ann, bob = windows
    soon(lambda: ann.ask("people") == ["Bob"] and bob.ask("people") == ["Ann"])
    soon(lambda: ann.ask("saved") == "Shared" == bob.ask("saved"))
    assert ann.ask("has_keyboard")
    ann.ask("type", HALL, "Nobody saw it come. ")
    soon(lambda: "Nobody saw it come." in bob.ask("text"))
    soon(lambda: bob.ask("cursors") == [HALL])
    soon(lambda: ann.ask("lease", HALL) == "Mine" and bob.ask("lease", HALL) == "Theirs")
    bob.ask("draw", A, "Low, from the door.")
    # The script is cut at its headings when Ann leaves the line, so the scenes below are hers for a moment.
    soon(lambda: bob.ask("lease", CAR) == "Free" and ann.ask("saved") == "Shared")
    bob.ask("type", CAR, "It starts. ")
    soon(lambda: ann.ask("notes", A) == "Low, from the door." and "It starts." in ann.ask("text"))
    soon(lambda: ann.ask("saved") == "Shared" == bob.ask("saved"))
    assert ann.ask("text") == bob.ask("text")
    seen("team", ann, bob)


def test_that_who_may_only_look_still_comments_and_who_is_removed_is_told(
    windows: tuple[Window, Window], team: Team
) -> None:
    ann, bob = windows
    assert bob.ask("may_write")
    team.give({"Bob": "viewer"})
    soon(lambda: not bob.ask("may_write"))
    assert bob.ask("say", "Too dark.")
    soon(lambda: "Too dark." in [words for words, *_ in ann.ask("comments")])
    soon(lambda: bob.ask("saved") == "Shared")
    seen("viewer", bob)
    team.give({})
    soon(lambda: bob.ask("saved") == "Saved here · out of the team")
    assert not bob.ask("say", "Anybody?")
    seen("removed", bob)
    team.give({"Bob": "editor"})


def test_that_a_window_alone_goes_on_and_catches_up(windows: tuple[Window, Window], team: Team) -> None:
    ann, _bob = windows
    with team.cut_off():
        ann.ask("draw", A, "By candle light.")
        soon(lambda: ann.ask("saved").startswith("Saved here · 1"))
        seen("away", ann)
    soon(lambda: ann.ask("saved") == "Shared")


def test_that_a_project_is_shared_from_its_window_and_comes_to_another_with_its_pictures(
    studio: Play,
    project: Path,
    tmp_path: Path,
    emulator: FirestoreEmulator,
    server: AuthServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    users = {user.name: user for user in server.users.values()}
    pictures = {file.name for file in (project / "media").iterdir()}
    assert pictures
    with storage_server() as storage:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.place)
        monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", f"127.0.0.1:{server.port}")
        monkeypatch.setenv("FIREBASE_STORAGE_EMULATOR_HOST", storage.url.removeprefix("http://"))
        monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "Ann"))
        for name in ("Ann", "Bob"):
            settings = {"apiKey": API_KEY, "projectId": emulator.firebase_project, "storageBucket": storage.bucket}
            (tmp_path / name).mkdir()
            (tmp_path / name / "team.json").write_text(json.dumps(settings))

        def story(page: StudioPage) -> None:
            access = page.session.account = AccountAccess(backend=Ring())
            page.open(project)
            page.run("file.share")
            page.until(lambda: any("Sign in to your team first" in words for words in page.notices))
            entering = asyncio.get_running_loop().create_task(access.sign_in("ann@example.org", PASSWORD))
            page.until(entering.done)
            for dialog in page.frame.findChildren(QDialog):
                dialog.close()
            page.idle()
            page.run("file.share")
            page.until(lambda: any(each.isVisible() for each in page.frame.findChildren(ShareView)))
            view = next(each for each in page.frame.findChildren(ShareView) if each.isVisible())
            said = view.findChild(QLabel, "shareSaid")
            assert isinstance(said, QLabel) and "ann@example.org" in said.text()
            look(view, "share")
            begin = view.findChild(QPushButton, "shareBegin")
            assert isinstance(begin, QPushButton)
            begin.click()
            page.until(lambda: page.session.window is not None and page.window.services.team is not None)
            saved = page.frame.findChild(QLabel, "savedState")
            assert isinstance(saved, QLabel)
            page.until(lambda: saved.text() == "Shared")
            assert {name.rpartition("/")[2] for name in storage.files} >= pictures
            team = page.window.services.team
            assert team is not None and team.role == "owner"
            own = team.replica
            look(page.frame, "shared")
            give(own, {"Ann": "owner", "Bob": "viewer"}, users)
            bob = own.model_copy(update={"uid": Uid(users["Bob"].uid)})
            monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "Bob"))
            token = token_of(users["Bob"])
            store = open_team_store(bob.place(os.environ), PersonToken(lambda: token, lambda: token))
            folder = open_from_team(bob, store)
            store.close()
            storage.faults.append("hold")
            other = Window(folder, tmp_path / "Bob")
            other.ask("sign_in", "bob@example.org", PASSWORD)
            page.until(lambda: other.ask("saved") == f"Shared · {len(pictures)} media to come")
            seen("media-to-come", other)
            storage.gate.set()

            def came() -> bool:
                return {file.name for file in (folder / "media").iterdir()} >= pictures

            page.until(came)
            page.until(lambda: other.ask("saved") == "Shared")
            assert not [words for words in other.ask("notices") if "Sign in" in words]
            seen("viewer-with-pictures", other)
            assert not other.ask("may_write")
            other.close()

        studio(story)


def look(widget: QWidget, name: str) -> None:
    """Keeps a picture, for who wants to look at it."""
    if PICTURES:
        widget.grab().save(f"{PICTURES}/{name}.png")
