"""Meaning by embeddings: how near what a thing is called lies to what the props are called, against all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.staging.meaning import LabelledKind, Likeness, Meant, Phrases

Vectors = npt.NDArray[np.float32]
_TOLD_FROM = 1.0
"""What lies less than one standard deviation above the mean says nothing."""
_MOST_LABELS = 24


class EmbeddingError(Exception):
    """There are no embeddings now; the text is a sentence for the report."""


class Embedder(Protocol):
    """Something that turns texts into vectors; ``name`` is how a report names it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str:
        """Changes when the vectors of the same texts do."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 for each text, (n, d).

        Raises:
            EmbeddingError: there are none now.
        """
        ...


class EmbeddedMeaning:
    """A source of meaning over any embedder.

    The likeness of a kind is how many standard deviations its cosine lies above the mean of all kinds: what is near to
    everything is near to nothing, and so embedders of different makes can be weighed alike.
    """

    weight = 1 / 3.5
    """Alone it is believed from 3.5 standard deviations on."""

    def __init__(self, embedder: Embedder, *, korean_trust: float = 1.0) -> None:
        """``korean_trust`` is how much of what stands out by a Korean name counts."""
        self._embedder, self._korean_trust = embedder, korean_trust

    @property
    def name(self) -> str:
        """That of its embedder."""
        return self._embedder.name

    def likeness(self, asked: Sequence[Phrases], kinds: Sequence[LabelledKind]) -> Meant:
        """A kind is one text of all that it is called, a thing asked its full name, in English too if it has one."""
        texts = [text for phrases in asked for text in _spoken(phrases)]
        if not kinds or not texts:
            return Meant(tuple({} for _ in asked))
        try:
            catalogue = self._embedder.embed([", ".join(kind.labels[:_MOST_LABELS]) for kind in kinds])
            queries = self._embedder.embed(list(dict.fromkeys(texts)))
        except EmbeddingError as error:
            return Meant(fault=str(error))
        trust = np.array([[1.0 if text.isascii() else self._korean_trust] for text in dict.fromkeys(texts)], np.float32)
        rows = dict(zip(dict.fromkeys(texts), trust * _standing_out(queries @ catalogue.T), strict=True))
        return Meant(tuple(_told([rows[text] for text in _spoken(phrases)], kinds) for phrases in asked))


def _spoken(phrases: Phrases) -> tuple[str, ...]:
    """The full name, and the first English one where that is Korean."""
    english = next((phrase for phrase in phrases if phrase.isascii()), None)
    return tuple(dict.fromkeys(text for text in (*phrases[:1], english) if text))


def _standing_out(cosines: Vectors) -> Vectors:
    spread = np.maximum(cosines.std(axis=1, keepdims=True), 1e-6)
    return np.asarray((cosines - cosines.mean(axis=1, keepdims=True)) / spread, np.float32)


def _told(rows: Sequence[Vectors], kinds: Sequence[LabelledKind]) -> Likeness:
    if not rows:
        return {}
    best = np.max(rows, axis=0)
    told: Mapping[str, float] = {
        kind.id: round(float(value), 3) for kind, value in zip(kinds, best, strict=True) if value >= _TOLD_FROM
    }
    return told
