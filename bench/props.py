"""How often the first prop found for a word is a right one, and what the step of assets takes in a new process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.row import Row, at_most
from studio.staging.asset_search import AssetSearch
from studio.staging.embedded_meaning import EmbeddedMeaning
from studio.staging.library import kit_library
from studio.staging.meaning import Meaning
from studio.staging.sentence_encoder import find_sentence_encoder
from studio.staging.wordnet import find_wordnet
from studio.workflows.embedding_store import StoredEmbedder

WORDS = Path(__file__).parent / "asset_words.tsv"
_LEAST_PERCENT = {"English": 65.0, "Korean": 60.0}
_PROMPT = "a zorbling, two lorries, a chair, 궤짝 세 개 and a quibbet"
_COLD_BAR_MS, _TIMES = 200.0, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A word, its language and the props that would do."""

    word: str
    language: str
    right: frozenset[str]


def asked_words() -> Iterator[Asked]:
    """Every word of the list."""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kinds, *cells = line.split("\t")
        right = frozenset(f"kit:{kind}" for kind in kinds.split(", "))
        for language, cell in zip(("English", "Korean"), cells, strict=True):
            yield from (Asked(word, language, right) for word in cell.split(", ") if word != "-")


def prop_rows() -> Iterator[Row]:
    """The tables alone, with each source of meaning that this machine has, and the time of the step."""
    with TemporaryDirectory() as folder:
        for name, meanings in _sources(Path(folder)):
            search = AssetSearch(replace(kit_library(), meanings=meanings))
            for language, least in _LEAST_PERCENT.items():
                asked = [each for each in asked_words() if each.language == language]
                right = sum(search.search(each.word, limit=1)[0].asset in each.right for each in asked)
                percent = 100 * right / len(asked)
                row = Row(f"first prop right, {len(asked)} {language} words, {name}", percent, "%")
                yield replace(row, bar=f"≥ {least:g} %", holds=percent >= least)
    yield at_most("assets of a set with unknown words, new process", _cold_ms(), "ms", _COLD_BAR_MS)


def _sources(folder: Path) -> Iterator[tuple[str, tuple[Meaning, ...]]]:
    yield "tables", ()
    wordnet, encoder = find_wordnet(), find_sentence_encoder()
    if wordnet is not None:
        yield "tables, WordNet", (wordnet,)
    if encoder is not None:
        embedded = EmbeddedMeaning(StoredEmbedder(encoder, folder), korean_trust=encoder.korean_trust)
        yield "tables, encoder", (embedded,)
        if wordnet is not None:
            yield "tables, WordNet, encoder", (wordnet, embedded)


def _cold_ms() -> float:
    """The median over new processes; the encoder, where it is installed, loads in it too."""
    found: list[float] = []
    with TemporaryDirectory() as home:
        command = [sys.executable, "-m", "studio", "stage", _PROMPT, "--literal", "--offline"]
        for _ in range(_TIMES):
            told = subprocess.run(
                command, capture_output=True, check=True, env={**os.environ, "DREAMFACTORY_HOME": home}
            )
            found.append(float(json.loads(told.stdout)["report"]["timingsMs"]["assets"]))
    return median(found)
