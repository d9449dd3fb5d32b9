"""One document's lease as one session sees it and wants it: a state machine without clock and store."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from studio.collab.document_store import SERVER_TIME, Committed, Conflicted, Denied, Fence, Patch, StoreFailure, Write
from studio.collab.lease import (
    IDLE_S,
    RENEW_S,
    STOP_S,
    TTL_S,
    Asking,
    Free,
    Lease,
    LeaseLost,
    LeaseState,
    LossReason,
    Mine,
    Theirs,
)
from studio.collab.lease_request import LeaseRequests
from studio.model.ids import DocPath, Uid
from studio.model.operations import MISSING

YIELD_S: Final = 30.0
"""Who handed a lease over, or had it taken away, does not take it again of itself for so long."""
PATIENCE_S: Final = 10.0
"""What waits keeps a lease for so long while another one that it may need as well is somebody else's."""
COURTESY_S: Final = 5.0
"""Who asked later waits so long for who asked first."""
_RETRY_S = 2.0
_LONGEST_RETRY_S = 16.0


class LeaseDeed(Enum):
    """What a write does with a lease."""

    ACQUIRE = "acquire"
    RENEW = "renew"
    RELEASE = "release"
    FORCE = "force"


class LeaseClaim:
    """The lease of one document. Times are seconds of this machine's steady clock.

    A write of it counts from when it was sent: the store's time of it is not earlier, so nobody may take over sooner
    than TTL_S after that.
    """

    def __init__(self, path: DocPath, *, uid: Uid, session: str) -> None:
        self.path = path
        self.requests = LeaseRequests(path, uid)
        self._uid, self._session = uid, session
        self._lease = Lease()
        self._version: str | None = None
        self._seen_s = self._since_s = 0.0
        self._epoch = 0
        """Of the lease that this session has; 0 while it has none."""
        self._tried_epoch = self._gone_epoch = self._forced_epoch = self._released_epoch = 0
        self._tried_s = self._renewed_s = 0.0
        self._has_focus = self._has_pending = self._is_here = False
        self._is_forcing = self._is_conflicted = False
        self._input_s = 0.0
        self._flight: tuple[LeaseDeed, float] | None = None
        self._retry_s = self._yields_until_s = self._steps_back_until_s = 0.0
        self._tries = 0
        self._lost: LossReason | None = None

    @property
    def lease(self) -> Lease:
        """The lease as the store has it."""
        return self._lease

    @property
    def is_known(self) -> bool:
        """Whether the store has the document."""
        return self._version is not None

    @property
    def is_held(self) -> bool:
        """Whether this session has it, as far as it knows."""
        return bool(self._epoch)

    @property
    def is_at_rest(self) -> bool:
        """Whether time alone changes nothing about it."""
        is_wanted = self._has_focus or self._has_pending or self._is_forcing or self.requests.is_wanted
        return not (self._lease.session or self._epoch or self._flight or is_wanted or self._lost)

    @property
    def fence(self) -> Fence | None:
        """What a guarded write of this session has to pass; None while it has no lease."""
        return Fence(self.path, self._session, self._epoch) if self._epoch else None

    def may_write(self, now_s: float) -> bool:
        """Whether a guarded write may be sent: the lease is this session's, surely not yet run out, and stays so."""
        is_leaving = self._flight is not None and self._flight[0] is LeaseDeed.RELEASE
        return bool(self._epoch) and not is_leaving and now_s - self._renewed_s < STOP_S

    def typed(self, now_s: float) -> None:
        """The person edits what it guards."""
        self._is_here = True
        is_open = not self._is_theirs or self._is_stale(now_s, is_live=True)
        if is_open and now_s >= self._yields_until_s:
            self._has_focus, self._input_s = True, now_s

    def left(self) -> None:
        """The person is elsewhere."""
        self._has_focus = self._is_here = False
        self._forget_loss()

    def pending(self, *, is_there: bool) -> None:
        """Whether something this guards waits for the store."""
        self._has_pending = is_there
        self._forget_loss()

    def step_back(self, now_s: float) -> None:
        """Lets go of what waits alone has it kept for, as what waits needs more than this and did not get it soon."""
        if self._epoch and now_s - self._since_s >= PATIENCE_S:
            self._steps_back_until_s = now_s + YIELD_S

    def take(self, now_s: float) -> None:
        """The person wants it now: once it has run out, or after it was taken away."""
        self._yields_until_s, self._retry_s = 0.0, now_s
        self._has_focus, self._is_here, self._input_s = True, True, now_s

    def force(self, now_s: float) -> None:
        """Takes it away from who has it."""
        self._is_forcing, self._retry_s = self._is_theirs, now_s

    def hand_over(self, now_s: float) -> None:
        """Lets go of it for somebody else, once what waits is written."""
        self._has_focus = False
        self._yields_until_s = now_s + YIELD_S

    def heard(self, lease: Lease, version: str | None, now_s: float) -> None:
        """The document as the store has it; without a version it is gone. What is older than known is passed over."""
        if lease.epoch < self._lease.epoch and version is not None:
            return
        if version is None:
            self._let_go()
            self._lease, self._version, self._lost = Lease(epoch=self._lease.epoch), None, None
            return
        if self._is_conflicted and version != self._version:
            self._is_conflicted = False
            self._retry_s = min(self._retry_s, now_s)
        old, self._lease, self._version = self._lease, lease, version
        if (old.epoch, old.session, old.at) != (lease.epoch, lease.session, lease.at):
            self._seen_s = now_s
        if (old.epoch, old.session) != (lease.epoch, lease.session):
            self._since_s = now_s
            self._tries, self._retry_s = 0, min(self._retry_s, now_s)
        if lease.session == self._session:
            if not self._epoch and self._gone_epoch < lease.epoch == self._tried_epoch:
                # The answer was lost on its way, not the write.
                self._acquired(lease.epoch, self._tried_s)
            return
        if self._is_released(lease):
            self._let_go()
        elif self._epoch or (self._lost is LossReason.REFUSED and lease.epoch > self._gone_epoch):
            is_early = now_s - self._renewed_s < TTL_S
            self._lose(LossReason.FORCED if is_early else LossReason.TAKEN, now_s)
        elif lease.session:
            self._has_focus = False
            if self._has_pending and self._lost is None:
                self._lost = LossReason.LATE
        if self._is_theirs:
            # Once they are done it may be this session's again.
            self._yields_until_s = 0.0
        else:
            self._is_forcing = False
        self._forget_loss()

    def watched_anew(self, now_s: float) -> None:
        """The store was out of sight for a while: how long a lease stayed the same counts from now."""
        self._seen_s = now_s
        self._tries, self._retry_s = 0, min(self._retry_s, now_s)

    def due(self, now_s: float, *, is_live: bool) -> tuple[LeaseDeed, tuple[Write, ...]] | None:
        """What is to be written now; ``is_live``: the store is heard, so that what was seen is how it is."""
        if self._flight is not None or now_s < self._retry_s or self._version is None:
            return None
        if self._epoch:
            if not self._is_wanted(now_s):
                return self._send(LeaseDeed.RELEASE, now_s)
            return self._send(LeaseDeed.RENEW, now_s) if now_s - self._renewed_s >= RENEW_S else None
        if self._lease.session == self._session and self._lease.epoch == self._tried_epoch > self._gone_epoch:
            return None
        if self._is_forcing and self._is_theirs:
            return self._send(LeaseDeed.FORCE, now_s)
        is_open = not self._lease.session or self._is_stale(now_s, is_live=is_live)
        if not is_open or now_s < self._yields_until_s or not self._is_wanted(now_s):
            return None
        is_only_asked = not self._has_focus and not self._has_pending
        if is_only_asked and not self.requests.is_first and now_s - self._since_s < COURTESY_S:
            return None
        return self._send(LeaseDeed.ACQUIRE, now_s)

    def done(self, committed: Committed, now_s: float) -> None:
        """What was sent went through."""
        assert self._flight is not None
        (deed, sent_s), self._flight = self._flight, None
        self._tries, self._retry_s, self._is_conflicted = 0, now_s, False
        version = committed.versions.get(self.path, self._version)
        match deed:
            case LeaseDeed.ACQUIRE:
                lease = Lease(self._tried_epoch, self._session, self._uid, committed.time)
                if lease.epoch >= self._lease.epoch and self._gone_epoch < lease.epoch:
                    if self._lease.session != self._session or self._lease.epoch != lease.epoch:
                        self._lease, self._version = lease, version
                        self._seen_s = self._since_s = now_s
                    self._acquired(lease.epoch, sent_s)
            case LeaseDeed.RENEW:
                if self._epoch:
                    self._renewed_s = max(self._renewed_s, sent_s)
            case LeaseDeed.RELEASE:
                if self._lease.session == self._session:
                    self._version, self._since_s = version, now_s
                self._let_go()
            case LeaseDeed.FORCE:
                self.heard(Lease(epoch=self._forced_epoch), version, now_s)

    def failed(self, failure: StoreFailure, now_s: float) -> None:
        """What was sent did not go through, or nobody knows."""
        assert self._flight is not None
        (deed, _), self._flight = self._flight, None
        self._tries += 1
        self._is_conflicted = isinstance(failure, Conflicted)
        longest = _RETRY_S if deed is LeaseDeed.RENEW else _LONGEST_RETRY_S
        self._retry_s = now_s + min(_RETRY_S * 2 ** (self._tries - 1), longest)
        is_refused = isinstance(failure, Denied | Conflicted)
        if is_refused and deed is LeaseDeed.RENEW and self._epoch and self._released_epoch != self._epoch:
            self._lose(LossReason.REFUSED, now_s)
            self._forget_loss()
        elif is_refused and deed in (LeaseDeed.RENEW, LeaseDeed.RELEASE):
            # It was let go or lost before; either way it is not this session's.
            self._let_go()
        elif isinstance(failure, Denied) and deed is LeaseDeed.FORCE:
            self._is_forcing = False

    def state(self, now_s: float, *, is_live: bool) -> LeaseState:
        """What the person is told."""
        is_theirs, is_stale = self._is_theirs, self._is_stale(now_s, is_live=is_live)
        if self._epoch and now_s - self._renewed_s < STOP_S:
            return Mine(self.requests.others)
        lost = LossReason.CUT_OFF if self._epoch else self._lost
        who = self._lease.uid if is_theirs else None
        if lost is not None:
            return LeaseLost(lost, who, self._since_s if who else 0.0, is_stale and who is not None)
        if who is None:
            return Free()
        if self.requests.is_wanted:
            return Asking(who, self._since_s, is_stale)
        return Theirs(who, self._since_s, is_stale, self.requests.is_declined)

    @property
    def _is_theirs(self) -> bool:
        return self._lease.session is not None and self._lease.session != self._session

    def _is_stale(self, now_s: float, *, is_live: bool) -> bool:
        """Whether the lease in the store has run out: it was seen to be the same for as long as it lasts."""
        return bool(self._lease.session) and is_live and now_s - self._seen_s >= self._lease.ttl_s

    def _is_wanted(self, now_s: float) -> bool:
        is_editing = self._has_focus and now_s - self._input_s < IDLE_S
        is_waited_for = self._has_pending and now_s >= self._steps_back_until_s
        return is_editing or is_waited_for or (self.requests.is_wanted and not self._epoch)

    def _send(self, deed: LeaseDeed, now_s: float) -> tuple[LeaseDeed, tuple[Write, ...]]:
        self._flight = (deed, now_s)
        mine: dict[tuple[str, ...], Any] = {("lockSession",): self._session, ("lockedAt",): SERVER_TIME}
        nobody: dict[tuple[str, ...], Any] = {(name,): MISSING for name in ("lockedBy", "lockedAt", "lockSession")}
        match deed:
            case LeaseDeed.ACQUIRE:
                if self._tried_epoch != self._lease.epoch + 1:
                    # Of several tries the first may be the one that went through.
                    self._tried_epoch, self._tried_s = self._lease.epoch + 1, now_s
                mine |= {("lockedBy",): self._uid, ("lockEpoch",): self._tried_epoch, ("lockTtl",): TTL_S}
                if not self._lease.session:
                    # Nobody's, in the epoch that is known: edits, one's own above all, are in nobody's way.
                    return deed, (Fence(self.path, "", self._lease.epoch), Patch(self.path, mine))
                return deed, (Patch(self.path, mine, self._version),)
            case LeaseDeed.FORCE:
                self._forced_epoch = self._lease.epoch + 1
                return deed, (Patch(self.path, nobody | {("lockEpoch",): self._forced_epoch}, self._version),)
            case LeaseDeed.RENEW | LeaseDeed.RELEASE:
                # The epoch says that it is still the same lease; the version is another after every edit.
                fields = mine if deed is LeaseDeed.RENEW else nobody
                if deed is LeaseDeed.RELEASE:
                    self._released_epoch = self._epoch
                fence = Fence(self.path, self._session, self._epoch)
                return deed, (fence, Patch(self.path, fields | {("lockEpoch",): self._epoch}))

    def _acquired(self, epoch: int, sent_s: float) -> None:
        self._epoch, self._renewed_s = epoch, sent_s
        self._lost = None
        self._yields_until_s = 0.0
        if self.requests.is_wanted:
            self._has_focus, self._input_s = True, sent_s
        self.requests.withdraw()

    def _is_released(self, lease: Lease) -> bool:
        """Whether it is free because this session let it go, though the answer has not come."""
        return bool(self._epoch) and not lease.session and lease.epoch == self._epoch == self._released_epoch

    def _forget_loss(self) -> None:
        """Once nobody looks at it and nothing waits, nothing is lost."""
        if not (self._is_here or self._has_pending or self._epoch):
            self._lost = None

    def _let_go(self) -> None:
        self._gone_epoch = max(self._gone_epoch, self._epoch)
        if self._lease.session == self._session:
            self._lease = Lease(epoch=self._lease.epoch)
        self._epoch = 0

    def _lose(self, reason: LossReason, now_s: float) -> None:
        self._gone_epoch = max(self._gone_epoch, self._epoch)
        self._epoch, self._lost = 0, reason
        self._has_focus = False
        if reason is LossReason.FORCED:
            self._yields_until_s = now_s + YIELD_S
