"""A small production on the disk: a staged scene of three boards, one without a set, one without boards."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from studio.collab.media_folder import MediaFolder
from studio.collab.project_folder import create_project
from studio.media.pictures import encode_png
from studio.model.document import Document
from studio.model.documents import Board, CameraKey, ShotLabel, Take
from studio.model.ids import DocPath, SceneId, board_path, scene_path, stage_path, take_path
from studio.model.order_key import spread_keys
from studio.model.stage import Stage, stage_to_fields
from studio.script.scene_text import heading_of
from studio.staging.cast import PersonInScene
from studio.staging.pipeline import stage_prompt
from studio.ui.board_drawing import LOOK, SIZE
from studio.workflows.draw_board import FRAME_TAKE, picture_revision

HALL, HARBOUR, CAR = SceneId("hall"), SceneId("harbour"), SceneId("car")
A, B, C = board_path(HALL, "a"), board_path(HALL, "b"), board_path(HALL, "c")
D = board_path(HARBOUR, "d")
FRAMES = {A: 24, B: 12, C: 36, D: 24}
SCRIPTS = {
    HALL: "INT. HALL - NIGHT\n\nMina waits at the table. Jun comes in.\n\nMINA\nYou're late.\n\nJUN\nI'm early.\n\n",
    HARBOUR: "EXT. HARBOUR - DAY\n\nJun runs along the water.\n\n",
    CAR: "INT. CAR - DUSK\n\nMina drives. Jun looks out of the window.\n\nJUN\nLeft here.\n",
}


@cache
def small_stage() -> Stage:
    """A hall with a table, two chairs and two people."""
    people = (PersonInScene(name="MINA"), PersonInScene(name="JUN"))
    return stage_prompt("a small hall with a table and two chairs", people=people).stage


@cache
def _picture(grey: int) -> bytes:
    return encode_png(np.full((SIZE[1] // 4, SIZE[0] // 4, 3), grey, dtype=np.uint8))


def small_film(folder: Path, *, boards: int | None = None) -> Path:
    """Makes the project and returns its folder. ``boards`` gives the last scene that many boards."""
    (folder / "media").mkdir(parents=True)
    media = MediaFolder(folder / "media")
    contents = _contents(media)
    if boards is not None:
        for place, key in enumerate(spread_keys(boards)):
            contents |= _board(media, board_path(CAR, f"m{place:05}"), key, f"3-{place + 1}", 24)
    document = Document({path: dict(fields) for path, fields in contents.items()}, heading_of=heading_of)
    for path, _ in document.all_boards():
        # The pictures pass for drawn, so that nothing is drawn unless a test changes something.
        contents[path]["imagePromptRevision"] = picture_revision(document, path, look=LOOK, size=SIZE)
    project = create_project(folder.with_name(f"{folder.name}.dream"), contents)
    for file in (folder / "media").iterdir():
        file.rename(project / "media" / file.name)
    (folder / "media").rmdir()
    folder.rmdir()
    return project


def _contents(media: MediaFolder) -> dict[DocPath, dict[str, Any]]:
    contents: dict[DocPath, dict[str, Any]] = {
        DocPath(""): {"title": "Night Ferry / 밤배", "schemaVersion": 1},
        stage_path(HALL): stage_to_fields(small_stage()),
    }
    for key, (name, script) in zip(spread_keys(3), SCRIPTS.items(), strict=True):
        contents[scene_path(name)] = {"orderKey": key, "script": script}
    for key, path, number in zip(spread_keys(4), FRAMES, ("1A", "1B", "1C", "2A"), strict=True):
        contents |= _board(media, path, key, number, FRAMES[path])
    contents[A] |= {"action": "Mina waits at the table.", "rationale": "Establishing wide.", "move": "pan"}
    contents[B] |= {"dialogue": "You're late."}
    return contents


def _board(media: MediaFolder, path: DocPath, key: str, number: str, frames: int) -> dict[DocPath, dict[str, Any]]:
    picture = media.put(_picture(60 + 30 * (len(path) + ord(path[-1])) % 180), "png")
    board = Board(
        order_key=key,
        shot=ShotLabel(number=number[:-1] or number, setup=number[-1]),
        duration_frames=frames,
        shot_size="MS",
        camera_keys=(CameraKey(position=(0.0, 1.5, 5.0), target=(0.0, 1.2, 0.0)),),
        image_url=picture,
        take_id=FRAME_TAKE,
    )
    scene, name = path.split("/")[1], path.split("/")[3]
    return {
        path: board.to_wire(with_unset=False),
        take_path(scene, name, FRAME_TAKE): Take(kind="frame", asset=picture).to_wire(with_unset=False),
    }
