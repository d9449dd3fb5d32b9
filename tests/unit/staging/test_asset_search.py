"""The one search behind staging and `assets search`, and WordNet behind it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from studio.staging.asset_search import AssetSearch
from studio.staging.kit.catalogue import CATALOGUE
from studio.staging.library import kit_library
from studio.staging.props_library.own_library import own_library
from studio.staging.wordnet import WordNet, find_wordnet
from studio.staging.words.noun import english_nouns, korean_nouns, nouns
from studio.staging.words.word_table import keys_by_word, listed, rows


@pytest.mark.parametrize(
    ("text", "asset", "via"),
    [
        ("throne", "kit:throne", "name"),
        ("왕좌", "kit:throne", "name"),
        ("two old bookcases", "kit:bookcase", "name"),
        ("전등", "kit:pendant_lamp", "keyword"),
        ("ashtray", "kit:bowl", "meaning"),
        ("vehicles", "kit:car", "category"),
        ("악기", "kit:piano", "category"),
        ("zorbling", "kit:box", "primitive"),
        ("", "kit:box", "primitive"),
        ("a " * 500, "kit:box", "primitive"),
    ],
)
def test_that_words_find_the_best_prop_by_the_first_step_that_knows_them(text: str, asset: str, via: str) -> None:
    hit = AssetSearch(kit_library()).search(text)[0]
    assert (hit.asset, hit.via) == (asset, via)


def test_that_results_are_ordered_told_once_and_limited() -> None:
    search = AssetSearch(kit_library())
    hits = search.search("table", limit=50)

    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.asset for hit in hits}) == len(hits)
    assert {"kit:coffee_table", "kit:round_table", "kit:desk"} <= {hit.asset for hit in hits}
    assert "kit:box" not in {hit.asset for hit in hits}
    assert search.search("table", limit=2) == hits[:2]


def test_that_words_are_matched_whole_never_in_part() -> None:
    search = AssetSearch(kit_library())
    assert "kit:car" not in {hit.asset for hit in search.search("carpet")}
    assert search.search("성당")[0].asset != search.search("성문")[0].asset


def test_that_every_prop_of_the_kit_is_found_by_its_own_names_in_both_languages() -> None:
    search = AssetSearch(kit_library())
    lost = [
        name
        for kind in CATALOGUE.values()
        for name in (kind.name_en, kind.name_ko)
        if f"kit:{kind.id}" not in {hit.asset for hit in search.search(name, limit=50) if hit.via == "name"}
    ]
    assert lost == []


def test_that_every_word_for_a_category_names_one_that_there_is() -> None:
    assert set(keys_by_word("categories.tsv").values()) <= {kind.category for kind in CATALOGUE.values()}


@pytest.mark.parametrize(
    ("text", "asset", "via"),
    [
        ("settee with cushions", "kit:sofa", "name"),
        ("참나무책상", "kit:desk", "keyword"),
        ("달항아리", "kit:urn", "meaning"),
        ("tool box", "kit:flight_case", "keyword"),
        ("bowl of soup", "kit:bowl", "name"),
    ],
)
def test_that_a_thing_is_found_by_its_head_and_a_longer_name_before_its_ends(text: str, asset: str, via: str) -> None:
    hit = AssetSearch(kit_library()).search(text)[0]
    assert (hit.asset, hit.via) == (asset, via)


def test_that_every_further_word_stands_once_and_means_something_that_there_is() -> None:
    words = Counter(word for _, *cells in rows("synonyms.tsv") for cell in cells for word in listed(cell))
    assert [word for word, times in words.items() if times > 1] == []
    assert [
        targets
        for targets, *_ in rows("synonyms.tsv")
        if not any(target in nouns() or target in CATALOGUE for target in listed(targets))
    ] == []


def test_that_a_word_that_may_mean_something_else_counts_only_where_a_prop_is_looked_for() -> None:
    assert "coat" not in english_nouns()
    assert "수정" not in korean_nouns()
    search = AssetSearch(kit_library())
    assert "primitive" not in {search.search("coat")[0].via, search.search("수정")[0].via}


def wordnet_files(folder: Path) -> Path:
    """Five synsets in the format of wndb(5WN): goblet and kantharos are drinking vessels, an idea is none."""
    words = [
        ("goblet", "06"),
        ("rhyton kantharos", "06"),
        ("drinking_vessel", "06"),
        ("tool", "06"),
        ("idea notion", "09"),
    ]
    pointers = {0: [("@", 2)], 1: [("@", 2)], 2: [("~", 0), ("~", 1), ("@", 3)], 3: [("~", 2)], 4: [("@", 3)]}
    head = "  1 This software and database is being provided to you\n  2 under a licence\n"

    def line(place: int, at: list[int]) -> str:
        names = words[place][0].split()
        ends = " ".join(f"{symbol} {at[target]:08d} n 0000" for symbol, target in pointers[place])
        listed = " ".join(f"{name} 0" for name in names)
        count = len(pointers[place])
        return f"{at[place]:08d} {words[place][1]} n {len(names):02x} {listed} {count:03d} {ends} | a gloss\n"

    at = [0] * len(words)
    for place in range(len(words)):
        at[place] = len(head) + sum(len(line(before, at)) for before in range(place))
    folder.mkdir()
    (folder / "data.noun").write_text(head + "".join(line(place, at) for place in range(len(words))))
    senses = sorted((name, place) for place, (names, _) in enumerate(words) for name in names.split())
    index = "".join(f"{name} n 1 1 @ 1 0 {at[place]:08d}  \n" for name, place in senses)
    (folder / "index.noun").write_text(head + index)
    return folder


def test_that_wordnet_tells_synonyms_before_broader_words_and_their_kinds(tmp_path: Path) -> None:
    wordnet = WordNet(wordnet_files(tmp_path / "dict"))

    assert wordnet.akin("rhyton") == (("kantharos", 1.0), ("drinking vessel", 0.85), ("tool", 0.7), ("goblet", 0.6))
    assert [word for word, _ in wordnet.akin("drinking vessel")] == ["tool", "goblet", "kantharos", "rhyton"]
    for word in ("kantharos", "goblet", "tool"):
        assert wordnet.akin(word)


@pytest.mark.parametrize("word", ["aardvark", "zebra", "rhyto", "rhytons", "", "탁자", "idea", "two"])
def test_that_wordnet_knows_nothing_of_other_words_and_of_what_is_no_thing(tmp_path: Path, word: str) -> None:
    assert WordNet(wordnet_files(tmp_path / "dict")).akin(word) == ()


def test_that_a_damaged_wordnet_knows_nothing(tmp_path: Path) -> None:
    folder = wordnet_files(tmp_path / "dict")
    (folder / "data.noun").write_text("nonsense\n")
    assert WordNet(folder).akin("rhyton") == ()


def test_that_a_meaning_is_asked_where_the_tables_know_nothing(tmp_path: Path) -> None:
    wordnet = WordNet(wordnet_files(tmp_path / "dict"))
    hit = AssetSearch(own_library((), meanings=(wordnet,))).search("rhyton")[0]

    assert (hit.asset, hit.via) == ("kit:goblet", "meaning")
    assert AssetSearch(kit_library()).search("rhyton")[0].via == "primitive"


def test_that_wordnet_is_found_where_its_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find_wordnet.cache_clear()
    monkeypatch.setenv("WNSEARCHDIR", str(wordnet_files(tmp_path / "dict")))
    found = find_wordnet()
    find_wordnet.cache_clear()
    assert found is not None
    assert found.akin("goblet")
