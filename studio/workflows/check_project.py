"""What is wrong with a project: integrity, missing media, references, continuity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, assert_never

from studio.collab.project_check import check_project
from studio.model.ids import SceneId
from studio.viewport.cut_rules import CutFault, cut_faults
from studio.workflows.draw_board import board_stage
from studio.workflows.open_project import reading_project


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
    """The 180° and the 30° rule, cut by cut within each scene, each board with its own blocking."""
    found = []
    with reading_project(path) as (documents, _):
        for scene, _ in documents.scenes():
            stage = documents.stage(SceneId(scene))
            boards = [board for _, board in documents.boards(scene) if board.camera_keys]
            for before, after in pairwise(boards if stage is not None else ()):
                cut = f"The cut from {before.shot.text} to {after.shot.text}"
                faults = cut_faults(before, after, board_stage(stage, after))
                found += [CheckFinding("note", f"{cut} {_broken(fault)}") for fault in faults]
    return found


def _broken(fault: CutFault) -> str:
    match fault.rule:
        case "line":
            return f"crosses the line between {fault.names[0]} and {fault.names[1]}."
        case "thirty":
            return f"turns by less than 30° about {fault.names[0]} on the same size."
    assert_never(fault.rule)
