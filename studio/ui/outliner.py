"""The outliner: everything on the set by name, as good as the picture for keyboard and screen reader."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.model.stage import Prop, Stage
from studio.ui.icons import has_icon, icon
from studio.ui.naming import named
from studio.ui.outliner_model import FREE, GROUP_ROLE, NAME, OWN_ROLE, PROP_ROLE, SHOWN, OutlinerModel, role_words
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_ROW = 26
_ICON = 14
_TOGGLE = 26


class _RowDelegate(QStyledItemDelegate):
    """Icon, name, and quietly the role; the toggles show when they say something or the pointer is near."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[str, QIcon] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_TOGGLE, _ROW)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_near = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if is_selected or is_near:
            painter.fillRect(rect, self._theme.colour("ground4" if is_selected else "ground2"))
        if index.column() == NAME:
            self._name(painter, rect, index, has_focus=bool(state & QStyle.StateFlag.State_HasFocus))
        else:
            is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            says = is_on if index.column() == FREE else not is_on
            if says or is_near or is_selected:
                painter.setOpacity(1.0 if says else 0.45)
                names = ("unlock", "lock") if index.column() == FREE else ("eye_off", "eye")
                side = QRect(0, 0, _ICON, _ICON)
                side.moveCenter(rect.center())
                self._icon(names[is_on]).paint(painter, side)
        painter.restore()

    def _name(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, has_focus: bool
    ) -> None:
        prop = index.data(PROP_ROLE)
        is_hidden = isinstance(prop, Prop) and prop.hidden
        picture = self._icon(_glyph(prop) if isinstance(prop, Prop) else "group")
        picture.paint(painter, QRect(rect.left() + 2, rect.top() + (rect.height() - _ICON) // 2, _ICON, _ICON))
        inner = rect.adjusted(_ICON + SPACE, 0, -4, 0)
        painter.setFont(interface_font(12))
        painter.setPen(self._theme.colour("ground6" if is_hidden else "ground8"))
        words = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        left = painter.fontMetrics().horizontalAdvance(words) + SPACE
        if index.data(OWN_ROLE):
            # A small board beside the name: this board has it otherwise than the set.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRect(inner.left() + left, inner.center().y() - 2, 8, 5)
            left += 8 + SPACE
        role = role_words(prop) if isinstance(prop, Prop) else ""
        painter.setFont(interface_font(11))
        painter.setPen(self._theme.colour("ground6"))
        if role and painter.fontMetrics().horizontalAdvance(role) <= inner.width() - left:
            painter.drawText(inner.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, role)
        if has_focus:
            painter.setPen(self._theme.colour("ground6"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: object,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        may_toggle = index.column() != NAME and bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        return is_click and may_toggle and toggle(index)

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name, self._theme)
        return self._icons[name]


def toggle(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Turns a row's toggle round."""
    is_on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
    other = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
    model = index.model()
    return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)


def _glyph(prop: Prop) -> str:
    return prop.semantic_role if has_icon(prop.semantic_role) else "prop"


def _row_name(index: QModelIndex) -> tuple[str, str]:
    """A row by its prop's id and its group, one of which is empty; it outlives the model's rows."""
    prop = index.data(PROP_ROLE)
    return (prop.id, "") if isinstance(prop, Prop) else ("", str(index.data(GROUP_ROLE)))


class _Tree(QTreeView):
    """Space hides and shows what is chosen; Enter brings it into the view."""

    frame_wanted = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        # The window's shortcut for Space would take it otherwise.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return)
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and current.isValid() and not event.modifiers():
            column = current.column() if current.column() != NAME else SHOWN
            if current.siblingAtColumn(column).flags() & Qt.ItemFlag.ItemIsUserCheckable:
                toggle(current.siblingAtColumn(column))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QTreeView.State.EditingState:
            self.frame_wanted.emit()
        else:
            super().keyPressEvent(event)


class Outliner(QWidget):
    """A field to find by, and the tree.

    Signals:
        menu_wanted: a menu for what is chosen is wanted at this point of the screen.
        frame_wanted: what is chosen is to be brought into the view.
    """

    menu_wanted = Signal(object)
    frame_wanted = Signal()

    def __init__(
        self, view_state: ViewState, theme: Theme, parent: QWidget | None = None, *, is_read_only: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outlinerPanel")
        self._view_state = view_state
        self._is_following = False
        self._folded: set[tuple[str, str]] = set()
        self.model = OutlinerModel(self, is_read_only=is_read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self.search = named(QLineEdit(), "outlinerSearch")
        self.search.setPlaceholderText(tr("Find on this set"))
        self.search.setAccessibleName(tr("Find on this set"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.filter)
        column.addWidget(self.search)
        self.tree = named(_Tree(), "outliner")
        self.tree.setAccessibleName(tr("Props of this set"))
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_RowDelegate(theme, self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(12)
        self.tree.setUniformRowHeights(True)
        self.tree.setMouseTracking(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_TOGGLE)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for toggle_column in (SHOWN, FREE):
            header.setSectionResizeMode(toggle_column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(toggle_column, _TOGGLE)
        column.addWidget(self.tree, 1)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.tree.customContextMenuRequested.connect(self._ask_for_menu)
        self.tree.frame_wanted.connect(self.frame_wanted)
        self.tree.collapsed.connect(lambda index: self._folded.add(_row_name(index)))
        self.tree.expanded.connect(lambda index: self._folded.discard(_row_name(index)))
        self.model.modelReset.connect(self._unfold)
        view_state.props_changed.connect(lambda _props: self.follow())

    def show_stage(self, stage: Stage | None, *, own: frozenset[str]) -> None:
        """Shows a set; what was folded and chosen stays so."""
        self.model.show_stage(stage, own=own)

    def follow(self) -> None:
        """Marks what is chosen, and scrolls there unless the choice was made here."""
        if self._is_following:
            return
        wanted = [index for name in self._view_state.props if (index := self.model.index_of(name)).isValid()]
        selection = QItemSelection()
        for index in wanted:
            selection.select(index, index.siblingAtColumn(FREE))
        self._is_following = True
        self.tree.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted:
            self.tree.selectionModel().setCurrentIndex(wanted[-1], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(wanted[-1])
        self._is_following = False

    def rename(self) -> None:
        """Opens the name of what is chosen for typing."""
        chosen = self._view_state.props
        index = self.model.index_of(chosen[-1]) if chosen else QModelIndex()
        if index.isValid():
            self.tree.setFocus()
            self.tree.edit(index)

    def _choose(self) -> None:
        if not self._is_following:
            self._is_following = True
            self._view_state.select_props(self.model.props_at(self.tree.selectionModel().selectedRows(NAME)))
            self._is_following = False

    def _unfold(self) -> None:
        folded = frozenset(self._folded)
        # Tells of each row that it unfolds, as if a person had unfolded it.
        self.tree.expandAll()
        self._folded = set(folded)
        if not self.model.is_filtered:
            for prop_id, group in folded:
                self.tree.collapse(self.model.index_of_group(group) if group else self.model.index_of(prop_id))
        self.follow()

    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.tree.viewport().mapToGlobal(at))
