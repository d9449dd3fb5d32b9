import pytest

from studio.model.stage import SpecNode
from studio.staging.assets import AssetIndex
from studio.staging.library import kit_library
from studio.staging.words.noun import nouns


@pytest.mark.parametrize(
    ("name", "asset", "via"),
    [
        ("chair", "kit:chair", "name"),
        ("의자", "kit:chair", "name"),
        ("wooden dining chair", "kit:chair", "name"),
        ("long wooden table", "kit:table", "keyword"),
        ("촛불", "kit:candle", "name"),
        ("zorbling", "kit:box", "primitive"),
    ],
)
def test_that_an_asset_is_found_by_what_it_is_called(name: str, asset: str, via: str) -> None:
    note = AssetIndex(kit_library()).choose(SpecNode(id="x1", name=name)).note
    assert note.asset == asset
    assert note.via == via


def test_that_every_noun_of_the_lexicon_becomes_something() -> None:
    index = AssetIndex(kit_library())
    primitives = []
    for noun in nouns().values():
        chosen = index.choose(SpecNode(id=noun.key, name=(noun.en or noun.sought)[0], semantic_role=noun.role))
        assert chosen.noun is noun
        if chosen.note.via == "primitive":
            primitives.append(noun.key)
    assert len(primitives) < len(nouns()) / 5
