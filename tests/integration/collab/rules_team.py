"""A team's project in the emulator, and the writes that the people of it try."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.stand_in.firestore_emulator import OWNER, FirestoreEmulator, user_token
from tests.stand_in.google_emulator import Answer

Wire = dict[str, Any]
_numbers = itertools.count(1)

ROLES = {"ann": "owner", "bob": "editor", "eve": "editor", "vera": "viewer"}
"""Rex was removed, Sam was never there, and ``""`` has not signed in."""
REV = 3
"""The revision of every document at first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A lease as it stands in a document: whose, of which session and epoch, and how old by the server's time."""

    uid: str
    session: str = "w1"
    epoch: int = 4
    age_s: float = 1.0

    def fields(self) -> dict[str, Any]:
        """The lease fields."""
        at = datetime.now(UTC) - timedelta(seconds=self.age_s)
        return {
            "lockedBy": self.uid,
            "lockSession": self.session,
            "lockEpoch": self.epoch,
            "lockedAt": at,
            "lockTtl": 30.0,
        }


@dataclass(frozen=True, slots=True)
class Read:
    """Reads one document, or asks for all of a kind: of a collection, or anywhere ``below`` the project."""

    path: str
    is_query: bool = False
    is_below: bool = False
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """One project of its own, seeded past the rules.

    ``who`` tries it. ``epoch`` is the lease's as it stands; ``session`` and ``known_epoch`` are
    what who writes takes to be theirs.
    """

    emulator: FirestoreEmulator
    who: str = "bob"
    epoch: int = 4
    known_epoch: int = 4
    session: str = "w1"
    project: str = field(default_factory=lambda: f"p{next(_numbers)}")

    def name(self, path: str) -> str:
        """As the wire names a document."""
        return "/".join(filter(None, (self.emulator.documents, "projects", self.project, path)))

    def put(self, path: str, fields: Mapping[str, Any], *, now: Sequence[str] = ()) -> Wire:
        """Makes a document; the fields in ``now`` get the server's time."""
        return {
            "update": {"name": self.name(path), "fields": encoded(fields)},
            "updateTransforms": [{"fieldPath": name, "setToServerValue": "REQUEST_TIME"} for name in now],
        }

    def patch(self, path: str, fields: Mapping[str, Any], *, now: Sequence[str] = (), gone: Sequence[str] = ()) -> Wire:
        """Changes some fields of a document that is there, and takes those in ``gone`` away."""
        nested: dict[str, Any] = {}
        for name, value in fields.items():
            holder = nested
            *above, last = name.split(".")
            for part in above:
                holder = holder.setdefault(part, {})
            holder[last] = value
        mask = {"updateMask": {"fieldPaths": [*fields, *gone]}, "currentDocument": {"exists": True}}
        return self.put(path, nested, now=now) | mask

    def erase(self, path: str) -> Wire:
        """Takes a document away for good."""
        return {"delete": self.name(path)}

    def entry(self, op: str, who: str, path: str, rev: int = REV + 1, **more: Any) -> Wire:
        """The journal entry of an operation, written now."""
        wire = {"opId": op, "uid": who, "path": path, "rev": rev, "kind": "set", "session": self.session}
        wire["epoch"] = self.known_epoch
        wire = {name: value for name, value in (wire | more).items() if value is not None}
        return self.put(f"journal/{op}", wire, now=() if "at" in wire else ("at",))

    def edit(
        self, path: str, who: str, fields: Mapping[str, Any], *, now: Sequence[str] = (), **entry: Any
    ) -> list[Wire]:
        """An edit with its journal entry."""
        stamped = {**fields, "rev": REV + 1, "lastOpId": "op"}
        return [self.entry("op", who, path, **entry), self.patch(path, stamped, now=now)]

    def make(
        self, path: str, who: str, fields: Mapping[str, Any], *, now: Sequence[str] = (), **entry: Any
    ) -> list[Wire]:
        """A new document with its journal entry."""
        stamped = {"rev": 1, "lastOpId": "op", **fields}
        return [self.entry("op", who, path, rev=1, kind="create", **entry), self.put(path, stamped, now=now)]

    def seed(self, held: Held | None = None) -> Team:
        """Puts the documents there; everybody has a comment and a presence of their own.

        The scene and the board have their leases held as told.
        """
        lease = held.fields() if held else {}
        stamp = {"rev": REV, "lastOpId": "o3"}
        now = datetime.now(UTC)
        lately = {"createdAt": now - timedelta(hours=1)}
        invite = {"role": "editor", "expireAt": now + timedelta(days=7)} | lately
        people = [*ROLES, "rex", "sam", "nobody"]
        documents: dict[str, dict[str, Any]] = {
            "": {"title": "A film", "ownerId": "ann", "memberRoles": ROLES, "schemaVersion": 1, **stamp},
            **{f"members/{uid}": {"uid": uid, "role": role, **stamp} for uid, role in ROLES.items()},
            "members/rex": {"uid": "rex", "role": "editor", **stamp},
            "scenes/s1": {"script": "INT. KITCHEN", "heading": "KITCHEN", **stamp, **lease},
            "scenes/s2": {"script": "EXT. HARBOUR", "deletedAt": now, **stamp},
            "scenes/s1/requests/eve": {"at": now},
            **{f"scenes/s1/comments/{uid}": {"uid": uid, "text": "Mine.", **lately, **stamp} for uid in people},
            "scenes/s1/comments/others": {"uid": "else", "text": "Another's.", **lately, **stamp},
            "scenes/s1/stage/current": {"props": {}, **stamp},
            "scenes/s1/stage/props-1": {"props": {}, **stamp},
            "scenes/s1/boards/b1": {"action": "She waits.", **stamp, **lease},
            "scenes/s1/boards/b1/requests/eve": {"at": now},
            "scenes/s1/boards/b1/takes/t1": {"kind": "picture", **stamp},
            "scenes/s1/boards/b1/layers/l1": {"kind": "ink", **stamp},
            "journal/o4": {
                "opId": "o4",
                "uid": "bob",
                "path": "scenes/s1",
                "rev": REV + 1,
                "kind": "set",
                "at": now - timedelta(seconds=5),
                "session": "w1",
                "epoch": 4,
            },
            "journal/o3": {"opId": "o3", "uid": "bob", "path": "scenes/s1", "rev": 3, "at": now, "kind": "set"},
            **{f"presence/{uid}": {"uid": uid, "expireAt": now + timedelta(seconds=40)} for uid in people},
            "presence/others": {"uid": "else", "expireAt": now + timedelta(seconds=40)},
            "review/current": {"presenter": "ann"},
            "invites/i1": {"email": "sam@example.org", **invite},
            "invites/old": {"email": "sam@example.org", **invite, "expireAt": now - timedelta(days=1)},
            "invites/used": {"email": "sam@example.org", **invite, "acceptedBy": "somebody", "acceptedAt": now},
            "invites/other": {"email": "kim@example.org", **invite},
            "unknown/x": {"a": 1},
        }
        kept = (
            "tasks",
            "proposals",
            "conversations",
            "conversations/x/turns",
            "calls",
            "tracks",
            "markers",
            "versions",
        )
        documents |= {f"{kind}/x": {"uid": "bob", **stamp} for kind in kept}
        answer = self.emulator.commit([self.put(path, fields) for path, fields in documents.items()], token=OWNER)
        assert answer.is_ok, answer
        return self

    def does(self, deed: Read | list[Wire], who: str, *, token: str | None = None) -> Answer:
        """Has somebody try it."""
        token = token or (user_token(who, email=f"{who}@example.org") if who else None)
        if isinstance(deed, list):
            return self.emulator.commit(deed, token=token)
        path = self.name(deed.path)
        if not deed.is_query:
            return self.emulator.ask("GET", f"v1/{path}", token=token)
        above, _, kind = path.rpartition("/")
        above = above if not deed.is_below else self.emulator.documents if deed.where else self.name("")
        query: dict[str, Any] = {"from": [{"collectionId": kind, "allDescendants": deed.is_below}]}
        if deed.where is not None:
            name, value = deed.where
            query["where"] = {
                "fieldFilter": {"field": {"fieldPath": name}, "op": "EQUAL", "value": encoded_value(value)}
            }
        return self.emulator.ask("POST", f"v1/{above}:runQuery", {"structuredQuery": query}, token=token)


def encoded(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as REST has them."""
    return {name: encoded_value(value) for name, value in fields.items()}


def encoded_value(value: Any) -> dict[str, Any]:
    """A value as REST has it."""
    match value:
        case None:
            return {"nullValue": None}
        case bool():
            return {"booleanValue": value}
        case int():
            return {"integerValue": str(value)}
        case float():
            return {"doubleValue": value}
        case datetime():
            return {"timestampValue": value.isoformat().replace("+00:00", "Z")}
        case Mapping():
            return {"mapValue": {"fields": encoded(value)}}
        case list() | tuple():
            return {"arrayValue": {"values": [encoded_value(item) for item in value]}}
        case _:
            return {"stringValue": str(value)}
