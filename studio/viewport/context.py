"""GL contexts without a window: EGL surfaceless on Linux, a hidden Qt surface elsewhere."""

from __future__ import annotations

import ctypes
import os
import platform
from ctypes import c_int, c_void_p
from typing import Protocol

from studio.errors import RenderError

_NO_GL = "No picture can be drawn here: {why}. Install libegl1, libopengl0 and libgl1-mesa-dri, then try again."

_EGL_PLATFORM_SURFACELESS_MESA = 0x31DD
_EGL_OPENGL_API = 0x30A2
_EGL_CONTEXT_MAJOR = 0x3098
_EGL_CONTEXT_MINOR = 0x30FB
_EGL_CONTEXT_PROFILE_MASK = 0x30FD
_EGL_CORE_PROFILE_BIT = 0x1
_EGL_NONE = 0x3038


class GlContext(Protocol):
    """A GL 3.3 core context that one thread makes current."""

    def make_current(self) -> None:
        """Makes the context current on the calling thread."""
        ...

    def release(self) -> None:
        """Destroys the context; on the thread that made it current."""
        ...


class EglContext:
    """A core context with no surface and no display server, drawing into framebuffer objects only."""

    def __init__(self) -> None:
        os.environ.setdefault("EGL_PLATFORM", "surfaceless")
        try:
            self._egl = ctypes.CDLL("libEGL.so.1")
            ctypes.CDLL("libOpenGL.so.0")
        except OSError as error:
            raise RenderError(_NO_GL.format(why=f"{error.args[0].split(':')[0]} is missing")) from error
        egl = self._egl
        for name in ("eglGetPlatformDisplay", "eglCreateContext"):
            getattr(egl, name).restype = c_void_p
        self._display = c_void_p(egl.eglGetPlatformDisplay(_EGL_PLATFORM_SURFACELESS_MESA, None, None))
        if not self._display or not egl.eglInitialize(self._display, None, None):
            raise RenderError(_NO_GL.format(why="EGL found no driver"))
        egl.eglBindAPI(_EGL_OPENGL_API)
        wanted = (
            (_EGL_CONTEXT_MAJOR, 3),
            (_EGL_CONTEXT_MINOR, 3),
            (_EGL_CONTEXT_PROFILE_MASK, _EGL_CORE_PROFILE_BIT),
        )
        flat = [number for pair in wanted for number in pair] + [_EGL_NONE]
        attributes = (c_int * len(flat))(*flat)
        self._context = c_void_p(egl.eglCreateContext(self._display, None, None, attributes))
        if not self._context:
            raise RenderError(_NO_GL.format(why="the driver offers no OpenGL 3.3 core context"))

    def make_current(self) -> None:
        """Makes the context current on the calling thread, without a surface.

        Raises:
            RenderError: the driver refuses.
        """
        self._egl.eglBindAPI(_EGL_OPENGL_API)
        if not self._egl.eglMakeCurrent(self._display, None, None, self._context):
            raise RenderError(_NO_GL.format(why="the driver refuses a context without a surface"))

    def release(self) -> None:
        """Lets go of the context and frees it."""
        self._egl.eglMakeCurrent(self._display, None, None, None)
        self._egl.eglDestroyContext(self._display, self._context)
        self._egl.eglReleaseThread()


def offscreen_context() -> GlContext:
    """The context of this platform that needs no window; made on one thread, it may be made current on another.

    Raises:
        RenderError: there is no usable OpenGL; the message names the missing packages.
    """
    if platform.system() == "Linux":
        return EglContext()
    from studio.viewport.widget import QtOffscreenContext

    return QtOffscreenContext()
