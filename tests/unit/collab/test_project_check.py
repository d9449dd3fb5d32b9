from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.media_folder import MediaFolder
from studio.collab.project_check import check_project
from studio.collab.project_folder import create_project
from studio.model.ids import DocPath, board_path, take_path
from tests.unit.model.small_project import B1, B2, B3, S1, contents


def test_that_a_sound_project_has_no_findings(tmp_path: Path) -> None:
    assert check_project(create_project(tmp_path / "Night", contents())) == []


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        (S1, {"keyBoardId": "gone"}, "key board gone"),
        (B1, {"takeId": "gone"}, "take gone"),
        (B1, {"takeId": "t"}, "take t"),
        (B1, {"anchor": {"start": 5, "end": 5_000}}, "anchored outside"),
        (B1, {"durationFrames": 0}, "durationFrames"),
        (board_path("none", "b"), {}, "orphan"),
        (B1, {"imageUrl": f"media:{'0' * 64}.png"}, "missing"),
        (B1, {"propOverrides": {"cup": {"texture": "media:nonsense"}}}, "not a reference"),
        (DocPath("scenes/s1/stage/current"), {"props": []}, "not formed"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_that_what_is_broken_is_found_and_named(
    tmp_path: Path, path: DocPath, fields: dict[str, object], says: str
) -> None:
    broken = contents()
    broken[path] = {**broken.get(path, {}), **fields}
    broken[take_path("s1", "b1", "t")] = {"deletedAt": "2026-11-21T00:00:00Z"}
    findings = check_project(create_project(tmp_path / "Night", broken))
    assert [finding.where for finding in findings] == [path] and says in findings[0].message


def test_that_altered_media_are_found_wherever_they_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "Night.dream"
    media = MediaFolder(tmp_path / "elsewhere")
    reference = media.put(b"picture", "png")
    project = contents()
    project[B2]["imageUrl"] = project[B3]["imageUrl"] = reference
    create_project(folder, project)
    MediaFolder(folder / "media").put(b"picture", "png")
    assert check_project(folder) == []
    (folder / "media" / reference.removeprefix("media:")).write_bytes(b"puncture")
    assert [finding.where for finding in check_project(folder)] == [B2, B3]
