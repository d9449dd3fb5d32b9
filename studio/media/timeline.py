"""The cut as an OpenTimelineIO timeline, for the edit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from studio.media.cut import Cut, CutBoard
from studio.media.whole_file import write_whole

if TYPE_CHECKING:
    import opentimelineio as otio

METADATA_KEY = "dreamfactory"


def timeline_of(cut: Cut, *, beside: Path) -> otio.schema.Timeline:
    """A timeline of one video track: a clip a board, its length in whole frames at the cut's rate.

    Pictures are referred to relative to the folder ``beside``. Under ``dreamfactory``, the timeline's metadata has
    the exact rate, each clip's the board. A board's notes are a marker on its clip.
    """
    import opentimelineio as otio

    rate = cut.rate
    timeline = otio.schema.Timeline(
        name=cut.title, global_start_time=otio.opentime.RationalTime(0, float(rate.fraction))
    )
    timeline.metadata[METADATA_KEY] = {
        "frameRate": {"num": rate.num, "den": rate.den},
        "aspectRatio": float(cut.aspect),
    }
    track = otio.schema.Track(name="Boards", kind=otio.schema.TrackKind.Video)
    track.extend([_clip(board, float(rate.fraction), beside) for board in cut.boards])
    timeline.tracks.append(track)
    return timeline


def write_otio(cut: Cut, path: Path) -> None:
    """Writes the timeline as .otio, whole or not at all; equal cuts give equal bytes.

    Raises:
        MediaError: the file system refused.
    """
    write_whole(path, timeline_of(cut, beside=path.parent).to_json_string(indent=2).encode())


def _clip(board: CutBoard, rate: float, beside: Path) -> otio.schema.Clip:
    import opentimelineio as otio

    whole = otio.opentime.TimeRange(otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(board.frames, rate))
    media: otio.core.MediaReference = otio.schema.MissingReference()
    if board.picture is not None:
        media = otio.schema.ExternalReference(target_url=_url(board.picture, beside), available_range=whole)
    clip = otio.schema.Clip(name=board.shot, source_range=whole, media_reference=media)
    clip.metadata[METADATA_KEY] = {
        "board": board.id,
        "scene": board.scene_number,
        "heading": board.scene_heading,
        "shot": board.shot,
        "size": board.shot_size,
        "angle": board.angle,
        "move": board.move,
        **({} if board.lens_mm is None else {"lensMm": float(board.lens_mm)}),
        "characters": list(board.characters),
        "dialogue": board.dialogue,
        "action": board.action,
        "notes": board.notes,
    }
    if board.notes:
        at = otio.opentime.TimeRange(otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(1, rate))
        clip.markers.append(otio.schema.Marker(name=board.notes, marked_range=at, color=otio.schema.MarkerColor.YELLOW))
    return clip


def _url(picture: Path, beside: Path) -> str:
    """A relative URL, so that the folder can be moved; absolute where the disks differ."""
    try:
        return quote(Path(os.path.relpath(picture, beside)).as_posix())
    except ValueError:
        return picture.resolve().as_uri()
