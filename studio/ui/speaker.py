"""What plays sound on this machine: samples out of memory, through Qt's way to the device."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory

from studio.ui.audio_thread import audio_thread

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink

SAMPLE_RATE = 48_000
_BYTES_A_SAMPLE = 4
_BUFFER_S = 0.1
_SILENT = "qt.multimedia*=false"
"""A machine without a device is told in the window, and not in the terminal too."""


class Speaker(Protocol):
    """Plays one sound at a time: two channels of 16 bits at ``SAMPLE_RATE``."""

    @property
    def is_lost(self) -> bool:
        """Whether its device is gone."""
        ...

    def play(self, samples: bytes, *, from_s: float) -> None:
        """Plays a sound from a place on, instead of what is heard now."""
        ...

    def stop(self) -> None:
        """Is silent."""
        ...

    def set_volume(self, volume: float) -> None:
        """How loud it is from now on, from 0 to 1 as it is felt."""
        ...


class QtSpeaker:
    """A Speaker on one of Qt's audio sinks, which reads the samples by itself: no Python runs while it plays."""

    def __init__(self, sink: QAudioSink) -> None:
        self._sink = sink
        self._sink.setBufferSize(round(_BUFFER_S * SAMPLE_RATE) * _BYTES_A_SAMPLE)
        self._samples = b""
        self._buffer = QBuffer()

    @property
    def is_lost(self) -> bool:
        """See Speaker."""
        from PySide6.QtMultimedia import QtAudio

        return self._sink.error() in (QtAudio.Error.OpenError, QtAudio.Error.IOError, QtAudio.Error.FatalError)

    def play(self, samples: bytes, *, from_s: float) -> None:
        """See Speaker."""
        self._sink.stop()
        if samples is not self._samples:
            self._buffer.close()
            self._samples = samples
            self._buffer.setData(QByteArray(samples))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        at = round(from_s * SAMPLE_RATE) * _BYTES_A_SAMPLE
        if at < len(samples):
            self._buffer.seek(at)
            self._sink.start(self._buffer)

    def stop(self) -> None:
        """See Speaker."""
        self._sink.stop()

    def set_volume(self, volume: float) -> None:
        """See Speaker."""
        # Loudness is felt by its logarithm, of which the cube is near enough.
        self._sink.setVolume(volume**3)


async def find_speaker() -> Speaker | None:
    """The speaker of this machine's own choice; None where there is no audio device.

    Loading what plays sound and asking the machine for its devices takes longer than a frame, the first time.
    """
    device = await asyncio.wrap_future(audio_thread().run_there(_default_device))
    if device.isNull():
        return None
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink

    form = QAudioFormat()
    form.setSampleRate(SAMPLE_RATE)
    form.setChannelCount(2)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return QtSpeaker(QAudioSink(device, form))


def _default_device() -> QAudioDevice:
    QLoggingCategory.setFilterRules(_SILENT)
    from PySide6.QtMultimedia import QMediaDevices

    with _quiet():
        return QMediaDevices.defaultAudioOutput()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps to itself what Qt says where no sound server runs, which it does in no category of its own."""
    QLoggingCategory.setFilterRules(f"{_SILENT}\ndefault.warning=false")
    try:
        yield
    finally:
        QLoggingCategory.setFilterRules(_SILENT)
