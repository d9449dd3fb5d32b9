"""Sets the lines of the script as what they are, a little at a time, so that no key waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from studio.script.edit_plan import ScenePart
from studio.ui.script_binding import ScriptBinding
from studio.ui.script_formats import KINDS, PAGE_PX, LineFormats, measure_of
from studio.ui.script_margin import GUTTER_PX, RIGHT_PX
from studio.ui.script_reading import SceneReading, ScriptReadings
from studio.ui.shown_script import UNSET, ShownScript
from studio.ui.theme import SPACE, Theme

_SLICE_MS = 6
_LONG_SCENE = 12_000
"""Code points of a scene that takes too long to be read anew with every key."""

_REST_MS = 250


class ScriptSetting(QObject):
    """Reads scenes whose words changed and formats their lines; what was not edited is not touched again.

    ``keep_sight`` is entered around work that must not move what is in sight; ``place_in_sight`` is the scene to begin
    with; ``composing`` is the line in which an input method is at work (-1 for none): it is left alone until then.
    """

    progressed = Signal()
    """Some more lines are set."""

    def __init__(
        self, shown: ShownScript, binding: ScriptBinding, theme: Theme, names: Iterable[str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._binding = binding
        self._theme = theme
        self._readings = ScriptReadings(names)
        self._formats = LineFormats(theme, "panel")
        self._waiting: list[str] = []
        self._held_back = False
        self._held_scene = ""
        self._prelude: tuple[str, ...] = ()
        self.column = (GUTTER_PX, GUTTER_PX)
        self.keep_sight: Callable[[], AbstractContextManager[None]] = shown.changing
        self.place_in_sight: Callable[[], int] = lambda: 0
        self.composing: Callable[[], int] = lambda: -1
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._go_on)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._set_some)

    @property
    def is_done(self) -> bool:
        """Whether every line is set."""
        return not self._waiting and not self._rest.isActive()

    def reading(self, scene_id: str) -> SceneReading | None:
        """What is known of a scene's text; None before it was read."""
        return self._readings.get(scene_id)

    def kind(self, block: QTextBlock) -> str:
        """The kind of element that a line was set as; "" before it was."""
        state = block.userState()
        return KINDS[state] if 0 <= state < len(KINDS) else ""

    def fit(self, width: int) -> None:
        """Lays the column out in a view of that width: no wider than a page, in the middle of what is left."""
        spare = max(0, width - PAGE_PX - 2 * GUTTER_PX) // 2
        left = GUTTER_PX + spare
        right = width - left - PAGE_PX if spare else RIGHT_PX
        self.column = (left, width - right)
        frame = self._shown.document.rootFrame().frameFormat()
        if (frame.leftMargin(), frame.rightMargin()) != (left, right) or not frame.topMargin():
            frame.setLeftMargin(left)
            frame.setRightMargin(right)
            frame.setTopMargin(2 * SPACE)
            frame.setBottomMargin(8 * SPACE)
            with self._shown.changing():
                self._shown.document.rootFrame().setFrameFormat(frame)
        measure = measure_of(width - left - right)
        if measure != self._formats.measure:
            self._formats = LineFormats(self._theme, measure)
            self._shown.unset_all()
            self._waiting = [scene.id for scene in self._binding.parts.scenes]
            self.update()
            self._set_lines(0, self._prelude)

    def update(self) -> None:
        """Sets the lines of scenes whose words changed: one that was typed in at once, the rest in slices."""
        scenes = self._binding.parts.scenes
        unread = self._readings.unread(scenes)
        waiting = set(self._waiting)
        if len(unread) == 1 and waiting <= {scenes[unread[0]].id} and self._is_long(scenes[unread[0]]):
            self._waiting = [scenes[unread[0]].id]
            self._rest.start()
            return
        places = {*unread, *(place for place, scene in enumerate(scenes) if scene.id in waiting)} if waiting else unread
        here = self.place_in_sight() if len(places) > 1 else 0
        self._waiting = [scenes[place].id for place in sorted(places, key=lambda place: abs(place - here))]
        prelude = self._readings.read_prelude(self._binding.parts.prelude)
        if prelude is not None:
            self._prelude = prelude
            self._set_lines(0, prelude)
        self._set_some()

    def settle_composed(self) -> None:
        """Sets what was left alone while an input method was at work."""
        if not self._held_back or self.composing() >= 0:
            return
        self._held_back = False
        place = self._binding.place_of(self._held_scene)
        reading = self._readings.get(self._held_scene)
        if place is not None and reading is not None:
            self._set_lines(self._binding.bounds(place)[0], reading.kinds)
        else:
            self._set_lines(0, self._prelude)

    def _is_long(self, scene: ScenePart) -> bool:
        return len(scene.script) > _LONG_SCENE and self._readings.get(scene.id) is not None

    def _go_on(self) -> None:
        with self.keep_sight():
            self._set_some()

    def _set_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        scenes = self._binding.parts.scenes
        while self._waiting and clock.elapsed() < _SLICE_MS:
            place = self._binding.place_of(self._waiting.pop(0))
            if place is None:
                continue
            scene = scenes[place]
            reading = self._readings.get(scene.id)
            if reading is None or reading.script != scene.script:
                reading = self._readings.read(scene, scenes)
            self._set_lines(self._binding.bounds(place)[0], reading.kinds, scene_id=scene.id)
        if self._waiting:
            self._next.start()
        self.progressed.emit()

    def _set_lines(self, start: int, kinds: Sequence[str], *, scene_id: str = "") -> None:
        """Formats lines in runs of one kind, as one change of the document."""
        composing = self.composing()
        block = self._shown.block(start)
        runs: list[tuple[str, list[QTextBlock]]] = []
        is_broken = True
        for kind in kinds:
            if not block.isValid():
                break
            if self._is_set(block, kind):
                block.setUserState(KINDS.index(kind))
                is_broken = True
            elif block.blockNumber() == composing:
                self._held_back, self._held_scene = True, scene_id
                is_broken = True
            elif is_broken or runs[-1][0] != kind:
                runs.append((kind, [block]))
                is_broken = False
            else:
                runs[-1][1].append(block)
            block = block.next()
        self._set_last_line()
        if not runs:
            return
        with self._shown.changing():
            cursor = QTextCursor(self._shown.document)
            cursor.beginEditBlock()
            for kind, run in runs:
                self._set_run(cursor, run, kind)
            cursor.endEditBlock()

    def _set_last_line(self) -> None:
        """The empty line at the very end begins no scene's text; it is set as what is typed there will be."""
        last = self._shown.document.lastBlock()
        if last.length() == 1 and not self._is_set(last, "blank") and last.blockNumber() != self.composing():
            with self._shown.changing():
                self._set_run(QTextCursor(last), [last], "blank")

    def _is_set(self, block: QTextBlock, kind: str) -> bool:
        """Whether a line is set as its kind already: every change of a format lays out all that stands below."""
        state = block.userState()
        if state != UNSET:
            return state == KINDS.index(kind) or self._looks_alike(KINDS[state], kind)
        if block.blockFormat() != self._formats.blocks[kind] or block.charFormat() != self._formats.words[kind]:
            return False
        return all(look.format == self._formats.words[kind] for look in block.textFormats())

    def _looks_alike(self, kind: str, other: str) -> bool:
        formats = self._formats
        return formats.blocks[kind] == formats.blocks[other] and formats.words[kind] == formats.words[other]

    def _set_run(self, cursor: QTextCursor, run: list[QTextBlock], kind: str) -> None:
        cursor.setPosition(run[0].position())
        cursor.setPosition(run[-1].position() + run[-1].length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setBlockFormat(self._formats.blocks[kind])
        cursor.setBlockCharFormat(self._formats.words[kind])
        cursor.setCharFormat(self._formats.words[kind])
        for block in run:
            block.setUserState(KINDS.index(kind))
