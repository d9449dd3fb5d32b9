"""Which Gemini models answer, where, and with which key: everything that a person or a test may set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LOCATION = "us-central1"
Safety = Literal["default", "few", "some", "most", "off"]
"""How much the service blocks: as it does by itself, only high risk, from medium, from low, or as little as it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeminiSettings:
    """Model ids, place, patience and the key, which is never shown, logged or stored from here.

    Without a ``base_url`` or an ``api_version`` the SDK's own are used.
    ``project`` and ``location`` make the client an Enterprise one.
    """

    api_key: str = field(default="", repr=False)
    text_model: str = "gemini-3.1-pro-preview"
    picture_model: str = "gemini-3-pro-image"
    veo_model: str = "veo-3.1-generate-001"
    omni_model: str = "gemini-omni-1.2-flash"
    embedding_model: str = "gemini-embedding-2"
    api_version: str | None = None
    base_url: str | None = None
    project: str | None = None
    location: str = LOCATION
    safety: Safety = "default"
    text_timeout_s: float = 300.0
    picture_timeout_s: float = 180.0
    request_timeout_s: float = 60.0

    @property
    def has_access(self) -> bool:
        """Whether anybody can be asked: there is a key, or a project."""
        return bool(self.api_key) or self.is_enterprise

    @property
    def is_enterprise(self) -> bool:
        """Whether a project of Google Cloud answers instead of a key."""
        return self.project is not None


def gemini_settings(environment: Mapping[str, str] | None = None) -> GeminiSettings:
    """The settings with what the environment says of key, place and version; nothing is loaded and nobody is asked."""
    env = os.environ if environment is None else environment
    project = env.get("GOOGLE_CLOUD_PROJECT") or None
    base = env.get("GOOGLE_VERTEX_BASE_URL" if project else "GOOGLE_GEMINI_BASE_URL") or None
    return GeminiSettings(
        api_key=env.get("GOOGLE_API_KEY") or env.get("GEMINI_API_KEY") or "",
        api_version=env.get("GOOGLE_GENAI_API_VERSION") or None,
        base_url=base,
        project=project,
        location=env.get("GOOGLE_CLOUD_LOCATION") or LOCATION,
    )
