"""Work made ahead in a thread, so that making frames and encoding them fill two cores."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


def made_ahead(items: Iterator[T], *, depth: int) -> Generator[T, None, None]:
    """Yields what ``items`` yields, at most ``depth`` made ahead in a thread; what it raises is raised here.

    Closing the generator ends the thread before it returns.
    """
    ready: Queue[tuple[T] | BaseException | None] = Queue(depth)
    stopped = Event()

    def make() -> None:
        end: BaseException | None = None
        try:
            for item in items:
                ready.put((item,))
                if stopped.is_set():
                    return
        except BaseException as error:  # handed over whole: the consumer raises it
            end = error
        ready.put(end)

    thread = Thread(target=make, name="made-ahead", daemon=True)
    thread.start()
    try:
        while isinstance(got := ready.get(), tuple):
            yield got[0]
        if got is not None:
            raise got
    finally:
        stopped.set()
        while thread.is_alive():
            # The thread may wait for room in the queue: make it.
            try:
                ready.get(timeout=0.01)
            except Empty:
                thread.join(0.01)
