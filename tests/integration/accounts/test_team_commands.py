"""``dreamfactory team`` as a person types it, on Google's emulators with the product's rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.cli import main
from studio.collab.auth_service import AuthService
from studio.collab.document_store import Put
from studio.collab.firestore_token import PersonToken
from studio.collab.project_folder import create_project
from studio.collab.sign_in import Account
from studio.collab.team_settings import TeamSettings, save_team_settings
from studio.collab.team_store import TeamPlace, open_team_store
from studio.command_parser import TEAM_ACTIONS
from studio.errors import InputError, StudioError
from studio.model.ids import PROJECT_PATH, DocPath, board_path, scene_path
from studio.model.operations import Set, Splice
from studio.workflows.key_ring import KeyRing
from studio.workflows.open_project import open_production, reading_project
from studio.workflows.team_commands import USAGE, answer
from tests.integration.accounts.conftest import PASSWORD, Ring
from tests.stand_in.auth_emulator import AuthEmulator
from tests.stand_in.auth_server import API_KEY
from tests.stand_in.firestore_emulator import OWNER, EmulatorProcess, FirestoreEmulator
from tests.stand_in.storage_server import StorageServer, storage_server


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess, auth_process: AuthEmulator) -> FirestoreEmulator:
    return firestore_process.project(auth_process.firebase_project)


class Team:
    """Ann's film, with Vera as a viewer; everybody has a machine of their own."""

    def __init__(self, accounts: AuthEmulator, emulator: FirestoreEmulator) -> None:
        self._accounts, self._emulator = accounts, emulator
        self.storage: StorageServer | None = None
        emulator.clear()
        self._uids = {
            name: accounts.add(self.email(name), PASSWORD, name=name.title(), is_verified=True)
            for name in ("ann", "bob", "vera")
        }
        roles = {self.uid("ann"): "owner", self.uid("vera"): "viewer"}
        store = open_team_store(
            TeamPlace(emulator.firebase_project, "film", emulator=emulator.place),
            PersonToken(lambda: OWNER, lambda: OWNER),
        )
        fields = {"title": "Night", "ownerId": self.uid("ann"), "memberRoles": roles, "schemaVersion": 1}
        members = [
            Put(DocPath(f"members/{self.uid(name)}"), {"uid": self.uid(name), "email": self.email(name), "role": role})
            for name, role in (("ann", "owner"), ("vera", "viewer"))
        ]
        store.commit([Put(PROJECT_PATH, fields), *members])
        store.close()

    def email(self, name: str) -> str:
        return f"{name}@example.org"

    def uid(self, name: str) -> str:
        return self._uids[name]

    def account(self, name: str) -> Account:
        bucket = self.storage.bucket if self.storage is not None else ""
        settings = TeamSettings(api_key=API_KEY, project_id=self._emulator.firebase_project, storage_bucket=bucket)
        account = Account(AuthService(API_KEY, self._accounts.addresses), settings, KeyRing(Ring(), name="team"))
        account.sign_in(self.email(name), PASSWORD)
        return account

    def does(self, name: str, action: str, *words: str, **more: Any) -> Any:
        """What a program is answered."""
        environment = {"FIRESTORE_EMULATOR_HOST": self._emulator.place}
        if self.storage is not None:
            environment["FIREBASE_STORAGE_EMULATOR_HOST"] = self.storage.url.removeprefix("http://")
        told = answer(self.account(name), action, words, environment=environment, **more)
        assert told.lines and all(told.lines)
        return told.wire

    def roles(self) -> dict[str, str]:
        return {each["email"]: each["role"] for each in self.does("ann", "members", "film")["members"]}


@pytest.fixture
def team(emulated: AuthEmulator, emulator: FirestoreEmulator) -> Team:
    return Team(emulated, emulator)


def test_that_somebody_is_invited_joins_gets_another_role_and_leaves(team: Team) -> None:
    assert team.does("bob", "projects") == []
    team.does("ann", "invite", "Night", "Bob@example.org", role="viewer")
    (invited,) = team.does("bob", "invitations")
    assert (invited["project"], invited["title"], invited["role"]) == ("film", "Night", "viewer")
    assert team.does("ann", "members", "film")["invitations"][0]["email"] == "bob@example.org"
    assert team.does("bob", "join", "Night") == {"project": "film", "role": "viewer"}
    assert [(each["id"], each["role"]) for each in team.does("bob", "projects")] == [("film", "viewer")]
    team.does("ann", "role", "film", "bob@example.org", "editor")
    assert team.roles() == {"ann@example.org": "owner", "bob@example.org": "editor", "vera@example.org": "viewer"}
    team.does("bob", "leave", "film")
    team.does("ann", "remove", "film", "vera@example.org")
    assert team.roles() == {"ann@example.org": "owner"}


def test_that_an_invitation_is_taken_back_as_somebody_is_removed(team: Team) -> None:
    team.does("ann", "invite", "film", "bob@example.org")
    team.does("ann", "remove", "film", "bob@example.org")
    assert team.does("bob", "invitations") == []


def test_that_an_invitation_is_declined(team: Team) -> None:
    for role in ("viewer", "editor"):
        team.does("ann", "invite", "film", "bob@example.org", role=role)
    told = team.does("bob", "decline", "Night")
    assert told["project"] == "film" and len(told["declined"]) == 2
    assert team.does("bob", "invitations") == [] == team.does("ann", "members", "film")["invitations"]
    with pytest.raises(InputError, match="no project you are invited to"):
        team.does("bob", "decline", "film")


def test_that_what_cannot_be_is_told_in_a_sentence(team: Team) -> None:
    for name, words, told in (
        ("bob", ("members", "film"), "no project of yours"),
        ("bob", ("join", "film"), "no project you are invited to"),
        ("ann", ("role", "film", "bob@example.org", "editor"), "Nobody in film"),
        ("ann", ("role", "film", "vera@example.org", "king"), "no role 'king'"),
        ("ann", ("leave", "film"), "hand the project over"),
        ("ann", ("invite", "film", "bob"), "no e-mail address"),
        ("ann", ("invite", "film"), "dreamfactory team invite PROJECT ADDRESS"),
    ):
        with pytest.raises(InputError, match=told):
            team.does(name, *words)
    with pytest.raises(StudioError, match="rules do not allow"):
        team.does("vera", "invite", "film", "bob@example.org")


def test_that_nobody_signed_in_is_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["team", "projects"]) == 1
    assert "paste its Firebase configuration" in capsys.readouterr().err
    save_team_settings(TeamSettings(api_key=API_KEY, project_id="film-team"))
    assert main(["team", "projects", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "dreamfactory account sign-in" in said.err and said.err.count("\n") == 1


def test_that_every_action_that_can_be_typed_is_there() -> None:
    assert tuple(USAGE) == TEAM_ACTIONS


def test_that_a_project_is_shared_opened_edited_beside_and_copied_out(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = b"a picture"
    contents: dict[DocPath, dict[str, Any]] = {
        PROJECT_PATH: {"title": "Ferry"},
        scene_path("s1"): {"orderKey": "a", "script": "INT. HALL - NIGHT\n\nMina waits.\n"},
        board_path("s1", "b1"): {"orderKey": "a"},
    }
    folder = create_project(tmp_path / "Ferry", contents)
    production = open_production(folder)
    reference = production.project.media.put(picture, "png")
    production.document.commit([Set(board_path("s1", "b1"), ("imageUrl",), reference)], label="Picture")
    production.close()
    with storage_server() as storage:
        team.storage = storage
        monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "ann"))
        shared = Path(team.does("ann", "share", str(folder))["folder"])
        assert list(storage.files.values()) == [picture]
        team.does("ann", "invite", "Ferry", "bob@example.org")
        team.does("bob", "join", "Ferry")
        monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "bob"))
        told: list[tuple[int, int, str]] = []
        opened = team.does("bob", "open", "Ferry", progress=lambda *how: told.append(how))
        fetched = [(done, of) for done, of, what in told if what == "documents"]
        assert fetched[0][0] == 0 and fetched[-1][0] == fetched[-1][1] > 6
        assert told[len(fetched) :] and {what for _, _, what in told[len(fetched) :]} == {"media"}
        assert told[-1] == (1, 1, "media")
        assert opened["mediaMissing"] == 0 and opened["kept"] == 0
        beside = open_production(Path(opened["folder"]))
        assert beside.project.media.read(reference) == picture
        words = Splice(scene_path("s1"), ("script",), 0, "", "At last. ")
        beside.document.commit([words], label="Type", initiator=beside.uid)
        beside.close()
        team.does("bob", "open", "Ferry")
        monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "ann"))
        assert Path(team.does("ann", "open", "Ferry")["folder"]) == shared
        copied = team.does("ann", "copy", "Ferry", str(tmp_path / "Out"))["folder"]
    with reading_project(Path(copied)) as (documents, media):
        assert str((documents.raw(scene_path("s1")) or {})["script"]).startswith("At last. INT. HALL")
        assert media.read(reference) == picture
        assert "memberRoles" not in (documents.raw(PROJECT_PATH) or {})
