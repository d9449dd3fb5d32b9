"""How long pyqtgraph.opengl takes for a frame of boxes, one GLMeshItem each, 1280 × 720: prints milliseconds."""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

COLUMNS, STEP_M, EDGE_M = 100, 0.5, 0.2


def main() -> None:
    """Builds the scene, draws it a few times, prints the fastest."""
    import pyqtgraph.opengl as gl
    from PySide6.QtWidgets import QApplication

    count = int(sys.argv[1])
    application = QApplication([])
    view = gl.GLViewWidget()
    view.resize(1280, 720)
    view.setCameraPosition(distance=36.0, elevation=19.0, azimuth=-90.0)
    corners = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=np.float32) * EDGE_M
    faces = np.array(
        [(0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1), (2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4),
         (1, 5, 7), (1, 7, 3)]
    )  # fmt: skip
    data = gl.MeshData(vertexes=corners, faces=faces)
    for k in range(count):
        item = gl.GLMeshItem(meshdata=data, smooth=False, shader="shaded", color=(0.8, 0.75, 0.7, 1.0))
        item.translate(k % COLUMNS * STEP_M - 25, k // COLUMNS * STEP_M - 25, 0.0)
        view.addItem(item)
    view.show()
    application.processEvents()
    times = []
    for _ in range(5):
        started = perf_counter()
        view.grabFramebuffer()
        times.append(perf_counter() - started)
    print(min(times[1:]) * 1000)


if __name__ == "__main__":
    main()
