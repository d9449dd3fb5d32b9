import json
from pathlib import Path

import pytest

from studio.errors import SpecError
from studio.workflows.stage_files import read_spec


@pytest.mark.parametrize("edge", ["NaN", "-1", "0", "Infinity", '"tall"'])
def test_that_a_size_that_is_no_length_names_its_node_and_field(edge: str, tmp_path: Path) -> None:
    spec = {
        "mainContainer": {"id": "room", "name": "room", "size": [5, 3, 5]},
        "nodes": [{"id": "table", "name": "table"}, {"id": "crate", "name": "crate", "size": [0.5, "EDGE", 0.5]}],
    }
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(spec).replace('"EDGE"', edge))
    with pytest.raises(SpecError, match=r"node 'crate', nodes\.1\.size") as refused:
        read_spec(file)
    assert (refused.value.node, refused.value.field) == ("crate", "size")


def test_that_a_room_of_no_size_is_named(tmp_path: Path) -> None:
    file = tmp_path / "spec.json"
    file.write_text('{"mainContainer": {"id": "cell", "name": "cell", "size": [0, 3, 5]}, "nodes": []}')
    with pytest.raises(SpecError, match="node 'cell'") as refused:
        read_spec(file)
    assert (refused.value.node, refused.value.field) == ("cell", "size")
