from __future__ import annotations

import pytest

from studio.collab.team_store import TeamPlace
from tests.integration.collab.team_members import team_project
from tests.stand_in.firestore_emulator import EmulatorProcess, FirestoreEmulator


@pytest.fixture(scope="session")
def ruled_emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    """A Firebase project with the product's rules; a test has a project of its own in it."""
    return firestore_process.project()


@pytest.fixture
def place(ruled_emulator: FirestoreEmulator) -> TeamPlace:
    """A project of Ann's, with Bob as an editor and Vera as a viewer."""
    return team_project(ruled_emulator)
