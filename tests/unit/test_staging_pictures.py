"""docs/staging.md and docs/kit.md show what their tools draw."""

from __future__ import annotations

import re

from studio.staging.kit.catalogue import CATALOGUE
from tests.repository import ROOT
from tools.contact_sheet import COLUMNS, ROWS
from tools.staged_prompts import EXAMPLES, LOOKS, MOST_BYTES

DOCS = ROOT / "docs"


def test_that_ten_prompts_half_of_them_korean_are_shown_in_both_looks() -> None:
    text = (DOCS / "staging.md").read_text(encoding="utf-8")
    wanted = [f"images/staged_{example.name}_{look}.webp" for example in EXAMPLES for look in LOOKS]

    assert re.findall(r"\((images/[^)]+)\)", text) == wanted
    assert [example.prompt for example in EXAMPLES if f'"{example.prompt}"' not in text] == []
    assert sum(bool(re.search("[가-힣]", example.prompt)) for example in EXAMPLES) == len(EXAMPLES) / 2 == 5
    assert [name for name in wanted if not 5_000 < (DOCS / name).stat().st_size <= MOST_BYTES] == []


def test_that_every_prop_of_the_kit_is_on_a_sheet() -> None:
    text = (DOCS / "kit.md").read_text(encoding="utf-8")
    sheets = -(-len(CATALOGUE) // (COLUMNS * ROWS))

    assert re.findall(r"\((images/[^)]+)\)", text) == [f"images/kit_{number}.png" for number in range(1, sheets + 1)]
    assert f"a kit of {len(CATALOGUE)} props" in text
    assert [name for name in DOCS.glob("images/kit_*.png") if name.stat().st_size > 1_400_000] == []
