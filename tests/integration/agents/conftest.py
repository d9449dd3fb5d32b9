"""The stand-in for Gemini, and the real adapter that talks to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.agents.gemini.gemini_settings import GeminiSettings
from tests.stand_in.gemini_server import GeminiServer, gemini_server


@pytest.fixture
def server() -> Iterator[GeminiServer]:
    """A stand-in with nothing scripted yet."""
    with gemini_server() as running:
        yield running


@pytest.fixture
def settings(server: GeminiServer) -> GeminiSettings:
    """Settings that point at the stand-in."""
    return GeminiSettings(api_key="secret-key", base_url=server.url)
