"""The agents' settings: the key and its test, models, sizes, prices and the budget of new projects."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.agents.gemini.gemini_settings import Safety
from studio.agents.prices import PriceTable
from studio.agents.provider_failure import ProviderFailure
from studio.ui.agent_access import Access, AgentAccess
from studio.ui.naming import named
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr
from studio.workflows.agent_settings import AgentSettings, PriceFields

_WIDTH = 560
_MODELS = (
    ("text_model", "Text model"),
    ("picture_model", "Picture model"),
    ("omni_model", "Video model (key)"),
    ("veo_model", "Video model (Enterprise)"),
)
_PRICES = (
    ("text_model", "token_in", "A million tokens in, $"),
    ("text_model", "token_out", "A million tokens out, $"),
    ("picture_model", "picture", "A picture, $"),
    ("omni_model", "second", "A second of video (key), $"),
    ("veo_model", "second", "A second of video (Enterprise), $"),
)
_SAFETY: dict[Safety, str] = {
    "default": "as the service does",
    "few": "only high risk",
    "some": "medium risk and more",
    "most": "low risk and more",
    "off": "nothing it may leave out",
}


class AgentSettingsView(QDialog):
    """Opens beside the work and closes with Escape; what is set counts from *Save* on."""

    saved = Signal(object)
    """What is set now, and how a model is reached with it."""

    def __init__(self, window: QWidget, access: AgentAccess, tasks: TaskScope) -> None:
        super().__init__(window)
        self.setObjectName("agentSettings")
        self.setWindowTitle(tr("Agent settings"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._access, self._tasks = access, tasks
        self._is_open = True
        sheet = QWidget()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)
        self._add_key()
        self._heading(tr("Google Cloud (Enterprise), in place of a key"))
        self._project = self._line("settingsProject", tr("Project"))
        self._location = self._line("settingsLocation", tr("Location"))
        self._heading(tr("Models"))
        self._models = {name: self._line(f"settings.{name}", tr(words)) for name, words in _MODELS}
        self._safety = self._choice("settingsSafety", tr("Blocked as unsafe"), tuple(map(tr, _SAFETY.values())))
        self._version = self._line("settingsVersion", tr("API version"))
        self._base = self._line("settingsBase", tr("Address of the service"))
        self._heading(tr("Pictures and videos"))
        self._size = self._choice("settingsSize", tr("Picture size"), ("1K", "2K", "4K"))
        self._resolution = self._choice("settingsResolution", tr("Video resolution"), ("720p", "1080p"))
        self._bar = self._line("settingsBar", tr("A picture passes from"))
        self._heading(tr("Costs"))
        self._budget = self._line("settingsBudget", tr("Budget of a new project, $"))
        self._prices = {
            (model, field): self._line(f"settings.{model}.{field}", tr(words)) for model, field, words in _PRICES
        }
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = named(QScrollArea(), "settingsArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(self._foot())
        self._show(access.now)
        self.resize(_WIDTH, min(720, window.height() - 6 * SPACE))
        self._key.setFocus()

    @override
    def done(self, result: int) -> None:
        self._is_open = False
        super().done(result)

    def _add_key(self) -> None:
        self._heading(tr("Gemini key"))
        self._key = self._line("settingsKey", tr("Key"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._test = named(QPushButton(tr("Test the key")), "settingsTest")
        self._test.clicked.connect(self._test_key)
        self._forget = named(QPushButton(tr("Forget the key")), "settingsForget")
        self._forget.clicked.connect(lambda: self._start(self._forget_key()))
        row.addWidget(self._test)
        row.addWidget(self._forget)
        row.addStretch(1)
        self._grid.addLayout(row, self._grid.rowCount(), 1)
        self._said = named(QLabel(), "settingsSaid")
        self._said.setProperty("role", "hint")
        self._said.setWordWrap(True)
        self._grid.addWidget(self._said, self._grid.rowCount(), 1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * SPACE, 12, 3 * SPACE, 2 * SPACE)
        foot.setSpacing(SPACE)
        foot.addStretch(1)
        cancel = named(QPushButton(tr("Cancel")), "settingsCancel")
        cancel.clicked.connect(self.close)
        save = named(QPushButton(tr("Save")), "settingsSave")
        save.setProperty("primary", "true")
        save.clicked.connect(lambda: self._start(self._save()))
        for button in (cancel, save):
            button.setAutoDefault(False)
            foot.addWidget(button)
        return foot

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setProperty("role", "heading")
        row = self._grid.rowCount()
        label.setContentsMargins(0, SPACE if row > 1 else 0, 0, 0)
        self._grid.addWidget(label, row, 0, 1, 2)

    def _line(self, name: str, words: str) -> QLineEdit:
        line = named(QLineEdit(), name)
        self._row(words, line)
        return line

    def _choice(self, name: str, words: str, values: tuple[str, ...]) -> QComboBox:
        box = named(QComboBox(), name)
        box.addItems(values)
        self._row(words, box)
        return box

    def _row(self, words: str, widget: QWidget) -> None:
        label = QLabel(words)
        label.setProperty("role", "field")
        label.setBuddy(widget)
        widget.setAccessibleName(words)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)

    def _show(self, access: Access) -> None:
        settings = access.settings
        has_key = bool(access.reach.api_key)
        self._key.clear()
        self._key.setPlaceholderText(tr("a key is there") if has_key else tr("none: the agents are offline"))
        self._forget.setVisible(has_key)
        self._said.setText(tr("The key is kept in the system's keyring, never in a file."))
        self._project.setText(settings.project)
        self._location.setText(settings.location)
        for name, line in self._models.items():
            line.setText(getattr(settings, name))
        self._safety.setCurrentIndex(list(_SAFETY).index(settings.safety))
        self._version.setText(settings.api_version)
        self._version.setPlaceholderText(tr("the library's own"))
        self._base.setText(settings.base_url)
        self._base.setPlaceholderText(tr("the library's own"))
        self._size.setCurrentText(settings.picture_size)
        self._resolution.setCurrentText(settings.video_resolution)
        self._bar.setText(f"{settings.artist_bar:g}")
        self._budget.setText(f"{settings.default_budget:g}")
        listed = PriceTable()
        for (model, field), line in self._prices.items():
            name = getattr(settings, model)
            line.setPlaceholderText(f"{getattr(listed.price(name), field):g}")
            own = settings.prices.get(name)
            line.setText(f"{getattr(own, field):g}" if own is not None else "")

    def _entered(self) -> AgentSettings:
        kept = self._access.now.settings
        models = {name: line.text().strip() or getattr(AgentSettings(), name) for name, line in self._models.items()}
        return kept.model_copy(
            update={
                **models,
                "project": self._project.text().strip(),
                "location": self._location.text().strip() or AgentSettings().location,
                "safety": list(_SAFETY)[self._safety.currentIndex()],
                "api_version": self._version.text().strip(),
                "base_url": self._base.text().strip(),
                "picture_size": cast("Literal['1K', '2K', '4K']", self._size.currentText()),
                "video_resolution": cast("Literal['720p', '1080p']", self._resolution.currentText()),
                "artist_bar": min(1.0, _number(self._bar.text(), kept.artist_bar)),
                "default_budget": _number(self._budget.text(), kept.default_budget),
                "prices": self._entered_prices(models),
            }
        )

    def _entered_prices(self, models: dict[str, str]) -> dict[str, PriceFields]:
        """The prices of the models that are asked, where one was entered; those of others stay as they are."""
        prices = dict(self._access.now.settings.prices)
        listed = PriceTable()
        for model in {model for model, _ in self._prices}:
            lines = {field: line for (name, field), line in self._prices.items() if name == model}
            own = prices.pop(models[model], PriceFields())
            if any(line.text().strip() for line in lines.values()):
                known = listed.price(models[model])
                entered = {field: _number(line.text(), getattr(known, field)) for field, line in lines.items()}
                prices[models[model]] = own.model_copy(update=entered)
        return prices

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(tr("Agent settings"), work)

    def _test_key(self) -> None:
        reach = self._access.now.reach
        if not (self._key.text().strip() or self._project.text().strip() or reach.has_access):
            self._said.setText(tr("Enter a key first; aistudio.google.com gives one."))
            return
        self._test.setEnabled(False)
        self._said.setText(tr("Testing…"))
        self._start(self._look())

    async def _look(self) -> None:
        try:
            models = await self._access.visible_models(self._entered(), key=self._key.text().strip())
        except ProviderFailure as failure:
            words = told_words(failure.message)
        else:
            words = tr("It works: {count} models can be asked.", count=len(models))
        if self._is_open:
            self._test.setEnabled(True)
            self._said.setText(words)

    async def _forget_key(self) -> None:
        access = await self._access.forget_key()
        self.saved.emit(access)
        if self._is_open:
            self._show(access)

    async def _save(self) -> None:
        access, place = await self._access.keep(self._entered(), key=self._key.text().strip())
        self.saved.emit(access)
        if not self._is_open:
            return
        self._show(access)
        if place == "session":
            self._said.setText(tr("This system has no keyring: the key is forgotten when the studio closes."))
        else:
            self.close()


def _number(words: str, otherwise: float) -> float:
    """What was entered, where it is a number that can be one."""
    try:
        value = float(words.strip().lstrip("$").replace(",", ""))
    except ValueError:
        return otherwise
    return value if 0 <= value < float("inf") else otherwise
