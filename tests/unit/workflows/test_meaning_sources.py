"""What a person's library asks of unknown words: Gemini only with a key and online, once, and never at a price."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.staging.pipeline import stage_prompt
from studio.staging.props_library.prop_shelf import PropShelf
from studio.workflows.meaning_sources import find_meanings
from studio.workflows.prop_library import person_library, search_props
from tests.unit.agents.gemini_server import GeminiServer, embedded, gemini_server


def with_key(monkeypatch: pytest.MonkeyPatch, server: GeminiServer) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "a key")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.base_url)


def names(*, is_online: bool) -> set[str]:
    return {source.name for source in find_meanings(is_online=is_online)}


def test_that_gemini_is_a_source_only_online_and_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Gemini embeddings" not in names(is_online=True)
    monkeypatch.setenv("GEMINI_API_KEY", "a key")
    assert names(is_online=True) - names(is_online=False) == {"Gemini embeddings"}


def test_that_the_catalogue_and_a_word_are_sent_once_and_stay_alike(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with gemini_server(embedded({"zorbling": "throne"})) as server:
        with_key(monkeypatch, server)
        first = search_props("zorbling", shelf=PropShelf(tmp_path / "one"), is_online=True)
        times = len(server.asked)
        second = search_props("zorbling", shelf=PropShelf(tmp_path / "two"), is_online=True)

    sent = [text for texts in server.asked for text in texts]
    assert (first[0].asset, first[0].source) == ("kit:throne", "Gemini embeddings")
    assert [hit.asset for hit in second] == [hit.asset for hit in first]
    assert len(server.asked) == times
    assert len(sent) == len(set(sent))


def test_that_known_words_are_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with gemini_server(embedded({})) as server:
        with_key(monkeypatch, server)
        stage_prompt("two chairs, a throne and 촛불 세 개", library=person_library(is_online=True))
    assert server.asked == []


def test_that_a_set_is_built_where_gemini_fails_and_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with gemini_server(lambda _: (503, {"error": {"code": 503, "message": "later"}})) as server:
        with_key(monkeypatch, server)
        stage = stage_prompt("a zorbling and two chairs", literal=True, library=person_library(is_online=True)).stage

    assert {prop.asset for prop in stage.props} == {"kit:box", "kit:chair"}
    assert "Gemini declined to embed (503); the offline sources chose." in stage.report.warnings
