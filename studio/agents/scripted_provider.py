"""A provider that answers as it is told to: for tests of what is built on providers, here and elsewhere."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.agents.model_provider import (
    ModelIds,
    PictureAnswer,
    PictureRequest,
    StopAnswer,
    TextAnswer,
    TextRequest,
    Usage,
    VideoRequest,
    VideoState,
)
from studio.agents.provider_failure import ProviderFailure

Scripted = str | bytes | ProviderFailure | VideoState | asyncio.Event
"""A text, the bytes of a picture or video, a handle, a state, a failure; an event holds the next answer back."""


class ScriptedProvider:
    """Gives its scripted answers in order and keeps every request; the last answer of a kind comes again and again."""

    name = "scripted"

    def __init__(
        self,
        *,
        text: tuple[Scripted, ...] = (),
        pictures: tuple[Scripted, ...] = (),
        orders: tuple[Scripted, ...] = (),
        states: tuple[Scripted, ...] = (),
        stop: StopAnswer | ProviderFailure = "cannot",
        usage: Usage | None = None,
        model: str = "scripted",
    ) -> None:
        self.models = ModelIds(text=model, picture=model, video=model)
        self.asked: list[Any] = []
        self.stopped: list[str] = []
        self.is_held = False
        self._stop = stop
        self._answers = {
            "text": deque(text),
            "picture": deque(pictures),
            "order": deque(orders),
            "state": deque(states),
        }
        self._usage = usage or Usage()

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """The next scripted text."""
        self.asked.append(request)
        text = str(await self._next("text"))
        if on_thought is not None:
            on_thought("thinking")
        turns = ({"role": "user", "parts": [{"text": request.prompt}]}, {"role": "model", "parts": [{"text": text}]})
        return TextAnswer(text, "", turns, self._usage, self.models.text)

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """The next scripted picture."""
        self.asked.append(request)
        data = await self._next("picture")
        usage = Usage(pictures=1)
        return PictureAnswer(data if isinstance(data, bytes) else b"", "image/png", usage, self.models.picture)

    async def start_video(self, request: VideoRequest) -> str:
        """The next scripted handle."""
        self.asked.append(request)
        return str(await self._next("order"))

    async def video_state(self, handle: str) -> VideoState:
        """The next scripted state."""
        self.asked.append(handle)
        state = await self._next("state")
        return state if isinstance(state, VideoState) else VideoState("running")

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """Writes the bytes of the state."""
        await asyncio.to_thread(path.write_bytes, state.data)

    async def stop_video(self, handle: str) -> StopAnswer:
        """The scripted answer; a failure is one too."""
        self.stopped.append(handle)
        if isinstance(self._stop, ProviderFailure):
            raise self._stop
        return self._stop

    async def visible_models(self) -> tuple[str, ...]:
        """The scripted one."""
        return (self.models.text,)

    async def close(self) -> None:
        """Nothing is open."""

    async def _next(self, kind: str) -> Scripted:
        answers = self._answers[kind]
        if not answers:
            raise ProviderFailure("unsupported", f"nothing is scripted for a {kind}")
        answer = answers[0] if len(answers) == 1 else answers.popleft()
        if isinstance(answer, asyncio.Event):
            self.is_held = True
            await answer.wait()
            self.is_held = False
            return await self._next(kind)
        if isinstance(answer, ProviderFailure):
            raise answer
        return answer
