"""What the editor knows of each scene's text: the kind of every line, the number, the length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.script.edit_plan import ScenePart
from studio.script.fountain import parse_fountain
from studio.script.pagination import eighths_text
from studio.script.title_page import read_title_page
from studio.ui.script_formats import line_kinds


@dataclass(frozen=True, slots=True)
class SceneReading:
    """A scene as shown: the kind of each of its lines, which line is its heading, its own number, its length in words.

    ``script`` is the text that was read.
    """

    script: str
    kinds: tuple[str, ...]
    heading_line: int = 0
    number: str = ""
    length: str = ""


class ScriptReadings:
    """Reads scenes one by one and keeps what it read until their text changes."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._known: dict[str, SceneReading] = {}
        self._names = {name for name in names if not name.isascii()}
        self._prelude: str | None = None

    def get(self, scene_id: str) -> SceneReading | None:
        """What is known of a scene; None before it was read."""
        return self._known.get(scene_id)

    def unread(self, scenes: Sequence[ScenePart]) -> list[int]:
        """The places of the scenes whose text is not the one that was read. Scenes that are gone are forgotten."""
        if len(self._known) > len(scenes):
            alive = {scene.id for scene in scenes}
            self._known = {name: reading for name, reading in self._known.items() if name in alive}
        return [
            place
            for place, scene in enumerate(scenes)
            if (known := self._known.get(scene.id)) is None or known.script != scene.script
        ]

    def read(self, scene: ScenePart, among: Sequence[ScenePart]) -> SceneReading:
        """Reads a scene. Others in which a name stands that is first known from here become unread."""
        screenplay = parse_fountain(scene.script, known_names=self._names)
        kinds = tuple(line_kinds(screenplay.elements, _line_count(scene.script)))
        first = screenplay.scenes[0] if screenplay.scenes else None
        if first is None:
            reading = SceneReading(scene.script, kinds)
        else:
            seconds = int(first.seconds)
            length = f"{eighths_text(first.eighths)} · {seconds // 60}:{seconds % 60:02}"
            reading = SceneReading(scene.script, kinds, first.line - 1, first.number or "", length)
        self._known[scene.id] = reading
        # Names without capitals are known by what stands around them, and then wherever they stand.
        for name in {person.name for person in screenplay.characters if not person.name.isascii()} - self._names:
            self._names.add(name)
            for other in among:
                if other.id != scene.id and f"\n{name}" in other.script:
                    self._known.pop(other.id, None)
        return reading

    def read_prelude(self, prelude: str) -> tuple[str, ...] | None:
        """The kind of each line above the first scene; None where they are known already."""
        if prelude == self._prelude:
            return None
        self._prelude = prelude
        if read_title_page(prelude).values:
            return ("title",) * prelude.count("\n")
        return tuple(line_kinds(parse_fountain(prelude).elements, _line_count(prelude)))


def _line_count(text: str) -> int:
    """Lines that begin in a text; what stands behind its last line end is the next one's."""
    return text.count("\n") + (not text.endswith("\n") and bool(text))
