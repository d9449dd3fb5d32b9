"""Our own prompts, half of them never looked at while the readers were written: counts and relations understood."""

import pytest

from bench.counts import counts_of, share_met
from bench.prompts import FILES, OWN, PromptFile
from bench.relations import shares_of

OURS = [file for file in FILES if file.path.parent == OWN]
LEAST_PRECISION = 80.0


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.path.stem)
def test_that_the_counts_our_prompts_ask_for_are_understood(file: PromptFile) -> None:
    assert share_met(list(counts_of(file))) >= file.least_counts


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.path.stem)
def test_that_the_relations_our_prompts_tell_are_understood(file: PromptFile) -> None:
    met, precise, told = shares_of(list(file.prompts()))
    assert told > 80
    assert met >= file.least_relations
    assert precise >= LEAST_PRECISION


def test_that_there_are_as_many_prompts_held_out_as_developed_on() -> None:
    sizes = {file.path.stem: len(list(file.prompts())) for file in OURS}
    assert len(sizes) == 4
    assert set(sizes.values()) == {41}
