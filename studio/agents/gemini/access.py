"""How this person reaches Gemini: the key and the address from the environment, the models by their ids."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

EMBEDDING_MODEL = "gemini-embedding-2"


@dataclass(frozen=True, slots=True)
class GeminiAccess:
    """A key and where it is good for; without ``base_url`` and ``api_version`` Google's own address and version."""

    api_key: str = field(repr=False)
    base_url: str | None = None
    api_version: str | None = None
    embedding_model: str = EMBEDDING_MODEL


def find_access(environment: Mapping[str, str] = os.environ) -> GeminiAccess | None:
    """The access that the environment grants; None without a key. Nothing is loaded and nobody is asked."""
    key = environment.get("GOOGLE_API_KEY") or environment.get("GEMINI_API_KEY")
    if not key:
        return None
    base_url = environment.get("GOOGLE_GEMINI_BASE_URL") or None
    return GeminiAccess(key, base_url, environment.get("GOOGLE_GENAI_API_VERSION") or None)
