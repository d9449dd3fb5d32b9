"""How many of the counts that prompts ask for are understood offline, with nothing added (``--literal``).

An object is of the category it fits best among those of its prompt: by its own words, then by what the lexicon takes
both for, then by the head word.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.prompts import AskedCount, PromptFile, files_here
from bench.row import Row
from studio.model.stage import SpecNode
from studio.staging.assets import noun_of
from studio.staging.spec import build_spec
from studio.staging.words.english_grammar import singular
from studio.staging.words.noun import english_nouns, nouns


@dataclass(frozen=True, slots=True)
class Counted:
    """One count a prompt asks for, and how many there are."""

    prompt: str
    asked: AskedCount
    found: int

    @property
    def is_met(self) -> bool:
        """Whether there are as many as were asked for."""
        return self.asked.is_met(self.found)


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


def fit(node: SpecNode, asked: AskedCount) -> int:
    """How well a node is of a category: over 5 by its very words, 4 by kind, 3 to 1 ever looser; 0 not at all."""
    return max(_fit(node, name) for name in asked.names)


def _fit(node: SpecNode, category: str) -> int:
    own, asked = _words(node.name), _words(category)
    if own[-len(asked) :] == asked or (own and not own[-1].isascii() and own[-1].endswith(asked[-1])):
        return 5 + len(asked)
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


def by_category(nodes: Sequence[SpecNode], asked: Sequence[AskedCount]) -> dict[str, list[SpecNode]]:
    """The nodes of each category."""
    found: dict[str, list[SpecNode]] = {count.names[0]: [] for count in asked}
    for node in nodes:
        best = max(asked, key=lambda count: fit(node, count), default=None)
        if best is not None and fit(node, best):
            found[best.names[0]].append(node)
    return found


def counts_of(file: PromptFile) -> Iterator[Counted]:
    """Every count of a file of prompts."""
    for prompt in file.prompts():
        found = by_category(build_spec(prompt.text, literal=True).nodes, prompt.counts)
        for asked in prompt.counts:
            yield Counted(prompt.name, asked, sum(node.count for node in found[asked.names[0]]))


def share_met(counts: Sequence[Counted]) -> float:
    """How many of some counts are met, in per cent."""
    return 100 * sum(count.is_met for count in counts) / len(counts)


def count_rows() -> Iterator[Row]:
    """The share of counts met, a row for each file that is here."""
    for file in files_here():
        counts = list(counts_of(file))
        share = share_met(counts)
        label = f"counts understood, {len(counts)} of {file.path.name}"
        yield Row(label, share, "%", bar=f"≥ {file.least_counts:g} %", holds=share >= file.least_counts)


def main() -> None:
    """Prints the shares, and with ``--missed NAME`` what was missed in files of such a name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", default=None)
    wanted = parser.parse_args().missed
    for row in count_rows():
        print(f"{row.name:60} {row.value:6.1f} {row.unit} {row.bar} {'holds' if row.holds else 'FALLS SHORT'}")
    for file in files_here() if wanted is not None else ():
        if wanted in file.path.name:
            for one in counts_of(file):
                if not one.is_met:
                    asked = f"{one.asked.comparison} {one.asked.number} {one.asked.names[0]}"
                    print(f"{file.path.name} {one.prompt}: {asked}, found {one.found}")


if __name__ == "__main__":
    main()
