"""Gemini as a ModelProvider."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.failures import told_as_failures
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.gemini.omni import fetch_omni, omni_state, start_omni, stop_omni
from studio.agents.gemini.picture_call import gemini_picture
from studio.agents.gemini.text_call import gemini_text
from studio.agents.gemini.veo import fetch_veo, start_veo, veo_state
from studio.agents.model_provider import (
    ModelIds,
    PictureAnswer,
    PictureRequest,
    StopAnswer,
    TextAnswer,
    TextRequest,
    VideoRequest,
    VideoState,
)
from studio.agents.provider_failure import ProviderFailure

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

_VEO_HANDLE = "projects/"
"""How the names of Veo's operations begin; an interaction's id never does."""


class GeminiProvider:
    """Text, pictures and videos by Gemini; videos by Veo with a project, by Omni with a key."""

    name = "gemini"

    def __init__(self, settings: GeminiSettings, *, credentials: Credentials | None = None) -> None:
        self._connection = GeminiConnection(settings, credentials=credentials)
        self._has_veo = settings.is_enterprise
        self.models = ModelIds(
            text=settings.text_model,
            picture=settings.picture_model,
            video=settings.veo_model if settings.is_enterprise else settings.omni_model,
        )

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """See ModelProvider."""
        return await gemini_text(self._connection, request, on_thought)

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """See ModelProvider."""
        return await gemini_picture(self._connection, request)

    async def start_video(self, request: VideoRequest) -> str:
        """See ModelProvider."""
        return await (start_veo if self._has_veo else start_omni)(self._connection, request)

    async def video_state(self, handle: str) -> VideoState:
        """See ModelProvider."""
        if handle.startswith(_VEO_HANDLE) != self._has_veo:
            if self._has_veo:
                raise ProviderFailure("unsupported", "the video was ordered with a key, and only that can fetch it")
            raise ProviderFailure(
                "unsupported", "the video was ordered with a project of Google Cloud, and only that can fetch it"
            )
        return await (veo_state if self._has_veo else omni_state)(self._connection, handle)

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """See ModelProvider."""
        if self._has_veo:
            await fetch_veo(state, path)
        else:
            await fetch_omni(self._connection, state, path)

    async def stop_video(self, handle: str) -> StopAnswer:
        """See ModelProvider. The SDK has no way to take an order of Veo's back."""
        if handle.startswith(_VEO_HANDLE) or self._has_veo:
            return "cannot"
        return await stop_omni(self._connection, handle)

    async def visible_models(self) -> tuple[str, ...]:
        """See ModelProvider."""
        with told_as_failures():
            pager = await self._connection.client().models.list()
            names = [model.name async for model in pager if model.name]
        return tuple(sorted({name.rpartition("/")[2] for name in names}))

    async def close(self) -> None:
        """See ModelProvider."""
        await self._connection.close()
