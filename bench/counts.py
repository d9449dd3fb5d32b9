"""How many of the counts that prompts ask for are understood offline, with nothing added (``--literal``).

Reads the files of ``data/prompts`` where that folder lies beside the checkout. An object is of the category it fits
best among those of its prompt: by its own words, then by what the lexicon takes both for, then by the head word.
"""

from __future__ import annotations

import argparse
import json
import operator
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.row import Row
from studio.model.stage import SpecNode
from studio.staging.assets import noun_of
from studio.staging.spec import build_spec
from studio.staging.words.english_grammar import singular
from studio.staging.words.noun import english_nouns, nouns

PROMPTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "prompts"
FILES = (("film_prompts.json", 95.0), ("sceneeval_50.json", 85.0))
_HOLDS = {"eq": operator.eq, "ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}


@dataclass(frozen=True, slots=True)
class Counted:
    """One count a prompt asks for, and how many there are."""

    prompt: str
    category: str
    asked: str
    found: int
    is_met: bool


def _words(text: str) -> tuple[str, ...]:
    words = text.lower().replace("_", " ").replace("-", " ").split()
    return tuple(singular(word)[0] for word in words)


def _key(words: tuple[str, ...]) -> str | None:
    """The lexicon's key of the longest end of some words."""
    for start in range(len(words)):
        noun = english_nouns().get(" ".join(words[start:])) or nouns().get("_".join(words[start:]))
        if noun:
            return noun.key
    return None


def fit(node: SpecNode, category: str) -> int:
    """How well a node is of a category: 5 by its very words, 4 by kind, 3 to 1 ever looser; 0 not at all."""
    own, asked = _words(node.name), _words(category)
    if own[-len(asked) :] == asked:
        return 5
    noun = noun_of(node)
    key = noun.key if noun else None
    of_category = _key(asked)
    if key is not None and key == of_category:
        return 4
    heads = {own[-1:], _words(node.id.split("#")[0])[-1:], _words(key or "")[-1:]}
    if asked[-1:] in heads:
        return 3
    if noun and of_category in noun.like[:1]:
        return 2
    known = nouns().get(of_category or "")
    return 1 if noun and known and key in known.like[:1] else 0


def counts_of(path: Path) -> Iterator[Counted]:
    """Every count of a file of prompts."""
    for entry in json.loads(path.read_text("utf-8"))["prompts"]:
        nodes = build_spec(entry["prompt"], literal=True).nodes
        categories = [count["cat"] for count in entry["counts"]]
        found = dict.fromkeys(categories, 0)
        for node in nodes:
            best = max(categories, key=lambda category: fit(node, category), default=None)
            if best is not None and fit(node, best):
                found[best] += node.count
        for count in entry["counts"]:
            have = found[count["cat"]]
            is_met = bool(_HOLDS[count["q"]](have, count["n"]))
            yield Counted(str(entry["id"]), count["cat"], f"{count['q']} {count['n']}", have, is_met)


def count_rows() -> Iterator[Row]:
    """The share of counts met, a row for each file that is here."""
    for name, bar in FILES:
        path = PROMPTS / name
        if path.exists():
            counts = list(counts_of(path))
            share = 100 * sum(count.is_met for count in counts) / len(counts)
            label = f"counts understood, {len(counts)} of {name}"
            yield Row(label, share, "%", bar=f"≥ {bar:g} %", holds=share >= bar)


def main() -> None:
    """Prints the shares, and with ``--missed`` what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true")
    for row in count_rows():
        print(f"{row.name:60} {row.value:6.1f} {row.unit} {row.bar} {'holds' if row.holds else 'FALLS SHORT'}")
    if parser.parse_args().missed:
        for name, _ in FILES:
            for count in counts_of(PROMPTS / name):
                if not count.is_met:
                    print(f"{name} {count.prompt}: {count.category} {count.asked}, found {count.found}")


if __name__ == "__main__":
    main()
