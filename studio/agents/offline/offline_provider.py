"""The agents without a model: plain answers by rules, the sketch as the picture, no video."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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

OFFLINE = "offline"
OfflineAnswer = Callable[[Any], Mapping[str, Any]]


class OfflineProvider:
    """A ModelProvider without a model. ``answers`` has, by the type of a request's facts, the rule that answers it."""

    name = OFFLINE
    models = ModelIds(text=OFFLINE, picture=OFFLINE, video=OFFLINE)

    def __init__(self, answers: Mapping[type, OfflineAnswer]) -> None:
        self._answers = answers

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """Answers by the rule for these facts."""
        del on_thought  # rules do not think aloud
        answer = self._answers.get(type(request.facts))
        if answer is None:
            raise ProviderFailure("unsupported", "the offline agents cannot answer that; enter a Gemini key")
        text = json.dumps(answer(request.facts), ensure_ascii=False)
        turns = ({"role": "user", "parts": [{"text": request.prompt}]}, {"role": "model", "parts": [{"text": text}]})
        return TextAnswer(text, "", turns, Usage(), OFFLINE)

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """The composition itself: the stage in the sketch look."""
        if request.composition is None:
            raise ProviderFailure("unsupported", "offline, a picture needs a set to be drawn from; stage the scene")
        composition = request.references[request.composition]
        return PictureAnswer(composition.data, composition.media_type, Usage(), OFFLINE)

    async def start_video(self, request: VideoRequest) -> str:
        """Nobody offline makes videos."""
        del request
        raise ProviderFailure("unsupported", "offline, the camera moves over the picture instead")

    async def video_state(self, handle: str) -> VideoState:
        """There is never one."""
        raise ProviderFailure("missing", handle)

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """There is never one."""
        raise ProviderFailure("missing", state.uri or str(path))

    async def stop_video(self, handle: str) -> StopAnswer:
        """There is never one."""
        raise ProviderFailure("missing", handle)

    async def visible_models(self) -> tuple[str, ...]:
        """None."""
        return ()

    async def close(self) -> None:
        """Nothing is open."""
