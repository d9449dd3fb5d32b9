"""The people who are here, in the first line of the window: their initials, where they are, and following them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from studio.collab.presence import Presence
from studio.model.document import Document
from studio.ui.naming import named
from studio.ui.numbered_windows import initial
from studio.ui.people import People
from studio.ui.people_words import place_words, tip_words
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr

_CHIP_PX, _CIRCLE_PX = 26, 20
_MOST = 5


class PersonChip(QToolButton):
    """Somebody's initial in their colour; a ring tells that they are followed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._letter, self._colour = "", QColor()
        self.setFixedSize(_CHIP_PX, _CHIP_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_person(self, person: Presence, *, tip: str, is_followed: bool) -> None:
        """Shows somebody."""
        self._letter, self._colour = initial(person.name), self._theme.person(person.uid)
        self.setToolTip(tip)
        self.setAccessibleName(person.name)
        self.setAccessibleDescription(tip)
        self.setCheckable(True)
        self.setChecked(is_followed)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_CHIP_PX, _CHIP_PX)

    @override
    def nextCheckState(self) -> None:
        """What is followed is told by the people alone."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = (_CHIP_PX - _CIRCLE_PX) / 2
        circle = QRectF(around, around, _CIRCLE_PX, _CIRCLE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour.lighter(115) if self.underMouse() else self._colour)
        painter.drawEllipse(circle)
        painter.setPen(self._theme.colour("on_accent"))
        painter.setFont(interface_font(11, weight=QFont.Weight.DemiBold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("ground8"), 1.5))
            painter.drawEllipse(ring)
        elif self.isChecked():
            painter.setPen(QPen(self._colour, 1.5))
            painter.drawEllipse(ring)


class PeopleBar(QWidget):
    """One chip for everybody, the others first; nothing while one is alone."""

    def __init__(self, people: People, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("peopleBar")
        self.setAccessibleName(tr("People"))
        self._people, self._document, self._theme = people, document, theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, SPACE, 0)
        self._row.setSpacing(0)
        self._chips: list[PersonChip] = []
        self._mine = named(PersonChip(theme), "person.me")
        self._mine.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more = named(QToolButton(), "people.more")
        self._more.setProperty("flat", "true")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._follow = named(QToolButton(), "followButton")
        self._follow.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._follow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow.clicked.connect(lambda _c=False: self.follow_next())
        for button in (self._more, self._mine):
            self._row.addWidget(button)
        self._row.addSpacing(SPACE // 2)
        self._row.addWidget(self._follow)
        people.changed.connect(self._show)
        people.followed.connect(lambda _session: self._show())
        self._show()

    def follow_next(self) -> None:
        """Follows the first of the others; who follows somebody goes their own way again."""
        others = list(self._people.others)
        self._people.follow("" if self._people.following or not others else others[0])

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside a chip goes no further: it is no act in the view."""

    def _show(self) -> None:
        others = list(self._people.others.items())
        self.setVisible(bool(others))
        shown, rest = others[:_MOST], others[_MOST:]
        while len(self._chips) < len(shown):
            chip = named(PersonChip(self._theme), f"person.{len(self._chips)}")
            chip.clicked.connect(partial(self._click, len(self._chips)))
            self._row.insertWidget(len(self._chips), chip)
            self._chips.append(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(shown))
            if place < len(shown):
                session, person = shown[place]
                is_followed = session == self._people.following
                chip.show_person(
                    person, tip=tip_words(self._document, person, is_followed=is_followed), is_followed=is_followed
                )
        self._show_rest(rest)
        me = self._people.me
        self._mine.setVisible(me is not None)
        if me is not None:
            self._mine.show_person(me, tip=tr("You"), is_followed=False)
        followed = self._people.others.get(self._people.following)
        self._follow.setProperty("followed", followed is not None)
        self._follow.setText(tr("Follow") if followed is None else tr("Following {name}", name=followed.name))
        self._follow.setToolTip(
            tr("Goes where somebody goes, until you act yourself")
            if followed is None
            else tr("Click to go your own way again")
        )

    def _show_rest(self, rest: Sequence[tuple[str, Presence]]) -> None:
        """Who has no chip is in a menu."""
        self._more.setVisible(bool(rest))
        self._more.setText(f"+{len(rest)}")
        self._more.setAccessibleName(tr("{count} more people", count=len(rest)))
        self._menu.clear()
        for session, person in rest:
            where = place_words(self._document, person.focus)
            action = self._menu.addAction(f"{person.name} · {where}" if where else person.name)
            action.setCheckable(True)
            action.setChecked(session == self._people.following)
            action.triggered.connect(lambda _c=False, session=session: self._toggle(session))

    def _click(self, place: int) -> None:
        others = list(self._people.others)
        if place < len(others):
            self._toggle(others[place])

    def _toggle(self, session: str) -> None:
        self._people.follow("" if session == self._people.following else session)
