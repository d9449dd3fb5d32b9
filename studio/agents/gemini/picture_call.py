"""Pictures from Gemini: references in order, each behind its label, then the prompt."""

from __future__ import annotations

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.contents import candidate_of, check_finish, request_parts, safety_settings, usage_of
from studio.agents.gemini.failures import told_as_failures
from studio.agents.model_provider import PictureAnswer, PictureRequest
from studio.agents.provider_failure import ProviderFailure


async def gemini_picture(connection: GeminiConnection, request: PictureRequest) -> PictureAnswer:
    """Makes one picture.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    from google.genai.types import Content, GenerateContentConfig, ImageConfig

    model = connection.settings.picture_model
    config = GenerateContentConfig(
        response_modalities=["TEXT", "IMAGE"],
        image_config=ImageConfig(aspect_ratio=request.aspect, image_size=request.size),
        safety_settings=safety_settings(connection.settings.safety),
        http_options=connection.patience(connection.settings.picture_timeout_s),
    )
    contents = [Content(role="user", parts=request_parts(request.prompt, request.references))]
    with told_as_failures():
        response = await connection.client().models.generate_content(model=model, contents=contents, config=config)
    candidate = candidate_of(response)
    parts = (candidate.content.parts if candidate.content else None) or []
    for part in parts:
        # Pictures that the model thinks with are drafts; the last one that is no thought is meant.
        blob = part.inline_data
        if blob is not None and blob.data and not part.thought:
            usage = usage_of(response.usage_metadata, pictures=1)
            return PictureAnswer(blob.data, blob.mime_type or "image/png", usage, model)
    check_finish(str(candidate.finish_reason.value) if candidate.finish_reason else None, candidate.finish_message)
    told = " ".join(part.text for part in parts if part.text and not part.thought)
    raise ProviderFailure("empty", said=told)
