"""``make bench``: measures side by side with the baselines in one run, prints one table, writes out/bench.json."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import (
    agents,
    counts,
    dragging,
    embedded,
    film,
    framings,
    models,
    opening,
    production,
    props,
    reading,
    relations,
    reloading,
    staging,
    team,
    together,
    viewport,
    window,
)
from bench.row import Row
from bench.unseen import campaign

_OUT = Path(__file__).resolve().parents[1] / "out" / "bench.json"


def main() -> int:
    """Runs everything; exit code 1 when a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="12 pages for the memory of 120, and one seed a room")
    arguments = parser.parse_args()
    table: list[Row] = []
    print(f"{'':79} {'value':>9} {'unit':8} {'baseline':>9} {'ratio':>6}  bar")
    with TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "sample"
        _add(table, production.sample_rows(out))
        _add(table, film.rows())
        _add(table, window.window_rows(out / f"{production.SAMPLE.stem}.dream", folder / "home"))
        _add(table, agents.agent_rows(out / f"{production.SAMPLE.stem}.dream", folder / "home"))
        _add(table, together.together_rows(folder))
        _add(table, opening.opening_rows(folder))
        _add(table, reloading.reloading_rows())
        _add(table, staging.staging_rows(seeds=(0,) if arguments.quick else (0, 1, 2)))
        _add(table, models.model_rows())
        _add(table, props.prop_rows())
        _add(table, campaign.campaign_rows(rooms=3 if arguments.quick else 10))
        _add(table, counts.count_rows())
        _add(table, relations.relation_rows())
        _add(table, reading.reading_rows())
        _add(table, framings.framing_rows(every=10 if arguments.quick else 1))
        _add(table, viewport.viewport_rows())
        _add(table, dragging.drag_rows())
        _add(table, embedded.embedded_rows(folder / "embedded"))
        _add(table, team.team_rows())
        _add(table, production.memory_rows(folder, pages=12 if arguments.quick else 120))
    _OUT.parent.mkdir(exist_ok=True)
    _OUT.write_text(json.dumps([row.to_json() for row in table], ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0 if all(row.holds for row in table) else 1


def _add(table: list[Row], rows: Iterable[Row]) -> None:
    """Prints rows as they come; some take minutes."""
    for row in rows:
        table.append(row)
        baseline = "" if row.baseline is None else f"{row.baseline:.1f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = "" if row.bar is None else f"{row.bar}: {'holds' if row.holds else 'FALLS SHORT'}"
        print(f"{row.name:79} {row.value:9.1f} {row.unit:8} {baseline:>9} {ratio:>6}  {verdict}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
