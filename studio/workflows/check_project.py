"""What is wrong with a project: integrity, missing media, references, continuity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from studio.collab.project_check import check_project
from studio.model.ids import SceneId
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.subject import people_of
from studio.workflows.open_project import reading_project

_JUMP_DEG = 30.0


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing that was found; ``severity`` is error, warning or note."""

    severity: str
    message: str
    path: str = ""

    def to_json(self) -> dict[str, Any]:
        """As ``check --json`` prints it."""
        return {"severity": self.severity, "message": self.message, "path": self.path}


def check(path: Path) -> list[CheckFinding]:
    """Looks a project over; it is not changed.

    Raises:
        ProjectError: it cannot be opened at all.
    """
    findings = [CheckFinding(found.severity, found.message, found.where) for found in check_project(path)]
    return findings + _continuity(path)


def _continuity(path: Path) -> list[CheckFinding]:
    """The 180° and the 30° rule, cut by cut within each scene; a moving shot between two makes the jump good."""
    found = []
    with reading_project(path) as (documents, _):
        for scene, _ in documents.scenes():
            stage = documents.stage(SceneId(scene))
            boards = [board for _, board in documents.boards(scene) if board.camera_keys]
            people = [] if stage is None else [prop.position for prop in people_of(stage)]
            for before, after in pairwise(boards):
                cut = f"{before.shot.text} to {after.shot.text}"
                first, second = before.camera_keys[-1], after.camera_keys[0]
                if len(people) == 2 and after.move == "static" and crosses_line(first, second, *people):
                    found.append(CheckFinding("note", f"The cut from {cut} crosses the line between the two subjects."))
                same = before.shot_size == after.shot_size and set(before.subjects) == set(after.subjects)
                if same and angle_change_deg(first, second) < _JUMP_DEG:
                    found.append(CheckFinding("note", f"The cut from {cut} turns by less than 30° on the same size."))
    return found
