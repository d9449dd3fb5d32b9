from __future__ import annotations

import os
from typing import Any

import pytest

from studio.model.ids import DocPath
from tests.unit.collab.simulated_team import VIEWER, Team, without_what_follows

SEEDS = 500 if os.environ.get("DREAMFACTORY_SOAK") else 50
EDITS = 200


def without_anchors(documents: dict[DocPath, dict[str, Any]]) -> dict[DocPath, dict[str, Any]]:
    return {
        path: {name: value for name, value in fields.items() if name != "anchor"} for path, fields in documents.items()
    }


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SEEDS))
def test_that_whatever_goes_wrong_everybody_ends_with_the_same_and_nothing_is_lost(seed: int) -> None:
    team = Team(seed)
    team.work(edits=EDITS)
    team.settle()
    journal = team.journal()
    accepted = set(journal)
    assert len(accepted) == len(journal)
    # Anchors aside: who changed a text writes an anchor that was set meanwhile anew, unless they are killed before;
    # until somebody changes the text again the store has it as it was (decision 0018).
    stored = without_anchors(team.stored())
    first = without_anchors(team.people[0].everything())
    # What is there is what was accepted, every edit of it, in the order in which it was.
    assert without_anchors(team.replayed()) == first
    for person in team.people:
        assert person.acknowledged <= accepted
        everything = without_anchors(person.everything())
        assert everything == first
        assert {path: without_what_follows(path, fields) for path, fields in everything.items()} == stored
    writers = {str(entry.fields["uid"]) for path, entry in team.store.documents.items() if path.startswith("journal/")}
    assert VIEWER not in writers
