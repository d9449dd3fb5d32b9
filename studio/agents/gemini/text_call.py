"""Text from Gemini: streamed for its thoughts, kept whole for its signatures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.contents import (
    candidate_of,
    check_finish,
    kept_turn,
    request_parts,
    safety_settings,
    usage_of,
)
from studio.agents.gemini.failures import told_as_failures
from studio.agents.model_provider import TextAnswer, TextRequest
from studio.agents.provider_failure import ProviderFailure

if TYPE_CHECKING:
    from google.genai.types import GenerateContentConfig, GenerateContentResponse, Part


async def gemini_text(
    connection: GeminiConnection, request: TextRequest, on_thought: Callable[[str], None] | None
) -> TextAnswer:
    """Asks a text model once.

    Raises:
        ProviderFailure: as ModelProvider says.
    """
    from google.genai.types import Content

    model = connection.settings.text_model
    ours = Content(role="user", parts=request_parts(request.prompt, request.pictures))
    contents = [*(Content.model_validate(turn) for turn in request.history), ours]
    chunks: list[GenerateContentResponse] = []
    with told_as_failures():
        client = connection.client()
        stream = await client.models.generate_content_stream(
            model=model, contents=contents, config=_config(connection, request)
        )
        # Read to its end whatever comes: a stream that is left half read keeps its connection.
        async for chunk in stream:
            chunks.append(chunk)
            for part in _parts(chunk) if on_thought is not None else ():
                if part.thought and part.text and on_thought is not None:
                    on_thought(part.text)
    parts = [part for chunk in chunks for part in _parts(chunk)]
    usage = usage_of(next((each.usage_metadata for each in reversed(chunks) if each.usage_metadata), None))
    reason, message = _finish(chunks)
    check_finish(reason, message, usage=usage)
    text = "".join(part.text for part in parts if part.text and not part.thought)
    if not text:
        raise ProviderFailure("empty", usage=usage)
    if reason is None:
        raise ProviderFailure("truncated", "the stream ended early")
    theirs = Content(role="model", parts=parts)
    thoughts = "".join(part.text for part in parts if part.text and part.thought)
    return TextAnswer(text, thoughts, (kept_turn(ours), kept_turn(theirs)), usage, model)


def _parts(chunk: GenerateContentResponse) -> list[Part]:
    content = chunk.candidates[0].content if chunk.candidates else None
    return (content.parts if content else None) or []


def _finish(chunks: list[GenerateContentResponse]) -> tuple[str | None, str | None]:
    """How the answer ended, and what was said of it.

    Raises:
        ProviderFailure: there is no answer.
    """
    if not any(chunk.candidates for chunk in chunks):
        if chunks:
            candidate_of(chunks[0])
        raise ProviderFailure("empty")
    ended = [chunk.candidates[0] for chunk in chunks if chunk.candidates and chunk.candidates[0].finish_reason]
    if not ended or ended[-1].finish_reason is None:
        return None, None
    return str(ended[-1].finish_reason.value), ended[-1].finish_message


def _config(connection: GeminiConnection, request: TextRequest) -> GenerateContentConfig:
    """No temperature, top_p or top_k: Gemini 3 and later want none."""
    from google.genai.types import GenerateContentConfig, ThinkingConfig, ThinkingLevel

    return GenerateContentConfig(
        system_instruction=request.system or None,
        max_output_tokens=request.max_output_tokens,
        thinking_config=ThinkingConfig(thinking_level=ThinkingLevel(request.thinking.upper()), include_thoughts=True),
        response_mime_type="application/json" if request.schema is not None else None,
        response_json_schema=dict(request.schema) if request.schema is not None else None,
        safety_settings=safety_settings(connection.settings.safety),
        http_options=connection.patience(connection.settings.text_timeout_s),
    )
