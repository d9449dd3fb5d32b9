"""The Document: all documents of a project in memory, and the only way to change them."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from studio.errors import CommitRefused
from studio.model.change_set import LOCAL_USER, AppliedOperation, ChangeSet, Origin
from studio.model.derived_fields import AnchorAfter, Follows, HeadingOf, follow_text, redirected
from studio.model.draft import Draft
from studio.model.ids import (
    PROJECT_PATH,
    DocPath,
    OpId,
    Uid,
    collection_name,
    new_ulid,
    parent_collection,
    parent_document,
    scene_of,
)
from studio.model.operations import Operation
from studio.model.raw_fields import Fields, is_live, sort_key
from studio.model.reader import STORY, DocumentReader, Snapshot, what_is_wrong

Listener = Callable[[ChangeSet], None]

_log = logging.getLogger(__name__)


def utc_now() -> str:
    """The time of this machine as the wire writes it, ``2026-11-21T22:38:20.123456Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Document(DocumentReader):
    """The documents of one project. Only the GUI thread touches it; others read a ``snapshot()``.

    Takes over ``contents`` (path → wire fields): nobody else may change them afterwards. ``heading_of`` gives the
    heading of a scene's text, ``now`` the time that tombstones and journal entries bear. With ``anchor_after`` the
    anchors of boards move with the text by themselves; that is part of no inverse, so no undo is declined for it.
    """

    def __init__(
        self,
        contents: Mapping[DocPath, Mapping[str, Any]],
        *,
        heading_of: HeadingOf,
        anchor_after: AnchorAfter | None = None,
        revision: int = 0,
        now: Callable[[], str] = utc_now,
    ) -> None:
        fields = {path: dict(raw) for path, raw in contents.items()}
        fields.setdefault(PROJECT_PATH, {})
        for path, raw in fields.items():
            if collection_name(path) == "scenes":
                # As a commit would have written them.
                raw.setdefault("status", "draft")
                if "heading" not in raw:
                    raw["heading"] = heading_of(raw.get("script", ""))
        super().__init__(fields, revision=revision)
        self.follows = Follows(heading_of, anchor_after)
        self._now = now
        self._listeners: dict[object, Listener] = {}
        self._publishing = False
        self._open_steps: dict[Uid, tuple[str, OpId]] = {}
        self._snapshot: Snapshot | None = None
        self._below: dict[DocPath, set[DocPath]] = {}
        for path in fields:
            if path:
                self._below.setdefault(parent_document(path), set()).add(path)

    def below(self, path: DocPath) -> AbstractSet[DocPath]:
        """The documents directly under a document, in no order, tombstones too."""
        return self._below.get(path, frozenset())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Has the listener called with every ChangeSet, in the order of subscription; returns what ends it.

        A listener is called within the commit, on its thread, with the document already changed. It must not commit:
        that raises RuntimeError, since the listeners after it would hear of the changes in the wrong order; start such
        work on the loop instead. A listener that fails is logged, and the others are still told.
        """
        token = object()
        self._listeners[token] = listener

        def unsubscribe() -> None:
            self._listeners.pop(token, None)

        return unsubscribe

    def snapshot(self) -> Snapshot:
        """The documents as they are now, for good; the same one until the next commit."""
        if self._snapshot is None:
            self._snapshot = Snapshot(self)
        return self._snapshot

    def commit(
        self,
        ops: Sequence[Operation],
        *,
        label: str,
        origin: Origin = "local",
        initiator: str = LOCAL_USER,
        merge_key: str | None = None,
        undoes: Sequence[OpId | None] = (),
        op_ids: Sequence[OpId] = (),
    ) -> ChangeSet:
        """Applies the operations, all or none, and tells the listeners.

        Commits of one initiator in a row with the same ``merge_key`` are one undo step: a drag, a burst of typing.
        ``undoes`` names, operation by operation, what an undo or redo takes back. Changes from outside (``remote``,
        ``rebase``, ``load``) may reach into tombstones and bring their own revisions. Operations that have ids
        already, as a journal's do, keep them: ``op_ids``, one for each.

        Raises:
            CommitRefused: an operation does not fit; nothing was changed.
            RuntimeError: called from within a listener.
        """
        if self._publishing:
            raise RuntimeError("A listener must not commit; start it on the loop, after the change set has gone round.")
        if not ops:
            raise CommitRefused("There is nothing to change; the commit holds no operation.")
        person = Uid(initiator)
        is_ours = origin in ("local", "undo", "redo")
        at = self._now()
        draft = Draft(self._fields.get, self.below, now=at, guards_tombstones=is_ours)
        applied: list[AppliedOperation] = []
        for place, op in enumerate(ops):
            done, inverse = draft.apply(redirected(op, draft, is_ours=is_ours))
            if self.follows.anchor_after is not None:
                follow_text(draft, done, self.follows.anchor_after)
            op_id = op_ids[place] if op_ids else OpId(new_ulid())
            is_stamped = is_ours or bool(op_ids)
            base_rev, rev = draft.stamp(done, inverse, op_id) if is_stamped else draft.revisions(inverse.doc)
            undone = undoes[place] if place < len(undoes) else None
            applied.append(AppliedOperation(op_id, done, inverse, undone, base_rev, rev))
        self.follows.derive(draft)
        self._check(draft)
        before = {path: self._fields.get(path) for path in draft.changed}
        created, deleted = self._take_over(draft)
        change_set = ChangeSet(
            step=self._step(person, origin, merge_key, applied[0].op_id),
            label=label,
            origin=origin,
            initiator=person,
            at=at,
            applied=tuple(applied),
            touched=MappingProxyType(
                {path: frozenset(fields) for path, fields in draft.touched.items() if path in self._fields}
            ),
            created=created,
            deleted=deleted,
            moved=MappingProxyType(draft.moved),
            revision=self._revision,
            merge_key=merge_key,
            before=MappingProxyType(before),
        )
        self._publish(change_set)
        return change_set

    def agree(self, path: DocPath, fields: Fields) -> None:
        """Takes over a document that differs in its bookkeeping only (revision, last operation); nobody is told."""
        self._arrange(path, self._fields.get(path), fields)
        self._fields[path] = fields
        self._typed.forget(path)
        self._snapshot = None

    def end_step(self, initiator: str = LOCAL_USER) -> None:
        """Ends the initiator's open step: the next commit is a step of its own, whatever its merge key."""
        self._open_steps.pop(Uid(initiator), None)

    def _step(self, person: Uid, origin: Origin, merge_key: str | None, op_id: OpId) -> OpId:
        if origin != "local":
            if origin in ("undo", "redo"):
                self.end_step(person)
            return op_id
        open_key, open_step = self._open_steps.get(person, (None, op_id))
        step = open_step if merge_key is not None and merge_key == open_key else op_id
        if merge_key is None:
            self.end_step(person)
        else:
            self._open_steps[person] = (merge_key, step)
        return step

    def _check(self, draft: Draft) -> None:
        for path, touched in draft.touched.items():
            fields = draft.get(path)
            if fields is None:
                continue
            try:
                self._typed.check(path, fields, touched)
            except ValidationError as error:
                raise CommitRefused(f"{path or 'The project'} cannot be like this: {what_is_wrong(error)}.") from error
            except (KeyError, TypeError, AttributeError) as error:
                raise CommitRefused(f"{path or 'The project'} is not formed as it has to be: {error!r}.") from error

    def _take_over(self, draft: Draft) -> tuple[frozenset[DocPath], frozenset[DocPath]]:
        created, deleted = set(), set()
        for path, fields in draft.changed.items():
            old = self._fields.get(path)
            was, is_now = is_live(old), is_live(fields)
            if is_now and not was:
                created.add(path)
            if was and not is_now:
                deleted.add(path)
            self._arrange(path, old, fields)
            if fields is None:
                self._fields.pop(path, None)
                self._typed.forget(path)
                self._below.get(parent_document(path), set()).discard(path)
            else:
                self._fields[path] = fields
                if path:
                    self._below.setdefault(parent_document(path), set()).add(path)
        self._revision += 1
        self._snapshot = None
        return frozenset(created), frozenset(deleted)

    def _arrange(self, path: DocPath, old: Fields | None, new: Fields | None) -> None:
        collection = parent_collection(path)
        self._lists.pop(collection, None)
        name = collection_name(path)
        if name == "boards":
            self._lists.pop(STORY, None)
            self._lists.pop(f"{STORY}/{scene_of(path)}", None)
        before = sort_key(path, old) if old is not None and is_live(old) else None
        after = sort_key(path, new) if new is not None and is_live(new) else None
        if before == after:
            return
        if name == "scenes":
            self._lists.pop(STORY, None)
        keys = self._order.get(collection, ())
        if before is not None:
            place = bisect_left(keys, before)
            keys = keys[:place] + keys[place + 1 :]
        if after is not None:
            place = bisect_left(keys, after)
            keys = (*keys[:place], after, *keys[place:])
        self._order[collection] = keys

    def _publish(self, change_set: ChangeSet) -> None:
        self._publishing = True
        try:
            for listener in tuple(self._listeners.values()):
                try:
                    listener(change_set)
                except Exception:
                    # The commit stands and the other listeners must hear of it, whatever one of them does.
                    _log.exception("A listener failed on “%s” (revision %d).", change_set.label, change_set.revision)
        finally:
            self._publishing = False
