"""A production for others: PDF, film, pictures, timeline, shot list, script, sets, camera plot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from studio.collab.project_folder import project_folder
from studio.collab.team_replica import replica_in
from studio.errors import InputError
from studio.media.cut import Cut
from studio.media.pictures import read_picture_file, write_png
from studio.media.whole_file import write_whole
from studio.model.ports import BlobStore, Progress, no_progress
from studio.model.reader import DocumentReader
from studio.script.text_file import encode_script
from studio.workflows.absent_media import AbsentMedia, absent_media
from studio.workflows.filled_folder import filled_folder, made_folder
from studio.workflows.given_file import spare_given
from studio.workflows.make_cut import make_cut

FORMATS = ("pdf", "mp4", "png", "otio", "csv", "fountain", "plot", "glb")
OF_SETS = ("glb", "plot")
"""Formats that show the sets themselves, not the boards' pictures."""
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def export_project(
    project: Path,
    *,
    format: str,
    out: Path,
    size: tuple[int, int] = (1280, 720),
    scene: int | None = None,
    progress: Progress = no_progress,
    tell: Callable[[str], None] = lambda _: None,
) -> Path:
    """Writes a project on disk in one format; the project itself is not touched.

    ``scene`` is the place of a scene, from 1, for the formats that can be of one: glb and plot. ``tell`` is told of
    the boards whose pictures or videos are not on this machine.

    Raises:
        InputError: the format is none of ours, or there is no such scene.
        ProjectError: the project cannot be opened.
    """
    from studio.workflows.open_project import reading_project

    _check_format(format)
    spare_given(project, out)
    with reading_project(project) as (documents, media):
        absent = absent_media(documents, media, format)
        if absent:
            tell(_absence(project, absent))
        return export_documents(documents, media, format, out, size=size, scene=scene, progress=progress)


def _absence(project: Path, absent: Sequence[AbsentMedia]) -> str:
    boards = ", ".join(each.board for each in absent)
    replica = replica_in(project_folder(project))
    mend = "restore them from a copy" if replica is None else f"run “dreamfactory team open {replica.project}” first"
    return f"What boards {boards} show is not on this machine yet, and they are without it; {mend}."


def export_documents(
    documents: DocumentReader,
    media: BlobStore,
    format: str,
    out: Path,
    *,
    size: tuple[int, int] = (1280, 720),
    scene: int | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Writes documents in one format, whole or not at all, and returns where."""
    _check_format(format)
    if format in OF_SETS:
        from studio.workflows.export_sets import export_sets
        from studio.workflows.scene_sets import sets_of

        sets = sets_of(documents, place=scene)
        return export_sets(sets, format, out, title=documents.project.title, progress=progress)
    if scene is not None:
        raise InputError(f"Only {' and '.join(OF_SETS)} can be written of one scene; leave out --scene for {format}.")
    if format == "fountain":
        with made_folder(out.parent):
            write_whole(out, script_bytes(documents))
        return out
    return export_cut(make_cut(documents, media), format, out, size=size, progress=progress)


def export_cut(
    cut: Cut, format: str, out: Path, *, size: tuple[int, int] = (1280, 720), progress: Progress = no_progress
) -> Path:
    """Writes a cut in one format; everything it needs is in the cut, so that a worker can do it."""
    if not cut.boards:
        raise InputError("This project has no boards yet; make boards first, then export them.")
    with made_folder(out.parent):
        _write(cut, format, out, size, progress)
    return out


def _write(cut: Cut, format: str, out: Path, size: tuple[int, int], progress: Progress) -> None:
    match format:
        case "png":
            export_pictures(cut, out, progress=progress)
        case "pdf":
            from studio.media.storyboard_pdf import write_storyboard_pdf

            write_storyboard_pdf(cut, out, progress=progress)
        case "mp4":
            from studio.media.animatic import animatic_shots, write_animatic

            write_animatic(animatic_shots(cut), out, size=size, rate=cut.rate, progress=progress)
        case "otio":
            from studio.media.timeline import write_otio

            write_otio(cut, out)
        case "csv":
            from studio.media.shot_list import write_shot_list_csv

            write_shot_list_csv(cut, out)


def script_bytes(documents: DocumentReader) -> bytes:
    """The script as its file was written: prelude and scenes in order, in the file's own encoding."""
    project = documents.project
    text = project.script_prelude + "".join(scene.script for _, scene in documents.scenes())
    return encode_script(text, project.script_format)


def picture_names(cut: Cut) -> Mapping[str, str]:
    """File name of each board's picture, by board id: ``001_12A.png``."""
    digits = max(3, len(str(len(cut.boards))))
    names = {}
    for place, board in enumerate(cut.boards, 1):
        shot = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in board.shot) or "board"
        names[board.id] = f"{place:0{digits}}_{shot}.png"
    return names


def export_pictures(cut: Cut, folder: Path, *, progress: Progress = no_progress) -> None:
    """Writes every board's picture into a folder as PNG, all or none, in order; boards not drawn are left out."""
    names = picture_names(cut)
    with filled_folder(folder) as part:
        for place, board in enumerate(cut.boards, 1):
            if board.picture is not None:
                _write_png(board.picture, part / names[board.id])
            progress(place, len(cut.boards), "pictures")


def _write_png(picture: Path, path: Path) -> None:
    """The picture as PNG: as it is, if it is one."""
    with picture.open("rb") as file:
        is_png = file.read(len(_PNG_SIGNATURE)) == _PNG_SIGNATURE
    if is_png:
        shutil.copyfile(picture, path)
    else:
        write_png(read_picture_file(picture), path)


def _check_format(format: str) -> None:
    if format not in FORMATS:
        raise InputError(f"There is no format {format!r}; the formats are {', '.join(FORMATS)}.")
