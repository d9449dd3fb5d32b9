"""A sentence on the picture that says which rule the cut to this board breaks, and offers the mend."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.viewport.cut_rules import CutFault


class ContinuityNotice(QFrame):
    """Shows one broken rule; hidden while there is none.

    Signals:
        mend_wanted: the rule that is to be kept.
    """

    mend_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("continuityNotice")
        self._fault: CutFault | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        self._text = named(QLabel(), "continuityText")
        self._mend = named(QPushButton(), "continuityMend")
        self._mend.setProperty("link", "true")
        self._mend.clicked.connect(lambda _c=False: self.mend_wanted.emit(self._fault.rule) if self._fault else None)
        row.addWidget(self._text)
        row.addWidget(self._mend)
        self.hide()

    def show_fault(self, fault: CutFault | None, *, before: str, may_mend: bool) -> None:
        """Says what is wrong with the cut from the board of that number, or nothing."""
        self.setVisible(fault is not None)
        if fault == self._fault and fault is None:
            return
        self._fault = fault
        if fault is None:
            return
        match fault.rule:
            case "line":
                first, second = fault.names
                words = tr(
                    "Crosses the line between {first} and {second} set in {board}.",
                    first=first,
                    second=second,
                    board=before,
                )
                mend = tr("Flip to the other side")
            case "thirty":
                words = tr("Turns by less than 30° about {name} from {board}.", name=fault.names[0], board=before)
                mend = tr("Turn by 30°")
            case _:
                assert_never(fault.rule)
        self._text.setText(words)
        self._mend.setText(mend)
        self._mend.setVisible(may_mend)
