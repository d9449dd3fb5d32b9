"""Videos from Omni, which a key can order, through the Interactions API."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.failures import told_as_failures
from studio.agents.model_provider import Attached, StopAnswer, VideoRequest, VideoState
from studio.agents.provider_failure import ProviderFailure

_LEAST_S, _MOST_S = 3, 10
_RUNNING = frozenset({"in_progress", "queued", "idle"})


def omni_seconds(request: VideoRequest) -> int:
    """The length that Omni can make nearest to what is wanted."""
    return max(_LEAST_S, min(_MOST_S, request.seconds))


async def start_omni(connection: GeminiConnection, request: VideoRequest) -> str:
    """Orders a video; the interaction's id is the handle.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    with told_as_failures():
        interaction: Any = await connection.client().interactions.create(
            model=connection.settings.omni_model,
            input=_input(request),
            background=True,
            store=True,
            response_format={
                "type": "video",
                "aspect_ratio": request.aspect,
                "resolution": request.resolution,
                "duration": f"{omni_seconds(request)}s",
                "delivery": "uri",
            },
            generation_config={"video_config": {"task": _task(request)}},
            timeout=connection.settings.request_timeout_s,
        )
    if not interaction.id:
        raise ProviderFailure("empty", "no interaction")
    return str(interaction.id)


async def omni_state(connection: GeminiConnection, handle: str) -> VideoState:
    """How far the video is.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    with told_as_failures():
        interaction: Any = await connection.client().interactions.get(
            id=handle, timeout=connection.settings.request_timeout_s
        )
    status = str(interaction.status)
    if status in _RUNNING:
        return VideoState("running")
    if status != "completed":
        told = "; ".join(str(getattr(each, "message", each)) for each in interaction.errors or ())
        is_filtered = any(word in told.lower() for word in ("safety", "policy", "filtered", "prohibited"))
        return VideoState("filtered" if is_filtered else "failed", reason=told or status)
    video = _video(interaction)
    if video is None:
        return VideoState("failed")
    return VideoState("done", uri=video.uri or "", data=base64.b64decode(video.data) if video.data else b"")


async def fetch_omni(connection: GeminiConnection, state: VideoState, path: Path) -> None:
    """Writes the video to a file: what came with the answer, or what lies at its address.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    if state.data:
        path.write_bytes(state.data)
        return
    from google.genai.types import DownloadFileConfig

    config = DownloadFileConfig(http_options=connection.patience(connection.settings.request_timeout_s))
    with told_as_failures():
        await connection.client().files.download(file=state.uri, destination=path, config=config)


async def stop_omni(connection: GeminiConnection, handle: str) -> StopAnswer:
    """Asks that the video is not made on.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    try:
        with told_as_failures():
            interaction: Any = await connection.client().interactions.cancel(
                id=handle, timeout=connection.settings.request_timeout_s
            )
    except ProviderFailure as failure:
        # What has ended cannot be cancelled, and that is refused as a wrong request.
        if failure.kind != "invalid" or (await omni_state(connection, handle)).status == "running":
            raise
        return "too_late"
    return "too_late" if str(interaction.status) == "completed" else "stopped"


def _input(request: VideoRequest) -> list[Any]:
    """The pictures by their roles, which are tags in the prompt, then the prompt."""
    roles = [("<FIRST_FRAME>", request.first_frame), ("<LAST_FRAME>", request.last_frame)]
    roles += [(f"<IMAGE_REF_{place}>", picture) for place, picture in enumerate(request.references)]
    found: list[Any] = []
    for tag, picture in roles:
        if picture is not None:
            found += [{"type": "text", "text": f"{tag} {picture.label}"}, _picture(picture)]
    sound = "" if request.has_sound else " No sound."
    avoid = f" Avoid: {request.negative_prompt}." if request.negative_prompt else ""
    found.append({"type": "text", "text": f"{request.prompt} A single continuous shot.{sound}{avoid}"})
    return found


def _picture(picture: Attached) -> dict[str, str]:
    return {
        "type": "image",
        "data": base64.b64encode(picture.data).decode("ascii"),
        "mime_type": picture.media_type,
    }


def _task(request: VideoRequest) -> str:
    if request.first_frame is not None:
        return "image_to_video"
    return "reference_to_video" if request.references else "text_to_video"


def _video(interaction: Any) -> Any | None:
    if interaction.output_video is not None:
        return interaction.output_video
    for step in interaction.steps or ():
        for content in getattr(step, "content", None) or ():
            if getattr(content, "type", "") == "video":
                return content
    return None
