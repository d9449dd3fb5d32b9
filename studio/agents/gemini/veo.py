"""Videos from Veo, which a project of Google Cloud can order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.failures import told_as_failures
from studio.agents.model_provider import Attached, VideoRequest, VideoState
from studio.agents.provider_failure import ProviderFailure

if TYPE_CHECKING:
    from google.genai.types import GenerateVideosConfig, Image

_LENGTHS_S = (4, 6, 8)
_MOST_REFERENCES = 3


def veo_seconds(request: VideoRequest) -> int:
    """The length that Veo can make nearest to what is wanted; references and 1080p need 8 s."""
    if request.references or request.resolution != "720p":
        return 8
    return min(_LENGTHS_S, key=lambda length: (abs(length - request.seconds), length))


async def start_veo(connection: GeminiConnection, request: VideoRequest) -> str:
    """Orders a video; the operation's name is the handle.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    from google.genai.types import GenerateVideosSource

    if request.references and request.aspect != "16:9":
        raise ProviderFailure("unsupported", "references need 16:9")
    source = GenerateVideosSource(
        prompt=request.prompt, image=_image(request.first_frame) if request.first_frame else None
    )
    with told_as_failures():
        operation = await connection.client().models.generate_videos(
            model=connection.settings.veo_model, source=source, config=_config(connection, request)
        )
    if not operation.name:
        raise ProviderFailure("empty", "no operation")
    return operation.name


async def veo_state(connection: GeminiConnection, handle: str) -> VideoState:
    """How far the video is.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    from google.genai.types import GenerateVideosOperation, GetOperationConfig

    config = GetOperationConfig(http_options=connection.patience(connection.settings.request_timeout_s))
    with told_as_failures():
        named = GenerateVideosOperation.model_validate({"name": handle})
        operation = await connection.client().operations.get(named, config=config)
    if not operation.done:
        return VideoState("running")
    if operation.error:
        return VideoState("failed", reason=str(operation.error.get("message") or operation.error))
    response = operation.response
    videos = (response.generated_videos if response else None) or []
    if response and not videos:
        # A run that was filtered is done, without an error and without a video.
        reasons = "; ".join(response.rai_media_filtered_reasons or ())
        is_filtered = bool(reasons or response.rai_media_filtered_count)
        return VideoState("filtered" if is_filtered else "failed", reason=reasons)
    video = videos[0].video if videos else None
    if video is None or not (video.video_bytes or video.uri):
        return VideoState("failed")
    return VideoState("done", uri=video.uri or "", data=video.video_bytes or b"")


async def fetch_veo(state: VideoState, path: Path) -> None:
    """Writes the video's bytes.

    Raises:
        ProviderFailure: it lies in a bucket of somebody's.
    """
    if not state.data:
        raise ProviderFailure("unsupported", f"the video was delivered to {state.uri}")
    path.write_bytes(state.data)


def _config(connection: GeminiConnection, request: VideoRequest) -> GenerateVideosConfig:
    from google.genai.types import GenerateVideosConfig, VideoGenerationReferenceImage, VideoGenerationReferenceType

    return GenerateVideosConfig(
        number_of_videos=1,
        duration_seconds=veo_seconds(request),
        aspect_ratio=request.aspect,
        resolution=request.resolution,
        negative_prompt=request.negative_prompt or None,
        generate_audio=request.has_sound,
        seed=request.seed,
        last_frame=_image(request.last_frame) if request.last_frame else None,
        reference_images=[
            VideoGenerationReferenceImage(image=_image(each), reference_type=VideoGenerationReferenceType.ASSET)
            for each in request.references[:_MOST_REFERENCES]
        ]
        or None,
        http_options=connection.patience(connection.settings.request_timeout_s),
    )


def _image(picture: Attached) -> Image:
    from google.genai.types import Image

    return Image(image_bytes=picture.data, mime_type=picture.media_type)
