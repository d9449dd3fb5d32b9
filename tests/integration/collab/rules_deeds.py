"""What people try in a team's project, each thing under the words of the tables in test_rules_matrix.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tests.integration.collab.rules_team import REV, Read, Team, Wire

Deed = Callable[[Team], "Read | list[Wire]"]

S1, B1 = "scenes/s1", "scenes/s1/boards/b1"
T1, L1 = f"{B1}/takes/t1", f"{B1}/layers/l1"
_LEASE = ("lockedBy", "lockedAt", "lockSession")


def _own(who: str) -> str:
    return who or "nobody"


def _later(**ahead: float) -> datetime:
    return datetime.now(UTC) + timedelta(**ahead)


def _says(text: str, who: str) -> dict[str, Any]:
    return {"uid": who, "text": text}


def _commented(t: Team, who: str, *, uid: str | None = None, text: str = "Closer?") -> list[Wire]:
    return t.make(f"{S1}/comments/new", who, _says(text, who if uid is None else uid), now=("createdAt",))


def _brings_comment(t: Team, who: str) -> list[Wire]:
    fields = {**_says("Closer?", "else"), "createdAt": _later(days=-400)}
    entry, comment = t.make(f"{S1}/comments/new", who, fields, at=_later(days=-400), by=who)
    entry["updateTransforms"] = [{"fieldPath": "importedAt", "setToServerValue": "REQUEST_TIME"}]
    return [entry, comment]


def _arrives(t: Team, who: str, *, by: str | None = None, invite: str = "i1", role: str = "editor") -> list[Wire]:
    return [
        t.patch("", {f"memberRoles.{_own(who)}": role}),
        t.put(f"members/{_own(who)}", {"uid": who, "role": role, "inviteId": invite, "email": f"{who}@example.org"}),
        t.patch(f"invites/{invite}", {"acceptedBy": by or who}, now=("acceptedAt",)),
    ]


def _invites(t: Team, who: str, **other: Any) -> list[Wire]:
    fields = {"email": "kim@example.org", "role": "viewer", "expireAt": _later(days=7), **other}
    return [t.put("invites/new", fields, now=("createdAt",))]


def _moves_board(t: Team, who: str) -> list[Wire]:
    there = "scenes/s3/boards/b1"
    fields = {"action": "She waits.", "rev": REV + 1, "lastOpId": "op"}
    return [
        t.entry("op", who, B1, kind="move", after={"path": there, "orderKey": "V"}),
        t.put(there, fields),
        t.put(f"{there}/takes/t1", {"kind": "picture", "rev": REV, "lastOpId": "o3"}),
        t.put(f"{there}/layers/l1", {"kind": "ink", "rev": REV, "lastOpId": "o3"}),
        *(t.erase(path) for path in (L1, T1, B1)),
    ]


def _large_batch(t: Team, who: str) -> list[Wire]:
    paths = [f"scenes/new{number}" for number in range(30)]
    fields = {"script": "INT. A HALL", "rev": 1, "lastOpId": "other", "lastCommit": "op"}
    made = [t.put(path, {**fields, "lastOpId": f"op{number}"}) for number, path in enumerate(paths)]
    edited = {"script": "x", "rev": REV + 1, "lastOpId": "last", "lastCommit": "op"}
    touches = {**dict.fromkeys(paths, 1), S1: REV + 1}
    head = t.entry("op", who, paths[0], rev=1, kind="create", epoch=None, touches=touches, epochs={S1: 4})
    return [head, *made, t.patch(S1, edited)]


def _brings_history(t: Team, who: str, **other: Any) -> list[Wire]:
    long_ago = {"at": _later(days=-400), "by": who, **other}
    entry = t.entry("op", "me", "tracks/new", rev=57, **long_ago)
    entry["updateTransforms"] = [{"fieldPath": "importedAt", "setToServerValue": "REQUEST_TIME"}]
    return [entry, t.put("tracks/new", {"rev": 57, "lastOpId": "op"})]


def _found(t: Team, who: str, roles: dict[str, str]) -> list[Wire]:
    fresh = Team(t.emulator)
    mine = {"uid": who, "role": "owner"}
    project = {"title": "Mine", "ownerId": who, "memberRoles": roles, "schemaVersion": 1}
    return [fresh.put("", project), fresh.put(f"members/{_own(who)}", mine)]


def _kept_in(kind: str) -> dict[str, Deed]:
    return {
        f"{kind}: make one": lambda t: t.make(f"{kind}/new", t.who, {"uid": t.who}),
        f"{kind}: change one": lambda t: t.edit(f"{kind}/x", t.who, {"note": "x"}),
        f"{kind}: change one without a journal": lambda t: t.edit(f"{kind}/x", t.who, {"note": "x"})[1:],
        f"{kind}: erase one": lambda t: [t.erase(f"{kind}/x")],
    }


KEPT: Final = ("tasks", "proposals", "conversations", "conversations/x/turns", "calls", "tracks", "markers", "versions")

DEEDS: Final[dict[str, Deed]] = {
    # Reading
    "read the project": lambda _: Read(""),
    "read a scene": lambda _: Read(S1),
    "list the scenes": lambda _: Read("scenes", is_query=True),
    "ask for all boards of the project": lambda _: Read("boards", is_query=True, is_below=True),
    "read the journal": lambda _: Read("journal", is_query=True),
    "read who is there": lambda _: Read("presence", is_query=True),
    "list the invitations": lambda _: Read("invites", is_query=True),
    "find the invitations for Sam": lambda _: Read(
        "invites", is_query=True, is_below=True, where=("email", "sam@example.org")
    ),
    "read an unknown collection": lambda _: Read("unknown/x"),
    "write an unknown collection": lambda t: t.make("unknown/new", t.who, {"a": 1}),
    # The project
    "found a project of one's own": lambda t: _found(t, t.who, {_own(t.who): "owner"}),
    "found a project in another's name": lambda t: _found(t, t.who, {_own(t.who): "owner", "eve": "owner"}),
    "title the project": lambda t: t.edit("", t.who, {"title": "x"}),
    "title the project without a journal": lambda t: t.edit("", t.who, {"title": "x"})[1:],
    "erase the project": lambda t: [t.erase("")],
    "make oneself an owner": lambda t: [t.patch("", {f"memberRoles.{_own(t.who)}": "owner", "updatedAt": 1})],
    "make the viewer an editor": lambda t: [
        t.patch("", {"memberRoles.vera": "editor"}),
        t.patch("members/vera", {"role": "editor"}),
    ],
    "make the viewer an editor, journaled": lambda t: t.edit("", t.who, {"memberRoles.vera": "editor"}),
    "give somebody a role there is not": lambda t: [t.patch("", {"memberRoles.vera": "king"})],
    "remove an editor": lambda t: [t.patch("", {}, gone=("memberRoles.eve",)), t.erase("members/eve")],
    "take the role from the project's owner": lambda t: [t.patch("", {"memberRoles.ann": "editor"})],
    "hand the project over": lambda t: [t.patch("", {"memberRoles.eve": "owner", "ownerId": "eve"})],
    "hand the project to a viewer": lambda t: [t.patch("", {"ownerId": "vera"})],
    "raise the schema": lambda t: [t.patch("", {"schemaVersion": 2})],
    "lower the schema": lambda t: [t.patch("", {"schemaVersion": 0})],
    "leave": lambda t: [t.patch("", {}, gone=(f"memberRoles.{_own(t.who)}",)), t.erase(f"members/{_own(t.who)}")],
    # Members
    "say when one was here": lambda t: [t.patch(f"members/{_own(t.who)}", {}, now=("lastActiveAt",))],
    "mark comments as read, journaled": lambda t: t.edit(f"members/{_own(t.who)}", t.who, {"lastReadAt": 5}),
    "say when another was here": lambda t: [t.patch("members/eve", {}, now=("lastActiveAt",))],
    "choose one's name": lambda t: [t.patch(f"members/{_own(t.who)}", {"displayName": "Me"})],
    "have another role in one's own entry": lambda t: [t.patch(f"members/{_own(t.who)}", {"role": "boss"})],
    "erase the entry of who is a member": lambda t: [t.erase("members/eve")],
    "erase the entry of who was removed": lambda t: [t.erase("members/rex")],
    # Invitations
    "invite": lambda t: _invites(t, t.who),
    "invite without an end": lambda t: _invites(t, t.who, expireAt=_later(days=400)),
    "invite as a king": lambda t: _invites(t, t.who, role="king"),
    "invite an address in capitals": lambda t: _invites(t, t.who, email="Kim@Example.org"),
    "take an invitation back": lambda t: [t.erase("invites/other")],
    "decline an invitation": lambda t: [t.erase("invites/i1")],
    "decline an invitation that ran out": lambda t: [t.erase("invites/old")],
    "decline an invitation that was used": lambda t: [t.erase("invites/used")],
    "join as invited": lambda t: _arrives(t, t.who),
    "join as more than invited": lambda t: _arrives(t, t.who, role="owner"),
    "join by an invitation that ran out": lambda t: _arrives(t, t.who, invite="old"),
    "join by an invitation that was used": lambda t: _arrives(t, t.who, invite="used"),
    "join without taking the invitation": lambda t: _arrives(t, t.who)[:2],
    "join for another": lambda t: [*_arrives(t, "kim")[:2], *_arrives(t, "kim", by=t.who)[2:]],
    "take an invitation and not join": lambda t: _arrives(t, t.who)[2:],
    # The journal
    "journal in one's own name": lambda t: [t.entry("op", t.who, "tracks/x")],
    "journal in another's name": lambda t: [t.entry("op", "eve", "tracks/x")],
    "journal in the machine's name": lambda t: [t.entry("op", "offline", "tracks/x", by=t.who)],
    "journal under another's desk": lambda t: [t.entry("op", "offline", "tracks/x", by="eve")],
    "journal of one's own comment": lambda t: [t.entry("op", t.who, f"{S1}/comments/{_own(t.who)}")],
    "journal of another's comment": lambda t: [t.entry("op", t.who, f"{S1}/comments/others")],
    "journal with a client's clock": lambda t: [t.entry("op", t.who, "tracks/x", at=_later(days=-1))],
    "journal under another id": lambda t: [t.entry("op", t.who, "tracks/x", opId="other")],
    "change the journal": lambda t: [t.patch("journal/o3", {"label": "x"})],
    "erase of the journal": lambda t: [t.erase("journal/o3")],
    "bring an older history": lambda t: _brings_history(t, t.who),
    "bring a history under another's desk": lambda t: _brings_history(t, t.who, by="eve"),
    # Scenes
    "make a scene": lambda t: t.make("scenes/new", t.who, {"script": "INT. A"}),
    "make a scene without a journal": lambda t: t.make("scenes/new", t.who, {"script": "INT. A"})[1:],
    "make a scene that is held": lambda t: t.make("scenes/new", t.who, {"lockedBy": t.who, "lockEpoch": 9}),
    "write the script": lambda t: t.edit(S1, t.who, {"script": "x"}),
    "write the prompt": lambda t: t.edit(S1, t.who, {"visual_prompt": "x"}),
    "write a script of a megabyte": lambda t: t.edit(S1, t.who, {"script": "x" * 500_000}),
    "write the script without a journal": lambda t: t.edit(S1, t.who, {"script": "x"})[1:],
    "write the script on an older entry": lambda t: [t.patch(S1, {"script": "x", "rev": REV + 1, "lastOpId": "o4"})],
    "write the script on an entry of elsewhere": lambda t: [
        t.entry("op", t.who, "scenes/s2"),
        *t.edit(S1, t.who, {"script": "x"})[1:],
    ],
    "write the script on an entry of another revision": lambda t: t.edit(S1, t.who, {"script": "x"}, rev=9),
    "write the script, its revision lowered": lambda t: [
        t.entry("op", t.who, S1, rev=2),
        t.patch(S1, {"script": "x", "rev": 2, "lastOpId": "op"}),
    ],
    "write the script without the fence": lambda t: t.edit(S1, t.who, {"script": "x"}, epoch=None),
    "write the script and take the lease along": lambda t: t.edit(S1, t.who, {"script": "x", "lockEpoch": 5}),
    "delete the scene": lambda t: t.edit(S1, t.who, {"deletedAt": _later()}, kind="delete"),
    "bring a scene back": lambda t: [
        t.entry("op", t.who, "scenes/s2"),
        t.patch("scenes/s2", {"rev": REV + 1, "lastOpId": "op"}, gone=("deletedAt",)),
    ],
    "erase a scene": lambda t: [t.erase(S1)],
    "choose the key board": lambda t: t.edit(S1, t.who, {"keyBoardId": "b1"}),
    "mirror the key board": lambda t: [t.patch(S1, {"imageUrl": "media:x", "status": "completed"})],
    "write thirty scenes at once": lambda t: _large_batch(t, t.who),
    "ask for the lease": lambda t: [t.put(f"{S1}/requests/{_own(t.who)}", {}, now=("at",))],
    "ask for the lease in another's name": lambda t: [t.put(f"{S1}/requests/kim", {}, now=("at",))],
    "decline a request": lambda t: [t.erase(f"{S1}/requests/eve")],
    "ask for a board's lease": lambda t: [t.put(f"{B1}/requests/{_own(t.who)}", {}, now=("at",))],
    "decline a board's request": lambda t: [t.erase(f"{B1}/requests/eve")],
    # The stage
    "move a prop": lambda t: t.edit(f"{S1}/stage/current", t.who, {"props.table": 1}),
    "move a prop without a journal": lambda t: t.edit(f"{S1}/stage/current", t.who, {"props.table": 1})[1:],
    "move a prop of a large stage": lambda t: [
        *t.edit(f"{S1}/stage/current", t.who, {}),
        *t.edit(f"{S1}/stage/props-1", t.who, {"props.table": 1})[1:],
    ],
    "another document of the stage": lambda t: [
        t.entry("op", t.who, f"{S1}/stage/current", rev=1),
        t.put(f"{S1}/stage/mine", {"rev": 1, "lastOpId": "op"}),
    ],
    "erase a part of the stage": lambda t: [t.erase(f"{S1}/stage/props-1")],
    # Boards
    "make a board": lambda t: t.make(f"{S1}/boards/new", t.who, {"action": "x"}),
    "write a board": lambda t: t.edit(B1, t.who, {"action": "x"}),
    "write a board without a journal": lambda t: t.edit(B1, t.who, {"action": "x"})[1:],
    "have a board's words follow the text": lambda t: [t.patch(B1, {"anchor": {"start": 1, "end": 2}})],
    "delete a board": lambda t: t.edit(B1, t.who, {"deletedAt": _later()}, kind="delete"),
    "erase a board": lambda t: [t.erase(B1)],
    "move a board to another scene": lambda t: _moves_board(t, t.who),
    "make a take": lambda t: t.make(f"{B1}/takes/new", t.who, {"kind": "picture"}),
    "judge a take": lambda t: t.edit(T1, t.who, {"verdict": "good"}),
    "make a take without a journal": lambda t: t.make(f"{B1}/takes/new", t.who, {"kind": "picture"})[1:],
    "make a layer": lambda t: t.make(f"{B1}/layers/new", t.who, {"kind": "ink"}),
    "draw": lambda t: t.edit(L1, t.who, {"strokes": "media:x"}),
    "erase a layer": lambda t: [t.erase(L1)],
    # Comments
    "comment": lambda t: _commented(t, t.who),
    "comment in another's name": lambda t: _commented(t, t.who, uid="eve"),
    "comment without a journal": lambda t: _commented(t, t.who)[1:],
    "comment with a client's clock": lambda t: t.make(
        f"{S1}/comments/new", t.who, {**_says("x", t.who), "createdAt": _later(days=1)}
    ),
    "bring an older comment along": lambda t: _brings_comment(t, t.who),
    "bring an older comment along without a history": lambda t: _commented(t, t.who, uid="else"),
    "comment without end": lambda t: _commented(t, t.who, text="x" * 9_000),
    "change one's comment": lambda t: t.edit(f"{S1}/comments/{_own(t.who)}", t.who, {"text": "Wider."}),
    "take one's comment back": lambda t: t.edit(f"{S1}/comments/{_own(t.who)}", t.who, {"deletedAt": _later()}),
    "change another's comment": lambda t: t.edit(f"{S1}/comments/others", t.who, {"text": "Wider."}),
    "settle another's comment": lambda t: t.edit(f"{S1}/comments/others", t.who, {"resolvedAt": _later()}),
    "settle one's own comment": lambda t: t.edit(f"{S1}/comments/{_own(t.who)}", t.who, {"resolvedAt": _later()}),
    "have a comment's words follow the text": lambda t: [t.patch(f"{S1}/comments/others", {"anchor": {"start": 1}})],
    "erase one's comment": lambda t: [t.erase(f"{S1}/comments/{_own(t.who)}")],
    # Presence
    "be seen": lambda t: [t.put("presence/new", {"uid": t.who, "expireAt": _later(seconds=40)})],
    "be seen as another": lambda t: [t.put("presence/new", {"uid": "eve", "expireAt": _later(seconds=40)})],
    "be seen for an hour": lambda t: [t.put("presence/new", {"uid": t.who, "expireAt": _later(hours=1)})],
    "be seen on": lambda t: [t.put(f"presence/{_own(t.who)}", {"uid": t.who, "expireAt": _later(seconds=40)})],
    "take another's presence": lambda t: [t.put("presence/others", {"uid": t.who, "expireAt": _later(seconds=40)})],
    "go": lambda t: [t.erase(f"presence/{_own(t.who)}")],
    "have another go": lambda t: [t.erase("presence/others")],
    # The live review
    "present": lambda t: [t.patch("review/current", {"presenter": t.who})],
    "present, journaled": lambda t: t.edit("review/current", t.who, {"presenter": t.who}),
    "end the review": lambda t: [t.erase("review/current")],
    # Leases
    "acquire": lambda t: _acquire(t, t.who),
    "acquire in another's name": lambda t: _acquire(t, t.who, lockedBy="ann"),
    "acquire for an hour": lambda t: _acquire(t, t.who, lockTtl=3600.0),
    "acquire without raising the epoch": lambda t: _acquire(t, t.who, lockEpoch=t.epoch),
    "acquire, raising the epoch by two": lambda t: _acquire(t, t.who, lockEpoch=t.epoch + 2),
    "acquire the board": lambda t: _acquire(t, t.who, at=B1),
    "renew": lambda t: [
        t.patch(S1, {"lockSession": t.session, "lockEpoch": t.known_epoch}, now=("lockedAt",)),
    ],
    "renew by one's own clock": lambda t: [t.patch(S1, {"lockedAt": _later(hours=1)})],
    "release": lambda t: [t.patch(S1, {"lockEpoch": t.known_epoch}, gone=_LEASE)],
    "release, and write": lambda t: t.edit(S1, t.who, {"script": "x", "lockSession": None}),
    "force the release": lambda t: [t.patch(S1, {"lockEpoch": t.epoch + 1}, gone=_LEASE)],
    **{name: deed for kind in KEPT for name, deed in _kept_in(kind).items()},
}
"""By the words that the tables have for it."""


def _acquire(t: Team, who: str, *, at: str = S1, **other: Any) -> list[Wire]:
    mine = {"lockedBy": who, "lockSession": "w9", "lockEpoch": t.epoch + 1, "lockTtl": 30.0, **other}
    return [t.patch(at, mine, now=("lockedAt",))]
