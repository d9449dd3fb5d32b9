from __future__ import annotations

import os

import pytest

from bench.framings import cases, is_read_back, judged

EVERY = 1 if os.environ.get("DREAMFACTORY_SOAK") else 10
LEAST_READ = 0.97 if EVERY == 1 else 0.94
"""The bar; of a tenth, three standard deviations of such a sample below it."""


@pytest.mark.soak
def test_that_sizes_from_all_angles_show_what_they_say_in_rooms_nobody_cleared_for_them() -> None:
    verdicts = [judged(case) for case in cases(every=EVERY)]
    amiss = [verdict for verdict in verdicts if verdict.faults]
    silent = [verdict for verdict in verdicts if not verdict.notes and (verdict.faults or verdict.is_outside)]
    assert len(verdicts) == 2000 // EVERY
    assert silent == []
    assert len(amiss) <= 0.02 * len(verdicts), amiss


@pytest.mark.soak
def test_that_shots_are_read_back_as_what_they_were_framed_as() -> None:
    read = [is_read_back(case) for case in cases(every=EVERY)]
    assert sum(read) >= LEAST_READ * len(read)
