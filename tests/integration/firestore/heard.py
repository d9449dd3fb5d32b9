"""What a listener was told, to be waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.collab.document_store import Change, Heard, Lost


class Ears:
    """Hears for a test."""

    def __init__(self) -> None:
        self.news: list[Heard | Lost] = []
        self._more = threading.Condition()

    def __call__(self, news: Heard | Lost) -> None:
        with self._more:
            self.news.append(news)
            self._more.notify_all()

    @property
    def changes(self) -> list[Change]:
        return [change for news in self.news if isinstance(news, Heard) for change in news.changes]

    @property
    def losses(self) -> list[Lost]:
        return [news for news in self.news if isinstance(news, Lost)]

    @property
    def resume(self) -> str:
        return next(news.resume for news in reversed(self.news) if isinstance(news, Heard))

    def has(self, path: str) -> bool:
        return any(change.path == path for change in self.changes)

    def wait(self, until: Callable[[Ears], bool], *, within_s: float = 10.0) -> None:
        with self._more:
            assert self._more.wait_for(lambda: until(self), within_s), f"Only this was told: {self.news}"

    def forget(self) -> None:
        with self._more:
            self.news.clear()
