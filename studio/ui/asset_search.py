"""A field that finds things in the kit and in a person's own library, to put in another's place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from studio.ui.naming import named
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE
from studio.ui.translation import language, tr

if TYPE_CHECKING:
    from studio.staging.asset_search import Hit

_PAUSE_MS = 120
_MOST = 8


class AssetSearch(QWidget):
    """Types to find, arrows to choose, Enter to take.

    Signals:
        chosen: the asset that was chosen and what it is called.
    """

    chosen = Signal(str, str)

    def __init__(self, tasks: TaskScope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._hits: tuple[Hit, ...] = ()
        self._searched = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        self.field = named(QLineEdit(), "assetSearch")
        self.field.setPlaceholderText(tr("Replace by… a chair, 의자"))
        self.field.setAccessibleName(tr("Replace by"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self._names = QStringListModel(self)
        self.list = named(QListView(), "assetHits")
        self.list.setAccessibleName(tr("Things found"))
        self.list.setModel(self._names)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        column.addWidget(self.list)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(lambda: self._take(self.list.currentIndex().row()))
        self.list.clicked.connect(lambda index: self._take(index.row()))

    @property
    def found(self) -> tuple[str, ...]:
        """The assets that are offered."""
        return tuple(hit.asset for hit in self._hits)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        if steps is None or not self._hits:
            return False
        row = min(max(self.list.currentIndex().row() + steps, 0), len(self._hits) - 1)
        self.list.setCurrentIndex(self._names.index(row, 0))
        return True

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._show(())

    def _search(self) -> None:
        words = self.field.text().strip()
        if words:
            self._tasks.start(tr("Searching the library"), self._find(words))

    async def _find(self, words: str) -> None:
        from studio.workflows.prop_library import search_props

        hits = await asyncio.to_thread(search_props, words, limit=_MOST)
        if words == self.field.text().strip():
            self._show(hits)

    def _show(self, hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        self._names.setStringList([self._words(hit) for hit in hits])
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self._names.index(0, 0))
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * len(hits) + 2 * self.list.frameWidth())

    def _words(self, hit: Hit) -> str:
        width, height, depth = hit.kind.size
        return f"{self._name(hit)}  {width:.2f} × {height:.2f} × {depth:.2f} m"

    @staticmethod
    def _name(hit: Hit) -> str:
        return hit.kind.name_ko if language() == "ko" else hit.kind.name_en

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self.field.clear()
            self.chosen.emit(hit.asset, self._name(hit))
