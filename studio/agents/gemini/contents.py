"""Contents on their way to the model and back: parts, turns, finish reasons, usage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.agents.model_provider import Attached, Content, Usage
from studio.agents.provider_failure import ProviderFailure

if TYPE_CHECKING:
    from google.genai.types import (
        Candidate,
        GenerateContentResponse,
        GenerateContentResponseUsageMetadata,
        Part,
        SafetySetting,
    )

    from studio.agents.gemini.gemini_settings import Safety

_FILTERED = frozenset(
    {
        "SAFETY",
        "RECITATION",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "MODEL_ARMOR",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
    }
)
_WHOLE = frozenset({"STOP", "FINISH_REASON_UNSPECIFIED"})


def request_parts(prompt: str, pictures: Sequence[Attached]) -> list[Part]:
    """The parts of a turn of ours: each picture behind the words that say what it is, the prompt last."""
    from google.genai.types import Part

    parts: list[Part] = []
    for picture in pictures:
        parts.append(Part.from_text(text=picture.label))
        parts.append(Part.from_bytes(data=picture.data, mime_type=picture.media_type))
    parts.append(Part.from_text(text=prompt))
    return parts


_THRESHOLDS = {"few": "BLOCK_ONLY_HIGH", "some": "BLOCK_MEDIUM_AND_ABOVE", "most": "BLOCK_LOW_AND_ABOVE", "off": "OFF"}
_HARMS = ("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT")


def safety_settings(safety: Safety) -> list[SafetySetting] | None:
    """The thresholds to send; None leaves the service's own."""
    from google.genai.types import HarmBlockThreshold, HarmCategory, SafetySetting

    if safety == "default":
        return None
    threshold = HarmBlockThreshold(_THRESHOLDS[safety])
    return [SafetySetting(category=HarmCategory(f"HARM_CATEGORY_{harm}"), threshold=threshold) for harm in _HARMS]


def kept_turn(content: Any) -> Content:
    """A turn as it is stored: every part, empty ones and signatures too, byte for byte."""
    stored: Content = content.model_dump(mode="json", exclude_none=True)
    return stored


def candidate_of(response: GenerateContentResponse) -> Candidate:
    """The one candidate of an answer.

    Raises:
        ProviderFailure: the prompt was blocked, or nothing came.
    """
    feedback = response.prompt_feedback
    if feedback is not None and feedback.block_reason is not None:
        reason = str(feedback.block_reason.value)
        raise ProviderFailure("blocked", said=feedback.block_reason_message or reason)
    if not response.candidates:
        raise ProviderFailure("empty")
    return response.candidates[0]


def check_finish(reason: str | None, message: str | None, *, usage: Usage | None = None) -> None:
    """Tells an answer that is whole from one that is not.

    Raises:
        ProviderFailure: it was cut off, withheld, or is of another kind that cannot be used.
    """
    if reason is None or reason in _WHOLE:
        return
    if reason == "MAX_TOKENS":
        raise ProviderFailure("too_long", usage=usage)
    if reason in _FILTERED:
        raise ProviderFailure("filtered", said=message or reason, usage=usage)
    raise ProviderFailure("empty", said=message or reason, usage=usage)


def usage_of(told: GenerateContentResponseUsageMetadata | None, *, pictures: int = 0) -> Usage:
    """What an answer says that it used."""
    if told is None:
        return Usage(pictures=pictures)
    return Usage(
        prompt_tokens=told.prompt_token_count or 0,
        answer_tokens=told.candidates_token_count or 0,
        thought_tokens=told.thoughts_token_count or 0,
        cached_tokens=told.cached_content_token_count or 0,
        pictures=pictures,
    )
