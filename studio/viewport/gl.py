"""PyOpenGL, set up once: no per-call error checks, and on Linux bound through libOpenGL so that any context works.

Every module that draws takes ``GL`` from here; nothing that a window loads at its start may import this module.
"""

from __future__ import annotations

import os
import sys

if sys.platform == "linux":
    os.environ.setdefault("PYOPENGL_PLATFORM", "egl")

import OpenGL

OpenGL.ERROR_CHECKING = False
OpenGL.ERROR_LOGGING = False
OpenGL.CONTEXT_CHECKING = False
OpenGL.ARRAY_SIZE_CHECKING = False
OpenGL.UNSIGNED_BYTE_IMAGES_AS_STRING = False

from OpenGL import GL  # noqa: E402 - the flags above only count before this import
from OpenGL.raw.GL.VERSION import GL_2_0 as RAW  # noqa: E402

__all__ = ["GL", "RAW"]
# RAW is for glVertexAttribPointer: the wrapped one asks PyOpenGL's platform for its current context, which a context
# that Qt made through another window system does not have.
