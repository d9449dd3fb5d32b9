"""What a store's rules say of leases, judged by its own clock, as those of Firestore do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from studio.collab.document_store import Denied, Fence, Patch, StoredDocument, Write
from studio.model.ids import DocPath, parent_collection

_GUARDED = ("script", "visual_prompt", "rationale")


def judge_leases(
    writes: Sequence[Write], documents: Mapping[DocPath, StoredDocument], *, now: str, is_owner: bool
) -> None:
    """Before a lease has run out, only an owner ends that of another.

    Raises:
        Denied: somebody else would.
    """
    for write in writes:
        if not isinstance(write, Patch) or ("lockEpoch",) not in write.fields:
            continue
        raw = documents[write.path].fields
        session = write.fields.get(("lockSession",))
        is_own = any(isinstance(each, Fence) and each.path == write.path for each in writes)
        if is_owner or is_own or raw.get("lockSession") in (None, session):
            continue
        if not has_run_out(raw, now=now):
            raise Denied("It has not run out.")


def demand_fences(writes: Sequence[Write], documents: Mapping[DocPath, StoredDocument], *, now: str) -> None:
    """What a scene's lease guards is written by who holds it, and before it has run out.

    Raises:
        Denied: somebody else writes it, or does so late.
    """
    fenced = {write.path for write in writes if isinstance(write, Fence) and write.session}
    for write in writes:
        if not isinstance(write, Patch) or parent_collection(write.path) != "scenes":
            continue
        before = documents[write.path].fields
        if changes_guarded(before, {field[0]: value for field, value in write.fields.items()}) and (
            write.path not in fenced or has_run_out(before, now=now)
        ):
            raise Denied("Nobody writes it without its lease.")


def changes_guarded(before: Mapping[str, Any], changed: Mapping[str, Any]) -> bool:
    """Whether new values of fields touch what a scene's lease guards: its words, and that it is there."""
    is_deleted = changed.get("deletedAt") is not None and before.get("deletedAt") is None
    return is_deleted or any(name in changed and changed[name] != before.get(name) for name in _GUARDED)


def has_run_out(fields: Mapping[str, Any], *, now: str) -> bool:
    """Whether a lease is older than it lasts."""
    age = datetime.fromisoformat(now) - datetime.fromisoformat(fields["lockedAt"])
    return age >= timedelta(seconds=fields["lockTtl"])
