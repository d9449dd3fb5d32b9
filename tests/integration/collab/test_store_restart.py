"""The team's store is killed and comes back with what it had: on Google's emulator, with the product's rules."""

from __future__ import annotations

import logging
import os
import time

from studio.collab.save_state import Away
from studio.model.operations import Set, Splice
from tests.integration.collab.team_members import B1, S1, Member, at_rest, team_project, until
from tests.stand_in.firestore_emulator import emulator_process

BACK_WITHIN_S = 5.0 if os.environ.get("DREAMFACTORY_SOAK") else 20.0
"""The bar is judged where nothing else runs on the machine; beside other tests, that it comes back at all soon."""
_log = logging.getLogger(__name__)


def all_let_go(*members: Member) -> bool:
    return all(member.company.leases.is_at_rest for member in members)


def test_that_after_the_stores_restart_everybody_is_in_step_with_what_was_done_meanwhile() -> None:
    """No connection, no listener's place in the stream and no version of a document outlives it."""
    with emulator_process() as process:
        project = process.project()
        place = team_project(project)
        ann, bob = Member.at(place, "ann"), Member.at(place, "bob")
        try:
            until(at_rest(ann, bob), ann, bob)
            bob.commit(Splice(S1, ("script",), 0, "", "Before. "))
            # A store keeps what it has taken; the export must not be older than that.
            until(lambda: at_rest(ann, bob)() and all_let_go(ann, bob), ann, bob)
            export = process.export(project)
            process.stop()
            ann.commit(Set(B1, ("notes",), "Written while it was away."))
            bob.commit(Splice(S1, ("script",), 0, "", "Meanwhile. "))
            until(lambda: all(isinstance(each.driver.state, Away) for each in (ann, bob)), ann, bob)

            process.start(export=export)
            back = time.monotonic()
            until(at_rest(ann, bob), ann, bob)
            healed_s = time.monotonic() - back
            _log.info("in step %.2f s after the restart", healed_s)

            assert ann.words.startswith("Meanwhile. Before. INT. HALL")
            assert bob.notes == "Written while it was away."
            assert not ann.gave_way and not bob.gave_way
            assert healed_s <= BACK_WITHIN_S
        finally:
            ann.close()
            bob.close()
