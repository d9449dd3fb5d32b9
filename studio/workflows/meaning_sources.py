"""Which sources of meaning this machine has: WordNet, the sentence encoder, Gemini's embeddings with a key."""

from __future__ import annotations

from studio.settings import home_folder
from studio.staging.embedded_meaning import EmbeddedMeaning, Embedder
from studio.staging.meaning import Meaning
from studio.staging.sentence_encoder import find_sentence_encoder
from studio.staging.wordnet import find_wordnet
from studio.workflows.embedding_store import StoredEmbedder


def find_meanings(*, is_online: bool = False) -> tuple[Meaning, ...]:
    """The sources that there are; Gemini, which is asked over the network, only where ``is_online``."""
    folder = home_folder() / "embeddings"
    found: list[Meaning] = []
    if (wordnet := find_wordnet()) is not None:
        found.append(wordnet)
    if (encoder := find_sentence_encoder()) is not None:
        found.append(EmbeddedMeaning(StoredEmbedder(encoder, folder), korean_trust=encoder.korean_trust))
    if is_online and (gemini := _gemini()) is not None:
        found.append(EmbeddedMeaning(StoredEmbedder(gemini, folder)))
    return tuple(found)


def _gemini() -> Embedder | None:
    from studio.workflows.agent_settings import gemini_access, load_agent_settings
    from studio.workflows.key_ring import KeyRing

    settings = gemini_access(load_agent_settings(), KeyRing())
    if not settings.api_key or settings.is_enterprise:
        return None
    from studio.agents.gemini.embeddings import GeminiEmbedder

    return GeminiEmbedder(settings)
