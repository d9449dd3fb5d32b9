"""A script as the documents of a new project: prelude, scenes, and nothing else yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio.model.documents import Project, Scene, ScriptFormat
from studio.model.ids import PROJECT_PATH, DocPath, scene_path
from studio.model.order_key import spread_keys
from studio.script.fountain import parse_fountain
from studio.script.scene_text import heading_of, split_scenes
from studio.script.text_file import ScriptFile, read_script

Contents = dict[DocPath, dict[str, Any]]

BLANK_SCENE = "INT. PLACE - DAY\n\n"
"""The scene of a new production, which waits to be written."""


def script_contents(script: ScriptFile, *, title: str) -> Contents:
    """The documents of a script: the project with its prelude, and one scene a heading.

    The scenes' ids follow from their place and words, so that the same file gives the same project twice.

    Raises:
        InputError: there is no scene in it.
    """
    parts = split_scenes(script.text)
    if not parts.scenes:
        raise InputError(
            f"{title} has no scene in it; begin each scene with a heading on a line of its own, such as"
            " “INT. KITCHEN - DAY”."
        )
    project = Project(
        title=_title(script.text) or title,
        script_prelude=parts.prelude,
        script_format=script.format,
        status="scripting",
    )
    contents: Contents = {PROJECT_PATH: project.to_wire()}
    for place, (key, text) in enumerate(zip(spread_keys(len(parts.scenes)), parts.scenes, strict=True), 1):
        name = hashlib.sha256(f"{place}\n{text}".encode()).hexdigest()[:12]
        fields = Scene(order_key=key, script=text, heading=heading_of(text)).to_wire(with_unset=False)
        contents[scene_path(name)] = fields
    return contents


def read_contents(path: Path) -> Contents:
    """The documents of a script file.

    Raises:
        InputError: the file is not there, not text, or has no scene.
    """
    script = read_script(path)
    try:
        return script_contents(script, title=path.stem)
    except InputError as error:
        raise InputError(error.message.replace(path.stem, str(path), 1)) from error


def empty_contents(title: str) -> Contents:
    """A new production: one scene that waits to be written."""
    script = ScriptFile(BLANK_SCENE, ScriptFormat())
    return script_contents(script, title=title)


def describe_people(contents: Mapping[DocPath, Mapping[str, Any]]) -> dict[str, str]:
    """What the production bible says of each person, by name."""
    bible = contents.get(PROJECT_PATH, {}).get("productionBible") or {}
    return {person["name"]: person.get("description", "") for person in (bible.get("characters") or {}).values()}


def _title(text: str) -> str:
    values = parse_fountain(text.split("\n\n", 1)[0] + "\n\n").title_page
    for key, lines in values.items():
        if key.casefold() == "title":
            return " / ".join(line.strip(" *_") for line in lines if line.strip(" *_"))
    return ""
