"""The leases of one session: acquired by editing, renewed, let go, taken over, asked for; without clock and store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from studio.collab.document_store import Change, Committed, Denied, Fence, StoreFailure, Write
from studio.collab.lease import Free, Lease, LeaseState, guarded_by
from studio.collab.lease_claim import LeaseClaim
from studio.model.ids import DocPath, Uid, collection_name, doc_id, parent_collection, parent_document
from studio.model.operations import Operation

_LEASED = frozenset({"scenes", "boards"})
_REQUEST_RETRY_S = 2.0
_NO_LEASE, _FREE = Lease(), Free()


@dataclass(frozen=True, slots=True)
class LeaseWrite:
    """To commit these writes together, and tell ``answered`` under this number."""

    number: int
    path: DocPath
    writes: tuple[Write, ...]


class LeaseKeeper:
    """Keeps the leases of one session. ``told`` is called with every new state of a document.

    A driver calls ``tick`` about every second and right after the events of a person, commits what it returns, each
    apart, and tells how it went. ``now_s`` is this machine's steady clock everywhere, and no time of the store.

    What waits for the store has its leases acquired and kept: ``pending`` tells of that. While one of them is somebody
    else's, those after it, by path, are let go after a while: so no two sessions, each with what the other waits for,
    wait for ever.
    """

    def __init__(
        self, *, uid: Uid, session: str, told: Callable[[DocPath, LeaseState], None] = lambda _path, _state: None
    ) -> None:
        self._uid, self._session, self._tell = uid, session, told
        self._quiet: dict[DocPath, tuple[Lease, str]] = {}
        self._claims: dict[DocPath, LeaseClaim] = {}
        self._told: dict[DocPath, LeaseState] = {}
        self._pending: frozenset[DocPath] = frozenset()
        self._is_live = True
        self._count = 0
        self._lease_flights: dict[int, DocPath] = {}
        self._request_flights: dict[int, tuple[DocPath, Write]] = {}
        self._request_retry_s: dict[DocPath, float] = {}

    @property
    def is_at_rest(self) -> bool:
        """Whether no tick is needed until something happens."""
        return all(claim.is_at_rest and claim.requests.due() is None for claim in self._claims.values())

    @property
    def collections(self) -> frozenset[str]:
        """The collections of the documents that somebody edits or wants: all of them have to be heard."""
        return frozenset(parent_collection(path) for path, claim in self._claims.items() if not claim.is_at_rest)

    @property
    def request_collections(self) -> frozenset[str]:
        """The collections with requests that matter now: those of the documents that somebody edits or wants."""
        return frozenset(f"{path}/requests" for path, claim in self._claims.items() if not claim.is_at_rest)

    def begin_editing(self, path: DocPath, *, now_s: float) -> None:
        """The person begins to edit what a document's lease guards."""
        self._claim(path).typed(now_s)
        self._look(path, now_s)

    def typed(self, path: DocPath, *, now_s: float) -> None:
        """The person goes on; begins where it was let go meanwhile."""
        self.begin_editing(path, now_s=now_s)

    def leave(self, path: DocPath, *, now_s: float) -> None:
        """The person is elsewhere."""
        if path in self._claims:
            self._claims[path].left()
            self._look(path, now_s)

    def leave_all(self, *, now_s: float) -> None:
        """The person closes the project."""
        for path, claim in self._claims.items():
            claim.requests.withdraw()
            self.leave(path, now_s=now_s)

    def pending(self, paths: Iterable[DocPath], *, now_s: float) -> None:
        """The documents whose leases guard what waits for the store (``guarded_by`` of every operation not shared)."""
        pending = frozenset(paths)
        if pending == self._pending:
            return
        for path in self._pending - pending:
            self._claim(path).pending(is_there=False)
            self._look(path, now_s)
        self._pending = pending
        self._wait_for(now_s)

    def take_over(self, path: DocPath, *, now_s: float) -> None:
        """The person wants a lease that has run out, or one back that was taken from them and is free."""
        self._claim(path).take(now_s)

    def force_release(self, path: DocPath, *, now_s: float) -> None:
        """An owner of the project takes a lease away from who has it; it is free then."""
        self._claim(path).force(now_s)

    def ask(self, path: DocPath, *, now_s: float) -> None:
        """The person asks for a lease of somebody else; it is acquired as soon as they let go."""
        self._claim(path).requests.ask()
        self._look(path, now_s)

    def withdraw(self, path: DocPath, *, now_s: float) -> None:
        """The person asks no longer."""
        self._claim(path).requests.withdraw()
        self._look(path, now_s)

    def keep(self, path: DocPath, uid: Uid, *, now_s: float) -> None:
        """Answers a request: it is kept."""
        self._claim(path).requests.decline(uid)
        self._look(path, now_s)

    def hand_over(self, path: DocPath, *, now_s: float) -> None:
        """Answers requests: it is let go, and whoever asked first gets it."""
        self._claim(path).hand_over(now_s)
        self._look(path, now_s)

    def follow(self, change: Change, *, now_s: float) -> None:
        """Takes over what the store tells, whatever document it is."""
        path, kind = change.path, collection_name(change.path)
        fields = change.document.fields if change.document is not None else None
        if kind == "requests":
            at = None if fields is None else str(fields.get("at", ""))
            self.heard_request(parent_document(path), Uid(doc_id(path)), at, now_s=now_s)
        elif kind in _LEASED:
            version = change.document.version if change.document is not None else None
            self.heard(path, Lease.of(fields), version, now_s=now_s)

    def heard(self, path: DocPath, lease: Lease, version: str | None, *, now_s: float) -> None:
        """A document's lease and version as the store has them; without a version the document is gone."""
        claim = self._claims.get(path)
        if claim is None and not lease.session:
            if version is None:
                self._quiet.pop(path, None)
            else:
                self._quiet[path] = (lease if lease != _NO_LEASE else _NO_LEASE, version)
            return
        (claim or self._claim(path)).heard(lease, version, now_s)
        self._look(path, now_s)

    def heard_request(self, path: DocPath, uid: Uid, at: str | None, *, now_s: float) -> None:
        """A request as the store has it; None when it is gone."""
        self._claim(path).requests.heard(uid, at)
        self._look(path, now_s)

    def watch(self, *, is_live: bool, now_s: float) -> None:
        """Whether the store is heard just now; while it is not, nothing is known to have run out."""
        if is_live and not self._is_live:
            for claim in self._claims.values():
                claim.watched_anew(now_s)
        self._is_live = is_live

    def tick(self, now_s: float) -> tuple[LeaseWrite, ...]:
        """What is to be written now."""
        self._wait_for(now_s)
        writes: list[LeaseWrite] = []
        for path, claim in self._claims.items():
            due = claim.due(now_s, is_live=self._is_live)
            if due is not None:
                self._count += 1
                self._lease_flights[self._count] = path
                writes.append(LeaseWrite(self._count, path, due[1]))
            request = claim.requests.due()
            if request is not None and now_s >= self._request_retry_s.get(path, 0.0):
                self._count += 1
                self._request_flights[self._count] = (path, request)
                # Until it is answered.
                self._request_retry_s[path] = float("inf")
                writes.append(LeaseWrite(self._count, path, (request,)))
            self._look(path, now_s)
        return tuple(writes)

    def answered(self, number: int, outcome: Committed | StoreFailure, *, now_s: float) -> None:
        """How it went with a write."""
        if number in self._request_flights:
            path, write = self._request_flights.pop(number)
            if isinstance(outcome, StoreFailure):
                self._request_retry_s[path] = now_s + _REQUEST_RETRY_S
                if isinstance(outcome, Denied):
                    self._claims[path].requests.refused(write)
            else:
                del self._request_retry_s[path]
                self._claims[path].requests.written(write, outcome.time)
        else:
            path = self._lease_flights.pop(number)
            if isinstance(outcome, StoreFailure):
                self._claims[path].failed(outcome, now_s)
            else:
                self._claims[path].done(outcome, now_s)
        self._look(path, now_s)

    def state(self, path: DocPath, *, now_s: float) -> LeaseState:
        """Whose a document is."""
        return self._claim(path).state(now_s, is_live=self._is_live)

    def may_write(self, path: DocPath, *, now_s: float) -> bool:
        """Whether what a document's lease guards may be sent to the store now."""
        claim = self._claims.get(path)
        return claim is not None and claim.may_write(now_s)

    def fence_of(self, op: Operation) -> Fence | None:
        """The fence that an operation has to pass; None where nothing guards what it changes."""
        path = guarded_by(op)
        claim = self._claims.get(path) if path is not None else None
        return claim.fence if claim is not None else None

    def _wait_for(self, now_s: float) -> None:
        is_held_up = False
        for path in sorted(self._pending):
            claim = self._claim(path)
            claim.pending(is_there=True)
            if is_held_up:
                claim.step_back(now_s)
            is_held_up = is_held_up or (claim.is_known and not claim.is_held)
            self._look(path, now_s)

    def _claim(self, path: DocPath) -> LeaseClaim:
        claim = self._claims.get(path)
        if claim is None:
            claim = self._claims[path] = LeaseClaim(path, uid=self._uid, session=self._session)
            known = self._quiet.pop(path, None)
            if known is not None:
                claim.heard(*known, now_s=0.0)
        return claim

    def _look(self, path: DocPath, now_s: float) -> None:
        state = self._claims[path].state(now_s, is_live=self._is_live)
        if state != self._told.get(path, _FREE):
            self._told[path] = state
            self._tell(path, state)
