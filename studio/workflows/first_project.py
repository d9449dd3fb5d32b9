"""Which project a window begins with, and the project behind what a person named."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio.errors import StudioError
from studio.resource_files import resource_path
from studio.settings import home_folder, load_preferences
from studio.workflows.import_project import new_project
from studio.workflows.open_project import OpenProduction, open_for_window

SAMPLE = Path("sample", "harbor_lights.dream")


def open_first(path: Path | None) -> tuple[OpenProduction, str]:
    """What was asked for; else the last project; else the sample, with why the last one cannot be opened."""
    if path is not None:
        return open_for_window(project_of(path)), ""
    last = load_preferences().last_project
    if last is None or not Path(last).is_dir():
        return open_for_window(project_of(Path())), ""
    try:
        return open_for_window(Path(last)), ""
    except StudioError as error:
        return open_for_window(project_of(Path())), error.message


def project_of(path: Path) -> Path:
    """The project folder behind what a person named: a project, a script, a new name, or the sample."""
    if path == Path():
        return _sample_copy()
    if path.name == "project.sqlite":
        return path.parent
    if path.suffix == ".dream" or path.is_dir():
        return path if path.exists() else new_project(path)
    folder = path.with_suffix(".dream")
    return folder if folder.exists() else new_project(folder, source=path)


def _sample_copy() -> Path:
    """This person's own copy of the sample production, made when first asked for."""
    folder = home_folder() / SAMPLE.name
    if not folder.exists():
        source = resource_path(*SAMPLE.parts)
        part = folder.with_name(f".{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, part)
        for path in (part, *part.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        part.rename(folder)
    return folder
