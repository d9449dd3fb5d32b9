from __future__ import annotations

from studio.staging.pipeline import stage_prompt


def test_that_a_count_of_zero_means_that_there_is_none() -> None:
    nodes = {prop.node for prop in stage_prompt("A room with a table and 0 cups on it.").stage.props}

    assert "table" in nodes
    assert not any("cup" in node for node in nodes)
