from __future__ import annotations

from pathlib import Path

from studio.collab.known_media import KnownMedia
from studio.collab.referred_media import ReferredMedia

ONE, TWO, THREE = (f"media:{letter * 64}.png" for letter in "abc")


def test_that_references_are_found_wherever_they_stand() -> None:
    fields = {
        "imageUrl": ONE,
        "script": f"{ONE} " * 50_000,
        "productionBible": {"characters": {"mina": {"referenceImageUrls": [TWO, "https://x/y.png"]}}},
        "items": [{"deep": [THREE, None, 3]}],
        "wrong": ["media:../../x.png", f"{ONE}/x", "media:", f"media:{'A' * 64}.png"],
    }
    fresh, _ = ReferredMedia().take("a", fields)
    assert fresh == {ONE, TWO, THREE}


def test_that_what_is_referred_to_is_told_once_and_until_nobody_does() -> None:
    referred = ReferredMedia()

    def take(path: str, fields: dict[str, str | None] | None) -> tuple[set[str], set[str]]:
        fresh, gone = referred.take(path, fields)
        return set(fresh), set(gone)

    assert take("a", {"imageUrl": ONE}) == ({ONE}, set())
    assert take("b", {"imageUrl": ONE, "videoUrl": TWO}) == ({TWO}, set())
    assert take("a", {"imageUrl": TWO}) == (set(), set())
    assert take("b", {"imageUrl": ONE, "videoUrl": TWO, "deletedAt": "2026"}) == (set(), {ONE})
    assert take("b", {"imageUrl": ONE, "deletedAt": None}) == ({ONE}, set())
    assert take("a", None) == (set(), {TWO})
    assert (ONE in referred, TWO in referred) == (True, False)


def test_that_what_the_team_has_is_known_after_a_restart(tmp_path: Path) -> None:
    known = KnownMedia(tmp_path / "known.sqlite")
    known.mark(["a.png", "b.png"])
    known.mark(["a.png"])
    known.close()
    known.mark(["late.png"])

    known = KnownMedia(tmp_path / "known.sqlite")
    assert ["a.png" in known, "b.png" in known, "late.png" in known] == [True, True, False]
    known.close()


def test_that_marks_that_cannot_be_read_are_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "known.sqlite"
    file.write_bytes(b"no database " * 1000)
    known = KnownMedia(file)
    known.mark(["a.png"])
    known.close()
    known = KnownMedia(file)
    assert "a.png" in known
    known.close()

    nowhere = KnownMedia(tmp_path / "no" / "folder" / "known.sqlite")
    nowhere.mark(["a.png"])
    assert "a.png" in nowhere
    nowhere.close()
