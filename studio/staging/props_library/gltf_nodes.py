"""Where the nodes of a glTF scene put its meshes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_DEEPEST, _MOST_PLACED = 64, 20_000


@dataclass(frozen=True, slots=True, eq=False)
class PlacedMesh:
    """A mesh where a node puts it: its world matrix (4, 4), the skin that moves it, the weights of its targets."""

    mesh: int
    matrix: Matrix
    skin: int | None = None
    weights: tuple[float, ...] = ()


def placed_meshes(fields: dict[str, Any]) -> Iterator[PlacedMesh]:
    """Every node of the scene that has a mesh; without nodes, every mesh as it is.

    Raises:
        ValueError: nodes go round in a circle or are too many.
    """
    nodes = fields.get("nodes") or []
    if not nodes:
        for index in range(min(_MOST_PLACED, len(fields.get("meshes") or ()))):
            yield PlacedMesh(index, np.identity(4))
        return
    for index, matrix in _walk(nodes, _roots(fields, nodes)):
        node = nodes[index]
        if "mesh" in node:
            if int(node["mesh"]) < 0:
                raise ValueError("no such mesh")
            skin = node.get("skin")
            weights = tuple(float(weight) for weight in node.get("weights") or ())
            yield PlacedMesh(int(node["mesh"]), matrix, None if skin is None else int(skin), weights)


def world_matrices(fields: dict[str, Any]) -> dict[int, Matrix]:
    """The world matrix of every node, whether the scene shows it or not: joints may hang elsewhere.

    Raises:
        ValueError: nodes go round in a circle or are too many.
    """
    nodes = fields.get("nodes") or []
    return dict(_walk(nodes, _parentless(nodes)))


def _walk(nodes: list[Any], roots: list[int]) -> Iterator[tuple[int, Matrix]]:
    seen = 0
    waiting = [(int(root), np.identity(4), 0) for root in reversed(roots)]
    while waiting:
        index, outer, depth = waiting.pop()
        seen += 1
        if depth > _DEEPEST or seen > _MOST_PLACED or index < 0:
            raise ValueError("nodes that go round in a circle")
        node = nodes[index]
        matrix = outer @ _own_matrix(node)
        yield index, matrix
        waiting.extend((int(child), matrix, depth + 1) for child in reversed(node.get("children") or ()))


def _roots(fields: dict[str, Any], nodes: list[Any]) -> list[int]:
    scenes = fields.get("scenes") or []
    if scenes:
        return list(scenes[int(fields.get("scene", 0))].get("nodes") or ())
    return _parentless(nodes)


def _parentless(nodes: list[Any]) -> list[int]:
    children = {int(child) for node in nodes for child in node.get("children") or ()}
    return [index for index in range(len(nodes)) if index not in children]


def _own_matrix(node: dict[str, Any]) -> Matrix:
    if "matrix" in node:
        return np.array(node["matrix"], float).reshape(4, 4).T
    matrix = np.identity(4)
    x, y, z, w = (float(part) for part in node.get("rotation") or (0, 0, 0, 1))
    turn = np.array(
        (
            (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
            (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
            (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
        )
    )
    matrix[:3, :3] = turn * np.array(node.get("scale") or (1, 1, 1), float)
    matrix[:3, 3] = np.array(node.get("translation") or (0, 0, 0), float)
    return matrix
