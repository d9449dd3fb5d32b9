"""How loud the film is: mute, volume, and a quiet word where nothing can play it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from studio.ui.film_sound import FilmSound
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr


class VolumeBar(QWidget):
    """Is there while a board of the film has a video."""

    def __init__(self, sound: FilmSound, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("volumeBar")
        self._sound, self._theme = sound, theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._told = named(QLabel(tr("No audio device")), "filmNoDevice")
        self._told.setProperty("role", "field")
        self._told.setToolTip(tr("The videos have sound, and this machine has nothing to play it on."))
        row.addWidget(self._told)
        self._mute = named(QToolButton(), "filmMute")
        self._mute.setProperty("flat", "true")
        self._mute.clicked.connect(lambda _checked=False: sound.set_muted(muted=not sound.is_muted))
        row.addWidget(self._mute)
        self._volume = named(QSlider(Qt.Orientation.Horizontal), "filmVolume")
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        self._volume.setFixedWidth(12 * SPACE)
        self._volume.setAccessibleName(tr("Volume"))
        self._volume.valueChanged.connect(self._turn)
        self._volume.sliderReleased.connect(sound.keep_volume)
        row.addWidget(self._volume)
        sound.changed.connect(self.show_sound)
        self.show_sound()

    def show_sound(self) -> None:
        """Shows how loud it is, and whether it can be heard."""
        sound = self._sound
        self.setVisible(sound.has_videos)
        self._told.setVisible(sound.is_without_device)
        for control in (self._mute, self._volume):
            control.setVisible(not sound.is_without_device)
        words = tr("Let the film be heard") if sound.is_muted else tr("Mute the film")
        self._mute.setIcon(icon("silent" if sound.is_muted else "sound", self._theme))
        self._mute.setToolTip(words)
        self._mute.setAccessibleName(words)
        percent = round(sound.volume * 100)
        with QSignalBlocker(self._volume):
            self._volume.setValue(percent)
        self._volume.setToolTip(tr("Volume {percent} %", percent=percent))

    def _turn(self, value: int) -> None:
        self._sound.set_volume(value / 100)
        if not self._volume.isSliderDown():
            self._sound.keep_volume()
