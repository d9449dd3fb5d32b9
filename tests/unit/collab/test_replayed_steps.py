"""Pending words on top of what others wrote into the same text."""

from __future__ import annotations

import random

import pytest

from studio.collab.pending_step import PendingStep
from studio.collab.replayed_steps import KeptText, replayed
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import scene_path
from studio.model.operations import Splice
from studio.script.scene_text import heading_of

SCENE = scene_path("s1")
BASE = "0123"


def document() -> Document:
    return Document({SCENE: {"orderKey": "V", "script": BASE}}, heading_of=heading_of)


def text(written: Document) -> str:
    return str((written.raw(SCENE) or {})["script"])


def insert(written: Document, at: int, words: str) -> ChangeSet:
    return written.commit([Splice(SCENE, ("script",), at, "", words)], label="Typing")


def on_top(mine: list[tuple[int, str]], theirs: list[tuple[int, str]]) -> tuple[str, str, str]:
    """What one person has, what the other, and what both have once mine is done on top of theirs."""
    own, other = document(), document()
    steps = [PendingStep.of(insert(own, at, words)) for at, words in mine]
    over = [op.op for at, words in theirs for op in insert(other, at, words).applied]
    left, right = text(own), text(other)
    texts = KeptText.of(steps, mine=own.raw, base=document().raw)
    for step in replayed(steps, over, texts, theirs=other.raw).steps:
        other.commit(step.ops, label="Typing")
    return left, right, text(other)


def test_that_a_word_that_is_mended_stays_whole_where_somebody_wrote_at_its_place() -> None:
    assert on_top([(1, "wrd "), (2, "o")], [(1, "NEW ")])[2] == "0NEW word 123"


@pytest.mark.parametrize("seed", range(100))
def test_that_both_find_all_they_wrote_as_they_wrote_it(seed: int) -> None:
    chance = random.Random(seed)

    def words(letters: str) -> list[tuple[int, str]]:
        found, length = [], len(BASE)
        for _ in range(chance.randint(1, 5)):
            said = "".join(chance.choices(letters, k=chance.randint(1, 4)))
            found.append((chance.randint(0, length), said))
            length += len(said)
        return found

    left, right, both = on_top(words("abcdef"), words("UVWXYZ"))
    assert "".join(each for each in both if not each.isupper()) == left
    assert "".join(each for each in both if not each.islower()) == right
