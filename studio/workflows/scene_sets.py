"""The sets of a production's scenes with their boards: what the plot and the 3D model are made of."""

from __future__ import annotations

from dataclasses import dataclass

from studio.errors import InputError
from studio.model.documents import Board
from studio.model.ids import DocPath, board_path
from studio.model.reader import DocumentReader
from studio.model.stage import Stage
from studio.model.timing import FILM, FrameRate


@dataclass(frozen=True, slots=True)
class SceneSet:
    """A scene's set with its boards by path, and how their cameras see; ``number`` is the one its shots bear."""

    number: str
    heading: str
    stage: Stage
    boards: tuple[tuple[DocPath, Board], ...]
    sensor: str
    aspect: float
    rate: FrameRate = FILM


def sets_of(documents: DocumentReader, *, place: int | None = None) -> tuple[SceneSet, ...]:
    """The sets of all scenes that have one, or that of the scene at a place, from 1.

    Raises:
        InputError: there is no such scene, or no set.
    """
    project, scenes = documents.project, documents.scenes()
    if place is not None and not 1 <= place <= len(scenes):
        raise InputError(f"There is no scene {place}; this project has {len(scenes)} scenes.")
    found = []
    for at, (name, scene) in enumerate(scenes, 1):
        stage = documents.stage(name) if place in (None, at) else None
        if stage is not None:
            boards = tuple((board_path(name, board), each) for board, each in documents.boards(name))
            number = next((board.shot.number for _, board in boards if board.shot.number), str(at))
            found.append(
                SceneSet(
                    number, scene.heading, stage, boards, project.sensor, project.aspect_ratio, project.frame_rate.rate
                )
            )
    if not found:
        which = "This project" if place is None else f"Scene {place}"
        raise InputError(f"{which} has no set yet; stage a scene first, then export it.")
    return tuple(found)
