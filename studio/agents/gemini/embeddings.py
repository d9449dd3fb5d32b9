"""Gemini's embeddings as an Embedder: few requests, short waits, never asked again soon after a failure."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.staging.embedded_meaning import EmbeddingError, Vectors

if TYPE_CHECKING:
    from google.genai import Client

_DIMENSIONS = 768
_MOST_A_REQUEST = 100
_REST_S = 60.0
_TASK = "SEMANTIC_SIMILARITY"


class GeminiEmbedder:
    """Embeddings of a Gemini model; the client is made when first asked.

    A staging waits at most ``timeout_s`` for each request; after a failure it does not wait at all for a minute.
    """

    name = "Gemini embeddings"

    def __init__(
        self, settings: GeminiSettings, *, timeout_s: float = 3.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._timeout_s, self._clock = settings, timeout_s, clock
        self._failed_at: float | None = None

    @property
    def version(self) -> str:
        """The model and how many of its numbers are used."""
        return f"{self._settings.embedding_model}/{_DIMENSIONS}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 for each text, (n, 768).

        Raises:
            EmbeddingError: Gemini cannot be reached, declines, or answers something else.
        """
        if self._failed_at is not None and self._clock() - self._failed_at < _REST_S:
            raise EmbeddingError("Gemini embeddings failed a moment ago and were left out; the offline sources chose.")
        self._failed_at = self._clock()
        vectors = self._asked(list(texts))
        self._failed_at = None
        return vectors

    def _asked(self, texts: list[str]) -> Vectors:
        import httpx2
        from google.genai import errors

        client = self._client()
        try:
            parts = [
                self._batch(client, texts[start : start + _MOST_A_REQUEST])
                for start in range(0, len(texts), _MOST_A_REQUEST)
            ]
        except errors.APIError as error:
            raise EmbeddingError(f"Gemini declined to embed ({error.code}); the offline sources chose.") from error
        except (httpx2.HTTPError, OSError) as error:
            raise EmbeddingError("Gemini could not be reached for embeddings; the offline sources chose.") from error
        except ValueError as error:
            raise EmbeddingError("Gemini's embeddings could not be read; the offline sources chose.") from error
        finally:
            client.close()
        vectors = np.concatenate(parts)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)

    def _batch(self, client: Client, texts: list[str]) -> Vectors:
        """A Content for each text: in one list of strings this model would see the parts of a single one."""
        from google.genai import types

        answer = client.models.embed_content(
            model=self._settings.embedding_model,
            contents=[types.Content(parts=[types.Part(text=text)]) for text in texts],
            config=types.EmbedContentConfig(task_type=_TASK, output_dimensionality=_DIMENSIONS),
        )
        rows = [embedding.values or [] for embedding in answer.embeddings or []]
        vectors = (
            np.array(rows, np.float32) if {len(row) for row in rows} == {_DIMENSIONS} else np.empty((0, 0), np.float32)
        )
        if len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise ValueError("not one vector for each text")
        return vectors

    def _client(self) -> Client:
        from google.genai import Client, types

        settings = self._settings
        options = types.HttpOptions(
            base_url=settings.base_url, api_version=settings.api_version, timeout=round(self._timeout_s * 1000)
        )
        return Client(enterprise=False, api_key=settings.api_key, http_options=options)
