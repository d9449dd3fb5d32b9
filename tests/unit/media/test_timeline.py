"""The timeline for the edit."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import opentimelineio as otio
import pytest

from studio.errors import MediaError
from studio.media.timeline import write_otio
from tests.unit.media.sample import korean_cut, no_file_larger_than


def test_that_the_timeline_reads_back_as_the_cut(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path)
    write_otio(cut, tmp_path / "timeline.otio")
    timeline = otio.adapters.read_from_file(str(tmp_path / "timeline.otio"))
    assert timeline.name == "밤의 촛불"
    assert timeline.metadata["dreamfactory"]["frameRate"] == {"num": 24000, "den": 1001}
    clips = list(timeline.find_clips())
    assert [clip.name for clip in clips] == [board.shot for board in cut.boards]
    assert [clip.duration().value for clip in clips] == [board.frames for board in cut.boards]
    assert {clip.duration().rate for clip in clips} == {24000 / 1001}
    starts = [clip.range_in_parent().start_time.value for clip in clips]
    assert starts == [start for start, _ in cut.starts()]
    assert timeline.duration().value == cut.frames


def test_that_clips_know_their_board_their_picture_and_their_notes(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path)
    write_otio(cut, tmp_path / "timeline.otio")
    first, second, third, _ = otio.adapters.read_from_file(str(tmp_path / "timeline.otio")).find_clips()
    assert first.metadata["dreamfactory"]["board"] == "b1"
    assert list(third.metadata["dreamfactory"]["characters"]) == ["미나", "준"]
    assert first.media_reference.target_url == "boards/001_1A.png"
    assert (tmp_path / unquote(second.media_reference.target_url)).is_file()
    assert third.media_reference.is_missing_reference
    assert [marker.name for marker in first.markers] == ["Match the eyeline."]


def test_that_equal_cuts_give_equal_bytes_and_a_full_disk_gives_none(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path)
    for name in ("a.otio", "b.otio"):
        write_otio(cut, tmp_path / name)
    assert (tmp_path / "a.otio").read_bytes() == (tmp_path / "b.otio").read_bytes()
    with no_file_larger_than(500), pytest.raises(MediaError):
        write_otio(cut, tmp_path / "c.otio")
    assert {path.name for path in tmp_path.iterdir()} == {"a.otio", "b.otio", "boards"}
