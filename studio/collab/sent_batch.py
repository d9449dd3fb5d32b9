"""The batch that is on its way to the store, and what is known of it."""

from __future__ import annotations

from studio.collab.document_store import Conflicted, Denied, SignInNeeded, StoreFailure, TooLarge, Unavailable
from studio.collab.pending_step import Batch
from studio.model.ids import OpId


class SentBatch:
    """At most one at a time; it is there until its own entries come back, or it is known not to be in the store."""

    def __init__(self) -> None:
        self.batch: Batch | None = None
        self.is_accepted = False
        self.must_check = False
        self.is_outdated = False
        """Whether somebody else's changes came since it was made."""
        self._failure: StoreFailure | None = None

    @property
    def is_due_again(self) -> bool:
        """Whether it may not have arrived, and has to be sent once more."""
        return self._failure is not None and not self.is_accepted and not self.must_check

    def send(self, batch: Batch) -> Batch:
        """Sets out."""
        self.end()
        self.batch = batch
        return batch

    def again(self) -> Batch | None:
        """The batch to send once more; None while its answer is out, or when it is in the store."""
        if self.is_accepted or self._failure is None:
            return None
        self._failure = None
        return self.batch

    def accepted(self, batch: Batch) -> None:
        """The store took it."""
        if self.batch is batch:
            self.is_accepted, self._failure = True, None

    def failed(self, batch: Batch, failure: StoreFailure) -> None:
        """The store did not take it, or its answer was lost."""
        if self.batch is not batch:
            return
        self._failure = failure
        match failure:
            case Conflicted() | Denied() | TooLarge():
                # An earlier try may have gone through, its answer lost: then this one fails of its own traces.
                self.must_check = True
            case Unavailable() | SignInNeeded():
                pass
            case _:
                raise TypeError(f"A store does not fail with {failure!r}.")

    def checked(self, op_id: OpId, *, is_there: bool) -> StoreFailure | None:
        """What the look into the journal found; why it is not there, if it is not."""
        if self.batch is None or self.batch.id != op_id or not self.must_check:
            return None
        failure, self._failure, self.must_check = self._failure, None, False
        if is_there:
            self.is_accepted = True
            return None
        return failure

    def end(self) -> None:
        """Nothing is on its way."""
        self.batch, self._failure = None, None
        self.is_accepted = self.must_check = self.is_outdated = False
