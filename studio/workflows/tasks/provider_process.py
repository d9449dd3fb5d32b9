"""A provider in a process of its own: reading an answer of eight megabytes never holds up the window.

The SDK is imported there, the key goes there through the pipe it is started with, and what comes back are plain values.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from studio.agents.model_provider import (
    ModelIds,
    ModelProvider,
    PictureAnswer,
    PictureRequest,
    StopAnswer,
    TextAnswer,
    TextRequest,
    Usage,
    VideoRequest,
    VideoState,
)
from studio.agents.provider_failure import FailureKind, ProviderFailure

_PATIENCE_S = 5.0
_NICE = 19
_GONE = "the process that talks to the model ended"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call for the child: ``method`` of the provider; a negative ``number`` is taken back."""

    number: int
    method: str
    arguments: tuple[Any, ...]
    wants_thoughts: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What the child says of a call: a thought on the way, an answer, or why there is none.

    The bytes of a picture lie in a file at ``picture``: what comes through the pipe is copied by the interpreter, and
    the window would wait for it.
    """

    number: int
    thought: str | None = None
    answer: Any = None
    failure: tuple[FailureKind, str, str, float | None, Usage | None] | None = None
    picture: Path | None = None


@dataclass(slots=True)
class _Waiting:
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]
    on_thought: Callable[[str], None] | None = None


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    connection: Connection
    reader: threading.Thread | None = None
    sending: threading.Lock = field(default_factory=threading.Lock)
    asked: set[int] = field(default_factory=set)
    """What it was asked and has not answered."""


class ProviderProcess:
    """A ModelProvider whose work is done by the provider that ``make`` makes in a child process.

    ``make`` is pickled. The child starts with the first call, and anew after it has died.
    """

    def __init__(self, make: Callable[[], ModelProvider], *, name: str, models: ModelIds) -> None:
        self._make, self._name, self._models = make, name, models
        self._child: _Child | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._starting = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, _Waiting] = {}

    @property
    def name(self) -> str:
        """See ModelProvider."""
        return self._name

    @property
    def models(self) -> ModelIds:
        """See ModelProvider."""
        return self._models

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """See ModelProvider."""
        answer: TextAnswer = await self._ask("text", request, on_thought=on_thought)
        return answer

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """See ModelProvider."""
        answer: PictureAnswer = await self._ask("picture", request)
        return answer

    async def start_video(self, request: VideoRequest) -> str:
        """See ModelProvider."""
        return str(await self._ask("start_video", request))

    async def video_state(self, handle: str) -> VideoState:
        """See ModelProvider."""
        state: VideoState = await self._ask("video_state", handle)
        return state

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """See ModelProvider."""
        await self._ask("fetch_video", state, path)

    async def stop_video(self, handle: str) -> StopAnswer:
        """See ModelProvider."""
        answer: StopAnswer = await self._ask("stop_video", handle)
        return answer

    async def visible_models(self) -> tuple[str, ...]:
        """See ModelProvider."""
        return tuple(await self._ask("visible_models"))

    async def close(self) -> None:
        """Ends the child and waits for it."""
        await asyncio.to_thread(self._end)

    async def _ask(self, method: str, *arguments: Any, on_thought: Callable[[str], None] | None = None) -> Any:
        loop = asyncio.get_running_loop()
        number = next(self._numbers)
        waiting = self._waiting[number] = _Waiting(loop, loop.create_future(), on_thought)
        try:
            await asyncio.to_thread(self._send, _Asked(number, method, arguments, on_thought is not None))
            return await waiting.answer
        except asyncio.CancelledError:
            await asyncio.to_thread(self._send_if_running, _Asked(-number, "", ()))
            raise
        finally:
            self._waiting.pop(number, None)

    def _send(self, asked: _Asked) -> None:
        for is_last in (False, True):
            child = self._running()
            child.asked.add(asked.number)
            try:
                with child.sending:
                    child.connection.send(asked)
            except (OSError, ValueError) as error:
                child.asked.discard(asked.number)
                # It ended a moment ago and has not read this whole, so that another one may be asked the same.
                self._let_go(child)
                if is_last:
                    raise ProviderFailure("unavailable", _GONE) from error
            else:
                return

    def _let_go(self, child: _Child) -> None:
        with self._starting:
            if self._child is child:
                self._child = None
        child.process.join(_PATIENCE_S)

    def _send_if_running(self, asked: _Asked) -> None:
        if self._child is not None and self._child.process.is_alive():
            self._send(asked)

    def _running(self) -> _Child:
        with self._starting:
            if self._child is None or not self._child.process.is_alive():
                context = multiprocessing.get_context("spawn")
                ours, theirs = context.Pipe()
                self._folder = self._folder or tempfile.TemporaryDirectory(prefix="dreamfactory-")
                handed = (theirs, self._make, Path(self._folder.name))
                process = context.Process(target=_serve, args=handed, name="model", daemon=True)
                process.start()
                theirs.close()
                self._child = child = _Child(process, ours)
                child.reader = threading.Thread(target=self._read, args=(child,), name="model-answers", daemon=True)
                child.reader.start()
            return self._child

    def _read(self, child: _Child) -> None:
        while True:
            try:
                told: _Told = child.connection.recv()
                told = _with_picture(told)
            except (EOFError, OSError):
                break
            if told.thought is None:
                child.asked.discard(told.number)
            waiting = self._waiting.get(told.number)
            if waiting is not None and not waiting.loop.is_closed():
                waiting.loop.call_soon_threadsafe(_hear, waiting, told)
        for number in tuple(child.asked):
            waiting = self._waiting.get(number)
            if waiting is not None and not waiting.loop.is_closed():
                gone = _Told(number, failure=("interrupted", _GONE, "", None, None))
                waiting.loop.call_soon_threadsafe(_hear, waiting, gone)

    def _end(self) -> None:
        with self._starting:
            child, self._child = self._child, None
        if child is None:
            return
        try:
            with child.sending:
                child.connection.send(None)
        except (OSError, ValueError):
            pass  # it has ended by itself
        child.process.join(_PATIENCE_S)
        if child.process.is_alive():
            child.process.kill()
            child.process.join()
        if child.reader is not None:
            child.reader.join(_PATIENCE_S)
        child.connection.close()
        child.process.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _with_picture(told: _Told) -> _Told:
    if told.picture is None:
        return told
    data = told.picture.read_bytes()
    told.picture.unlink()
    return replace(told, answer=replace(told.answer, data=data), picture=None)


def _hear(waiting: _Waiting, told: _Told) -> None:
    if waiting.answer.done():
        return
    if told.thought is not None:
        if waiting.on_thought is not None:
            waiting.on_thought(told.thought)
    elif told.failure is not None:
        kind, detail, said, wait_s, usage = told.failure
        waiting.answer.set_exception(ProviderFailure(kind, detail, said=said, retry_after_s=wait_s, usage=usage))
    else:
        waiting.answer.set_result(told.answer)


def _serve(connection: Connection, make: Callable[[], ModelProvider], folder: Path) -> None:
    """The child: answers until it is told to end, or until its parent is gone. The window goes before it."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    asyncio.run(_answer_all(connection, make, folder))


async def _answer_all(connection: Connection, make: Callable[[], ModelProvider], folder: Path) -> None:
    provider = make()
    under_way: dict[int, asyncio.Task[None]] = {}
    sending = threading.Lock()

    def send(told: _Told) -> None:
        with sending:
            connection.send(told)

    try:
        while True:
            try:
                asked: _Asked | None = await asyncio.to_thread(connection.recv)
            except (EOFError, OSError):
                break
            if asked is None:
                break
            if asked.number < 0:
                if (cancelled := under_way.get(-asked.number)) is not None:
                    cancelled.cancel()
                continue
            task = asyncio.create_task(_answer(provider, asked, send, folder), name=asked.method)
            under_way[asked.number] = task
            task.add_done_callback(partial(_forget, under_way, asked.number))
    finally:
        for task in tuple(under_way.values()):
            task.cancel()
        await asyncio.gather(*tuple(under_way.values()), return_exceptions=True)
        await provider.close()


def _forget(under_way: dict[int, asyncio.Task[None]], number: int, _task: asyncio.Task[None]) -> None:
    under_way.pop(number, None)


async def _answer(provider: ModelProvider, asked: _Asked, send: Callable[[_Told], None], folder: Path) -> None:
    arguments: dict[str, Any] = {}
    if asked.wants_thoughts:
        arguments["on_thought"] = lambda text: send(_Told(asked.number, thought=text))
    try:
        answer = await getattr(provider, asked.method)(*asked.arguments, **arguments)
    except ProviderFailure as failure:
        known = (failure.kind, failure.detail, failure.said, failure.retry_after_s, failure.usage)
        told = _Told(asked.number, failure=known)
    except asyncio.CancelledError:
        raise
    except Exception as error:
        # The other side waits for an answer whatever happens here. What was asked for may have been made by then, so
        # it counts as that, and is never asked for again.
        told = _Told(asked.number, failure=("interrupted", "", f"{type(error).__name__}: {error}", None, None))
    else:
        told = await asyncio.to_thread(_told, asked.number, answer, folder)
    await asyncio.to_thread(send, told)


def _told(number: int, answer: Any, folder: Path) -> _Told:
    if not isinstance(answer, PictureAnswer):
        return _Told(number, answer=answer)
    path = folder / str(number)
    path.write_bytes(answer.data)
    return _Told(number, answer=replace(answer, data=b""), picture=path)
