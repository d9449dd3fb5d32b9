"""English verbs and nouns as they stand in a sentence."""

from __future__ import annotations

_IRREGULAR = {
    "break": ("broke", "broken"),
    "burst": ("burst",),
    "catch": ("caught",),
    "come": ("came",),
    "creep": ("crept",),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "flee": ("fled",),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hang": ("hung",),
    "hold": ("held",),
    "kneel": ("knelt",),
    "lie": ("lay", "lying", "lies", "lie"),
    "put": ("put",),
    "read": ("read",),
    "ride": ("rode", "ridden"),
    "rise": ("rose", "risen"),
    "run": ("ran",),
    "see": ("saw", "seen"),
    "sit": ("sat",),
    "speak": ("spoke", "spoken"),
    "spin": ("spun",),
    "stand": ("stood",),
    "sweep": ("swept",),
    "swing": ("swung",),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "tell": ("told",),
    "throw": ("threw", "thrown"),
    "write": ("wrote", "written"),
}
_VOWELS = "aeiou"
_PLURALS = {"knife": "knives", "child": "children", "man": "men", "woman": "women", "foot": "feet"}


def _doubles(verb: str) -> bool:
    """One vowel group ending in a single consonant: run, slip, grab; not look, enter, show."""
    if len(verb) < 3 or verb[-1] in _VOWELS + "wxy" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    return sum(c in _VOWELS and (i == 0 or verb[i - 1] not in _VOWELS) for i, c in enumerate(verb)) == 1


def verb_forms(verb: str) -> frozenset[str]:
    """``look`` → look, looks, looked, looking."""
    third = f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in _VOWELS else None
    third = third or (f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s")
    base = verb + verb[-1] if _doubles(verb) else verb
    base = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else base
    past = _IRREGULAR.get(verb) or ((f"{verb[:-1]}ied",) if third.endswith("ies") else (f"{base}ed",))
    running = verb + "ing" if verb.endswith("ee") else f"{base}ing"
    return frozenset({verb, third, running, *past})


def noun_forms(noun: str) -> frozenset[str]:
    """``watch`` → watch, watches; the last word of a compound is the one that changes."""
    if plural := _PLURALS.get(noun):
        return frozenset({noun, plural})
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return frozenset({noun, f"{noun[:-1]}ies"})
    return frozenset({noun, f"{noun}es" if noun.endswith(("s", "sh", "ch", "x", "z")) else f"{noun}s"})
