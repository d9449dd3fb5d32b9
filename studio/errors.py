"""The one exception tree: everything a person may be told ends in a StudioError."""

from __future__ import annotations


class StudioError(Exception):
    """Something failed that a person can be told in one sentence.

    ``message`` says what happened and what to do. ``exit_code`` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(StudioError):
    """The input or the usage is wrong: a file that cannot be read, a field that cannot be."""

    exit_code = 2


class ProjectError(StudioError):
    """A project cannot be opened or written: damaged, newer, read-only, not ours."""

    exit_code = 2


class CommitRefused(StudioError):
    """A set of operations does not fit the document; nothing was changed."""


class SpecError(InputError):
    """A StageSpec cannot be staged; ``node`` and ``field`` say where."""

    def __init__(self, message: str, *, node: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.node = node
        self.field = field


class RenderError(StudioError):
    """No picture can be drawn on this machine; the message names what is missing."""


class MediaError(StudioError):
    """A film, a picture or a PDF cannot be read or written."""


class MediaMissing(MediaError):
    """The file behind a ``media:`` reference is not on this machine."""

    def __init__(self, message: str, reference: str) -> None:
        super().__init__(message)
        self.reference = reference


class Cancelled(StudioError):
    """The person stopped the work; whole files only are left."""
