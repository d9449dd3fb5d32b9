"""Reading what strangers made in a process of its own: with limits, and thrown away if it hangs or dies."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from studio.errors import MediaError

T = TypeVar("T")

_MEMORY_BYTES = 3 << 30
_CPU_S = 600


def limited_child(
    work: Callable[..., Iterator[T]], *arguments: Any, name: str, patience_s: float = 30.0
) -> Generator[T, None, None]:
    """Yields what a module's generator yields in a child process; closing the generator ends the child.

    The child may take ``patience_s`` for each of them, has limits of memory and time, and cannot write files.
    ``name`` is what the person calls what is read.

    Raises:
        MediaError: as ``work`` says, or the child hung or died.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work, arguments), name="media", daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            if not ours.poll(patience_s):
                raise MediaError(f"{name} takes too long to read; it may be damaged.")
            try:
                kind, value = ours.recv()
            except EOFError as error:
                raise MediaError(f"{name} cannot be read; reading it failed unexpectedly.") from error
            if kind == "failed":
                raise MediaError(value)
            if kind == "end":
                return
            yield value
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _serve(connection: Connection, work: Callable[..., Iterator[Any]], arguments: tuple[Any, ...]) -> None:
    _limit()
    with suppress(OSError):  # nobody waits for it any more
        try:
            for item in work(*arguments):
                connection.send(("item", item))
        except MediaError as error:
            connection.send(("failed", error.message))
        else:
            connection.send(("end", None))


def _limit() -> None:
    """Where the system has no such limits, the patience of the parent is the only one."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, _CPU_S), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, _MEMORY_BYTES)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
