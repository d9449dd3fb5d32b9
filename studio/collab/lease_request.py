"""Requests for the lease of a document: this person's own for what somebody else edits, and who else asks."""

from __future__ import annotations

from studio.collab.document_store import SERVER_TIME, Erase, Put, Write
from studio.collab.lease import request_path
from studio.model.ids import DocPath, Uid


class LeaseRequests:
    """The requests for one document, as one person sees and answers them."""

    def __init__(self, path: DocPath, uid: Uid) -> None:
        self._path, self._uid = path, uid
        self._heard: dict[Uid, str] = {}
        self._to_erase: set[Uid] = set()
        self.is_wanted = False
        """Whether this person asks."""
        self.is_declined = False
        """Whether who has it has answered that they keep it."""

    @property
    def others(self) -> tuple[Uid, ...]:
        """Who else asks, the first first."""
        waiting = self._heard.keys() - {self._uid} - self._to_erase
        return tuple(sorted(waiting, key=lambda uid: (self._heard[uid], uid)))

    @property
    def is_first(self) -> bool:
        """Whether nobody else has asked before this person."""
        mine = self._heard.get(self._uid)
        others = self.others
        return not others or (mine is not None and (mine, self._uid) < (self._heard[others[0]], others[0]))

    def ask(self) -> None:
        """Asks for it."""
        self.is_wanted, self.is_declined = True, False
        self._to_erase.discard(self._uid)

    def withdraw(self) -> None:
        """Asks no longer."""
        self.is_wanted = self.is_declined = False
        if self._uid in self._heard:
            self._to_erase.add(self._uid)

    def decline(self, uid: Uid) -> None:
        """Takes somebody's request away: it is kept."""
        if uid in self._heard:
            self._to_erase.add(uid)

    def heard(self, uid: Uid, at: str | None) -> None:
        """A request as the store has it; None when it is gone."""
        if at is not None:
            self._heard[uid] = at
            if uid == self._uid and not self.is_wanted:
                # Left over: the answer to its writing was lost, or it is of an earlier run.
                self._to_erase.add(uid)
            return
        was_there = self._heard.pop(uid, None) is not None
        if uid == self._uid and was_there and self.is_wanted and uid not in self._to_erase:
            self.is_wanted, self.is_declined = False, True
        self._to_erase.discard(uid)

    def due(self) -> Write | None:
        """What is to be written next."""
        if self._to_erase:
            return Erase(request_path(self._path, min(self._to_erase)))
        if self.is_wanted and self._uid not in self._heard:
            return Put(request_path(self._path, self._uid), {"at": SERVER_TIME})
        return None

    def written(self, write: Write, time: str) -> None:
        """A write of these went through."""
        uid = Uid(write.path.rpartition("/")[2])
        if isinstance(write, Erase):
            self._heard.pop(uid, None)
            self._to_erase.discard(uid)
        else:
            self.heard(uid, time)

    def refused(self, write: Write) -> None:
        """The store does not take a write of these; it is not tried again."""
        if isinstance(write, Erase):
            self._to_erase.discard(Uid(write.path.rpartition("/")[2]))
        else:
            self.is_wanted = False
