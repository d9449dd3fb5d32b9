"""A process of its own in which strangers' files are read: bounded in memory and time, unable to write a file."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, Self, TypeVar

from studio.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")
MOST_BYTES = 4 * 1024**3
MOST_SECONDS = 120.0


class ReadingProcess:
    """Runs functions of modules in a spawned process, which is started when first needed and anew when it died.

    Use it in a ``with``.
    """

    def __init__(self, *, most_seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES) -> None:
        self._most_seconds, self._most_bytes = most_seconds, most_bytes
        self._context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``work`` returns there.

        Raises:
            InputError: it raised one, took too long, or the process died of it.
        """
        line = self._ready()
        try:
            line.send((work, args, kwargs))
            if not line.poll(self._most_seconds):
                self.close()
                raise InputError(f"reading it took longer than {self._most_seconds:g} seconds, so it was left alone.")
            is_done, answer = line.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise InputError("reading it needed more memory than there is for one model; simplify it first.") from error
        if is_done:
            result: T = answer
            return result
        raise InputError(str(answer))

    def close(self) -> None:
        """Ends the process."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None

    def _ready(self) -> Connection:
        if self._line is None:
            self._line, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_serve, args=(theirs, self._most_bytes), daemon=True)
            self._process.start()
            theirs.close()
        return self._line


def _serve(line: Connection, most_bytes: int) -> None:
    """Answers until the other end is gone."""
    # Ctrl-C goes to the whole group of processes; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(most_bytes)
    while True:
        try:
            work, args, kwargs = line.recv()
        except EOFError:
            return
        line.send(_answer(work, args, kwargs))


def _answer(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, work(*args, **kwargs)
    except InputError as error:
        return False, error.message
    except MemoryError:
        return False, "it is too large for this machine's memory; simplify it first."
    except (ValueError, LookupError, ArithmeticError, TypeError) as error:
        # What nobody thought of in a stranger's file costs that file, not the import.
        return False, f"it is odd in a way that is not understood ({error}); export it again."
    except OSError as error:
        return False, f"it cannot be read ({error.strerror or error})."


def _limit(most_bytes: int) -> None:
    """No more memory than that, and no file written, where the system can hold a process to it."""
    try:
        import resource
    except ImportError:
        return
    for name, most in ((resource.RLIMIT_AS, most_bytes), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(name)
        resource.setrlimit(name, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
