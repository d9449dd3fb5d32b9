"""A person's token for Firestore and Storage: the current one, and a new one when the server no longer takes it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PersonToken:
    """The person's own Firebase ID token. Any thread may ask.

    ``current`` gives the token there is; ``renew`` fetches another. Both may raise SignInNeeded or Unavailable.
    """

    current: Callable[[], str]
    renew: Callable[[], str]
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def renewed_after(self, refused: str) -> str:
        """A token other than the refused one; of several who were refused at once, one fetches it."""
        with self._lock:
            token = self.current()
            return self.renew() if token == refused else token
