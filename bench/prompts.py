"""Prompts with what a reader expects of each: counts, and what stands in which relation to what.

Three files: two of ``data/prompts`` where that folder lies beside the checkout, and our own beside the tests.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GIVEN = ROOT.parent / "shared" / "data" / "prompts"
OWN = ROOT / "tests" / "unit" / "staging" / "prompts"
ROOM_PARTS = frozenset({"room", "wall", "door", "window", "ceiling", "ground", "floor"})
_HOLDS = {"eq": operator.eq, "ge": operator.ge, "gt": operator.gt, "le": operator.le, "lt": operator.lt}
_COUNT = re.compile(r"(\d+)(\+?) (\S+)")


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How many of a category a prompt asks for; ``names`` are the category and other words for it."""

    names: tuple[str, ...]
    number: int
    comparison: str = "eq"

    def is_met(self, found: int) -> bool:
        """Whether a number is what was asked for."""
        return bool(_HOLDS[self.comparison](found, self.number))


@dataclass(frozen=True, slots=True)
class AskedRelation:
    """``thing`` stands in a relation to ``anchor``: a category, or a part of the room."""

    thing: str
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class AnnotatedPrompt:
    """A prompt and what a reader expects of it."""

    name: str
    text: str
    counts: tuple[AskedCount, ...]
    relations: tuple[AskedRelation, ...]


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A file of prompts and the shares (per cent) of it that have to be understood."""

    path: Path
    least_counts: float
    least_relations: float

    def prompts(self) -> Iterator[AnnotatedPrompt]:
        """What it holds."""
        return _own(self.path) if self.path.suffix == ".txt" else _given(self.path)


FILES = (
    PromptFile(GIVEN / "film_prompts.json", 95.0, 85.0),
    PromptFile(GIVEN / "sceneeval_50.json", 85.0, 75.0),
    PromptFile(OWN / "english_development.txt", 95.0, 90.0),
    PromptFile(OWN / "english_held_out.txt", 92.0, 79.0),
    PromptFile(OWN / "korean_development.txt", 96.0, 92.0),
    PromptFile(OWN / "korean_held_out.txt", 89.0, 75.0),
)
"""What is held out was only ever scored while the readers were written, never looked at."""


def files_here() -> tuple[PromptFile, ...]:
    """Those files that are there to be read."""
    return tuple(file for file in FILES if file.path.exists())


def _given(path: Path) -> Iterator[AnnotatedPrompt]:
    for entry in json.loads(path.read_text("utf-8"))["prompts"]:
        counts = tuple(AskedCount((count["cat"],), count["n"], count["q"]) for count in entry["counts"])
        yield AnnotatedPrompt(str(entry["id"]), entry["prompt"], counts, tuple(_given_relations(entry)))


def _given_relations(entry: dict[str, Any]) -> Iterator[AskedRelation]:
    for told in entry.get("relations", ()):
        yield AskedRelation(told["target"], told["rel"], "room" if told["anchor"] == "ground" else told["anchor"])
    for told in entry.get("oo", ()):
        names = [str(name).partition(":")[0] for name in told["objs"]]
        yield AskedRelation(names[1 - told["anchor_idx"]], told["rel"], names[told["anchor_idx"]])
    for told in entry.get("oa", ()):
        # Which of several rooms a thing is in is another question.
        if told["rel"] != "in":
            part = told["arch"][0]
            yield AskedRelation(told["obj"], told["rel"], part if part in ROOM_PARTS else "room")


def _own(path: Path) -> Iterator[AnnotatedPrompt]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    blocks = [block.splitlines() for block in "\n".join(lines).strip().split("\n\n")]
    for number, block in enumerate(blocks, start=1):
        text, counts, relations = block[0], block[1], "".join(block[2:])
        yield AnnotatedPrompt(str(number), text, tuple(_counts(counts)), tuple(_relations(relations)))


def _counts(line: str) -> Iterator[AskedCount]:
    for part in line.removeprefix("=").split(","):
        told = _COUNT.fullmatch(part.strip())
        if told:
            yield AskedCount(tuple(told[3].split("/")), int(told[1]), "ge" if told[2] else "eq")


def _relations(line: str) -> Iterator[AskedRelation]:
    for part in line.removeprefix("~").split(";"):
        if part.strip():
            thing, kind, anchor = part.split()
            yield AskedRelation(thing, kind, anchor)
