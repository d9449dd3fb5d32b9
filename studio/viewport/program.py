"""Shader programs from resources/shaders, with their uniforms by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.errors import RenderError
from studio.resource_files import resource_text
from studio.viewport.gl import GL

_INCLUDE = re.compile(r'^#include "([\w.]+)"$', re.MULTILINE)


def shader_source(name: str) -> str:
    """The text of one shader file with its ``#include "file"`` lines filled in."""
    return _INCLUDE.sub(lambda match: shader_source(match.group(1)), resource_text("shaders", name))


class Program:
    """A linked program; fragment-only programs draw one triangle over the whole target.

    ``defines`` name the variant of the shaders to compile.
    """

    def __init__(self, fragment: str, *, vertex: str = "screen.vert", defines: Sequence[str] = ()) -> None:
        shaders = [
            _compiled(kind, name, defines)
            for kind, name in ((GL.GL_VERTEX_SHADER, vertex), (GL.GL_FRAGMENT_SHADER, fragment))
        ]
        self._handle = GL.glCreateProgram()
        for shader in shaders:
            GL.glAttachShader(self._handle, shader)
        GL.glLinkProgram(self._handle)
        for shader in shaders:
            GL.glDeleteShader(shader)
        if not GL.glGetProgramiv(self._handle, GL.GL_LINK_STATUS):
            raise RenderError(f"The shaders {vertex} and {fragment} do not link: {_log(self._handle, program=True)}")
        self._locations: dict[str, int] = {}

    def use(self, **uniforms: Any) -> Program:
        """Makes the program current and sets uniforms: int, uint32, float, 2–4 numbers, (4, 4), (n, 4)."""
        GL.glUseProgram(self._handle)
        for name, value in uniforms.items():
            self.set(name, value)
        return self

    def set(self, name: str, value: Any) -> None:
        """Sets one uniform of the current program; one that the compiler removed is passed over."""
        place = self._locations.get(name)
        if place is None:
            place = self._locations[name] = GL.glGetUniformLocation(self._handle, name)
        if place < 0:
            return
        if isinstance(value, (bool, int)):
            GL.glUniform1i(place, int(value))
        elif isinstance(value, np.uint32):
            GL.glUniform1ui(place, int(value))
        elif isinstance(value, float):
            GL.glUniform1f(place, value)
        else:
            array = np.ascontiguousarray(value, dtype=np.float32)
            if array.shape == (4, 4) and not name.endswith("_list"):
                GL.glUniformMatrix4fv(place, 1, GL.GL_TRUE, array)
            elif array.ndim == 2:
                _VECTOR_SETTERS[array.shape[1]](place, array.shape[0], array)
            else:
                _VECTOR_SETTERS[array.shape[0]](place, 1, array)

    def bind(self, unit: int, name: str, texture: int, *, target: int | None = None) -> None:
        """Binds a texture to a unit and points the sampler of that name at it."""
        GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
        GL.glBindTexture(GL.GL_TEXTURE_2D if target is None else target, texture)
        self.set(name, unit)

    def release(self) -> None:
        """Frees the program."""
        GL.glDeleteProgram(self._handle)


_VECTOR_SETTERS = {2: GL.glUniform2fv, 3: GL.glUniform3fv, 4: GL.glUniform4fv}


def _compiled(kind: int, name: str, defines: Sequence[str]) -> int:
    shader = GL.glCreateShader(kind)
    version, text = shader_source(name).split("\n", 1)
    GL.glShaderSource(shader, "\n".join((version, *(f"#define {define}" for define in defines), text)))
    GL.glCompileShader(shader)
    if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
        raise RenderError(f"The shader {name} does not compile: {_log(shader)}")
    return int(shader)


def _log(handle: int, *, program: bool = False) -> str:
    text = GL.glGetProgramInfoLog(handle) if program else GL.glGetShaderInfoLog(handle)
    return (text.decode(errors="replace") if isinstance(text, bytes) else str(text)).strip()
