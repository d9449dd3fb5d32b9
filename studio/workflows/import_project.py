"""Scripts into projects: a new one, or new scenes at the end of one that is there."""

from __future__ import annotations

from pathlib import Path

from studio.collab.project_folder import create_project
from studio.errors import ProjectError
from studio.model.documents import Scene
from studio.model.ids import PROJECT_PATH, new_id, scene_path
from studio.model.operations import Create, Operation, Splice
from studio.model.order_key import key_between
from studio.script.scene_text import split_scenes
from studio.script.text_file import read_script
from studio.workflows.agent_settings import load_agent_settings
from studio.workflows.open_project import open_production
from studio.workflows.script_contents import empty_contents, read_contents


def new_project(path: Path, *, source: Path | None = None) -> Path:
    """Makes a project, from a script if one is given, with the budget that is set for new ones; returns its folder.

    Raises:
        InputError: the script cannot be read.
        ProjectError: there is something at that path already, or it cannot be written.
    """
    contents = read_contents(source) if source is not None else empty_contents(path.stem)
    contents[PROJECT_PATH]["budget"] = load_agent_settings().default_budget
    return create_project(path, contents)


def import_script(file: Path, path: Path) -> str:
    """Brings a script into a project and says what was done.

    A project that is not there yet is made. Into one that is, the script's scenes come after its own, as one step that
    can be undone; nothing that is there changes.

    Raises:
        InputError: the script cannot be read.
        ProjectError: the project cannot be opened or written.
    """
    folder = path if path.suffix == ".dream" else path.with_name(path.name + ".dream")
    if not path.exists() and not folder.exists():
        contents = read_contents(file)
        create_project(path, contents)
        return f"{len(contents) - 1} scenes are in {folder}."
    read_contents(file)
    opened = open_production(path if path.exists() else folder)
    try:
        if opened.project.is_read_only:
            raise ProjectError(" ".join(opened.project.notices))
        scenes = opened.document.scenes()
        last = scenes[-1][1].order_key if scenes else None
        ops: list[Operation] = []
        for text in split_scenes(read_script(file).text).scenes:
            last = key_between(last, None)
            fields = Scene(order_key=last, script=text).to_wire(with_unset=False)
            ops.append(Create(scene_path(new_id()), fields))
        count = len(ops)
        if scenes and not scenes[-1][1].script.endswith("\n\n"):
            ops.insert(0, _blank_line_after(scenes[-1][0], scenes[-1][1]))
        opened.document.commit(ops, label=f"Import {file.name}")
    finally:
        opened.close()
    return f"{count} scenes came to the end of {opened.project.folder}."


def _blank_line_after(scene_id: str, scene: Scene) -> Operation:
    """A heading needs an empty line above it; the last scene's text may not end in one."""
    missing = "\n" if scene.script.endswith("\n") else "\n\n"
    return Splice(scene_path(scene_id), ("script",), len(scene.script), "", missing)
