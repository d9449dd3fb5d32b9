"""A screenplay as plain JSON types: what ``script FILE --json`` prints."""

from __future__ import annotations

from typing import Any

from studio.script.screenplay import Element, Screenplay, ScriptScene


def screenplay_json(screenplay: Screenplay) -> dict[str, Any]:
    """The screenplay under the wire names of the script contract."""
    return {
        "titlePage": {key: list(lines) for key, lines in screenplay.title_page.items()},
        "elements": [_element(element) for element in screenplay.elements],
        "scenes": [_scene(scene) for scene in screenplay.scenes],
        "characters": [
            {"name": character.name, "lines": character.lines, "words": character.words}
            for character in screenplay.characters
        ],
        "pages": screenplay.pages,
        "warnings": list(screenplay.warnings),
    }


def _element(element: Element) -> dict[str, Any]:
    return {
        "type": element.type,
        "text": element.text,
        "line": element.line,
        "endLine": element.end_line,
        "sceneNumber": element.scene_number,
        "dual": element.dual,
        "forced": element.forced,
    }


def _scene(scene: ScriptScene) -> dict[str, Any]:
    return {
        "number": scene.number,
        "heading": scene.heading,
        "line": scene.line,
        "interior": scene.interior,
        "location": scene.location,
        "time": scene.time,
        "eighths": scene.eighths,
        "seconds": scene.seconds,
        "characters": list(scene.characters),
    }
