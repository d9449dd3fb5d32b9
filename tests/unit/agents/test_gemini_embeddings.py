"""Gemini's embeddings: the real client over HTTP to a stand-in server."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from studio.agents.gemini.embeddings import GeminiEmbedder
from studio.agents.gemini.gemini_settings import GeminiSettings, gemini_settings
from studio.staging.embedded_meaning import EmbeddingError
from tests.unit.agents.gemini_server import DIMENSIONS, embedded, gemini_server


def test_that_each_text_is_asked_for_on_its_own_and_comes_back_with_length_one() -> None:
    with gemini_server(embedded({})) as server:
        vectors = GeminiEmbedder(GeminiSettings(api_key="a key", base_url=server.base_url)).embed(["goblet", "소파"])

    assert server.asked == [["goblet", "소파"]]
    assert server.paths == ["/v1/models/gemini-embedding-2:batchEmbedContents"]
    assert server.keys == ["a key"]
    request = server.bodies[0]["requests"][0]
    assert (request.get("outputDimensionality") or request.get("output_dimensionality")) == DIMENSIONS
    assert vectors.shape == (2, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_that_many_texts_go_in_requests_of_a_hundred() -> None:
    with gemini_server(embedded({})) as server:
        GeminiEmbedder(GeminiSettings(api_key="a key", base_url=server.base_url)).embed(
            [f"thing {place}" for place in range(230)]
        )
    assert [len(texts) for texts in server.asked] == [100, 100, 30]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((429, {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "slow down"}}), "declined"),
        ((403, {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "no"}}), "declined"),
        ((503, {"error": {"code": 503, "status": "UNAVAILABLE", "message": "later"}}), "declined"),
        ((200, {"embeddings": [{"values": [1.0, 2.0]}]}), "could not be read"),
        ((200, {"embeddings": []}), "could not be read"),
        ((200, {}), "could not be read"),
    ],
)
def test_that_a_refusal_and_a_strange_answer_are_told_in_a_sentence(answer: tuple[int, object], told: str) -> None:
    with gemini_server(lambda _: answer) as server, pytest.raises(EmbeddingError, match=told):
        GeminiEmbedder(GeminiSettings(api_key="a key", base_url=server.base_url)).embed(["goblet"])
    assert len(server.asked) == 1


def test_that_a_slow_answer_is_not_waited_for_and_none_is_asked_again_at_once() -> None:
    now = [100.0]
    with gemini_server(embedded({}), delay_s=0.6) as server:
        embedder = GeminiEmbedder(
            GeminiSettings(api_key="a key", base_url=server.base_url), timeout_s=0.15, clock=lambda: now[0]
        )
        with pytest.raises(EmbeddingError, match="could not be reached"):
            embedder.embed(["goblet"])
        with pytest.raises(EmbeddingError, match="a moment ago"):
            embedder.embed(["goblet"])
        assert len(server.asked) == 1

        server.delay_s, now[0] = 0.0, 200.0
        patient = GeminiEmbedder(GeminiSettings(api_key="a key", base_url=server.base_url), clock=lambda: now[0])
        assert len(patient.embed(["goblet"])) == 1


def test_that_an_address_where_nobody_listens_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EmbeddingError, match="could not be reached"):
            GeminiEmbedder(GeminiSettings(api_key="a key", base_url=url)).embed(["goblet"])


def test_that_access_comes_from_the_environment_and_never_shows_the_key() -> None:
    assert not gemini_settings({}).has_access
    assert not gemini_settings({"GEMINI_API_KEY": ""}).has_access
    environment = {"GEMINI_API_KEY": "one", "GOOGLE_API_KEY": "two", "GOOGLE_GEMINI_BASE_URL": "http://here"}
    settings = gemini_settings(environment)
    assert settings.has_access
    assert (settings.api_key, settings.base_url, settings.api_version) == ("two", "http://here", None)
    assert "two" not in repr(settings)
