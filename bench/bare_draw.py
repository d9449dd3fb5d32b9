"""The floor: one instanced, lit draw of the same triangles into one colour and depth buffer, and nothing else."""

from __future__ import annotations

import ctypes

import numpy as np

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL, RAW
from studio.viewport.target import COLOUR, DEPTH, Target
from studio.viewport.view import View

_VERTEX = """#version 330
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 row_x;
layout(location = 3) in vec4 row_y;
layout(location = 4) in vec4 row_z;
uniform mat4 view_projection;
out vec3 v_normal;
void main() {
    vec4 p = vec4(position, 1.0);
    v_normal = vec3(dot(row_x.xyz, normal), dot(row_y.xyz, normal), dot(row_z.xyz, normal));
    gl_Position = view_projection * vec4(dot(row_x, p), dot(row_y, p), dot(row_z, p), 1.0);
}
"""
_FRAGMENT = """#version 330
in vec3 v_normal;
out vec4 o_colour;
uniform vec3 sun;
void main() {
    o_colour = vec4(vec3(0.8, 0.75, 0.7) * (0.3 + 0.7 * max(dot(normalize(v_normal), sun), 0.0)), 1.0);
}
"""


class BareDraw:
    """The props of a draw list, mesh by mesh, without culling; needs a current context."""

    def __init__(self, draw_list: DrawList, size: tuple[int, int]) -> None:
        self.target = Target(size, {"colour": COLOUR, "depth": DEPTH})
        self._program = _linked()
        self._runs: list[tuple[int, int, int]] = []
        self._names: list[int] = []
        for span in draw_list.spans:
            vertices = np.concatenate((span.mesh.positions, span.mesh.normals), axis=1).astype(np.float32)
            instances = draw_list.instances[span.first : span.first + span.count, :12].copy()
            indices = np.ascontiguousarray(span.mesh.triangles.reshape(-1), dtype=np.uint32)
            array = int(GL.glGenVertexArrays(1))
            names = [int(name) for name in GL.glGenBuffers(3)]
            GL.glBindVertexArray(array)
            for name, target, data in zip(
                names,
                (GL.GL_ARRAY_BUFFER, GL.GL_ARRAY_BUFFER, GL.GL_ELEMENT_ARRAY_BUFFER),
                (vertices, instances, indices),
                strict=True,
            ):
                GL.glBindBuffer(target, name)
                GL.glBufferData(target, data.nbytes, data, GL.GL_STATIC_DRAW)
            GL.glBindBuffer(GL.GL_ARRAY_BUFFER, names[0])
            _attribute(0, 3, 24, 0)
            _attribute(1, 3, 24, 12)
            GL.glBindBuffer(GL.GL_ARRAY_BUFFER, names[1])
            for row in range(3):
                _attribute(2 + row, 4, 48, 16 * row)
                GL.glVertexAttribDivisor(2 + row, 1)
            self._runs.append((array, len(indices), span.count))
            self._names += names

    def draw(self, view: View) -> None:
        """Draws one frame."""
        self.target.bind()
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glClearBufferfv(GL.GL_COLOR, 0, (GL.GLfloat * 4)(0.1, 0.1, 0.1, 1.0))
        GL.glClearBufferfv(GL.GL_DEPTH, 0, (GL.GLfloat * 1)(1.0))
        GL.glUseProgram(self._program)
        matrix = np.ascontiguousarray(view.view_projection, dtype=np.float32)
        GL.glUniformMatrix4fv(GL.glGetUniformLocation(self._program, "view_projection"), 1, GL.GL_TRUE, matrix)
        GL.glUniform3f(GL.glGetUniformLocation(self._program, "sun"), 0.4, 0.8, 0.45)
        for array, indices, count in self._runs:
            GL.glBindVertexArray(array)
            GL.glDrawElementsInstanced(GL.GL_TRIANGLES, indices, GL.GL_UNSIGNED_INT, ctypes.c_void_p(0), count)
        GL.glDisable(GL.GL_DEPTH_TEST)
        GL.glBindVertexArray(0)

    def release(self) -> None:
        """Frees everything."""
        self.target.release()
        GL.glDeleteProgram(self._program)
        GL.glDeleteVertexArrays(len(self._runs), [array for array, _, _ in self._runs])
        GL.glDeleteBuffers(len(self._names), self._names)


def _attribute(location: int, width: int, stride: int, offset: int) -> None:
    GL.glEnableVertexAttribArray(location)
    RAW.glVertexAttribPointer(location, width, GL.GL_FLOAT, GL.GL_FALSE, stride, ctypes.c_void_p(offset))


def _linked() -> int:
    program = int(GL.glCreateProgram())
    for kind, text in ((GL.GL_VERTEX_SHADER, _VERTEX), (GL.GL_FRAGMENT_SHADER, _FRAGMENT)):
        shader = GL.glCreateShader(kind)
        GL.glShaderSource(shader, text)
        GL.glCompileShader(shader)
        GL.glAttachShader(program, shader)
        GL.glDeleteShader(shader)
    GL.glLinkProgram(program)
    return program
