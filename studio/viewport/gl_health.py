"""Whether the current GL context can draw, told in a sentence where it cannot."""

from __future__ import annotations

from studio.errors import RenderError
from studio.viewport.gl import GL

_LEAST = (3, 3)
_CONTEXT_LOST = 0x0507
_NO_CONTEXT = (
    "No picture can be drawn: there is no OpenGL context; the graphics driver may have been reset, so try again."
)
_TOO_OLD = (
    "No picture can be drawn: this machine offers OpenGL {version}, and 3.3 is needed; update the graphics driver."
)
_LOST = "The graphics driver was reset and the picture is lost; it is drawn anew when the view is opened again."
_NO_MEMORY = "The graphics memory is full: make the view smaller, or close other programs that draw."
_OTHER = (
    "The graphics driver refused to draw (OpenGL error {code:#06x}); update it, and run the doctor if that helps not."
)


def check_context() -> None:
    """Makes sure that a context is current and new enough.

    Raises:
        RenderError: it is not; the message says what to do.
    """
    name = GL.glGetString(GL.GL_VERSION)
    check_version(name.decode("ascii", "replace") if isinstance(name, bytes) else name)


def check_version(text: str | None) -> None:
    """Makes sure that a driver's version string is that of OpenGL 3.3 or newer.

    Raises:
        RenderError: it is older, or there is none.
    """
    if not text:
        raise RenderError(_NO_CONTEXT)
    number = text.split()[0]
    major, _, rest = number.partition(".")
    minor = rest.partition(".")[0]
    is_new = major.isdecimal() and minor.isdecimal() and (int(major), int(minor)) >= _LEAST
    if not is_new:
        raise RenderError(_TOO_OLD.format(version=text))


def check_error(code: int) -> None:
    """Takes what glGetError answered after a frame.

    Raises:
        RenderError: it was an error.
    """
    if code == GL.GL_NO_ERROR:
        return
    if code == _CONTEXT_LOST:
        raise RenderError(_LOST)
    raise RenderError(_NO_MEMORY if code == GL.GL_OUT_OF_MEMORY else _OTHER.format(code=code))


def check_size(size: tuple[int, int], most: int) -> None:
    """Makes sure that a picture of that size can be held, ``most`` being the driver's longest side.

    Raises:
        RenderError: it is too large.
    """
    if max(size) > most:
        raise RenderError(f"This machine draws pictures up to {most} pixels a side; ask for a smaller one.")
