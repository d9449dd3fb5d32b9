"""The little words of English that say how things relate."""

from __future__ import annotations

from types import MappingProxyType

RELATION_PHRASES = MappingProxyType(
    {
        phrase: kind
        for kind, cell in {
            "on_top_of": "on top of, atop, upon, resting on, sitting on, placed on, lying on, scattered across, sits on",
            "on": "on, onto, mounted on, hung on, hanging on, hangs on, pinned to, hung",
            "inside": "in, inside, within, into, inside of",
            "under": "under, beneath, below, underneath, sleeping under",
            "above": "above, over, overhead",
            "next_to": "next to, beside, by, adjacent to, alongside, right next to, close beside, at the foot of, outside, lined up at",
            "near": "near, close to, nearby, not far from, at",
            "far": "far from, away from, far away from",
            "in_front_of": "in front of, in front, directly in front of, before",
            "behind": "behind, in back of, at the back of",
            "left_of": "to the left of, left of, on the left side of, on the left of, at the left of",
            "right_of": "to the right of, right of, on the right side of, on the right of, at the right of",
            "facing": "facing, faces, face, looking at, turned to, turned towards, facing towards, facing toward, pointing at",
            "across": "across from, opposite, opposite to, opposite from, across, at the far end from",
            "around": "around, surrounding, gathered around, seated around, arranged around, arranged neatly around, circling, encircling",
            "between": "between, amid, among, in the middle of them",
            "long_side_of": "on the long side of, at the long side of, on a long side of, along the long side of",
            "beside_both": "on each side of, on either side of, on both sides of, flanking, along both sides of, at the short sides of, either side of",
            "along": "along, against, leaning against, tucked against, lining, leaning on, along the back of",
            "hanging": "hanging from, hangs from, hang from, suspended from, hung from, dangling from, hanging over, hanging above, suspended above, suspended over",
            "!around": "surrounded by, ringed by, encircled by",
            "!beside_both": "flanked by",
            "!on_top_of": "topped with, topped by, covered with, holding, holds, displaying, displays, bearing, carrying, decorated with, adorned with, laden with, supporting, set with",
            "!inside": "filled with, containing, contains, full of",
            "!next_to": "accompanied by, paired with",
        }.items()
        for phrase in (part.strip() for part in cell.split(","))
    }
)
"""``!`` marks a phrase whose grammatical subject is the target: *a table surrounded by chairs*."""

LONE_PHRASES = MappingProxyType(
    {
        phrase: kind
        for kind, cell in {
            "centered": "in between, in the center, in the centre, in the middle, at the center, at the centre, in the middle of the room, in the center of the room, in the centre of the room, in the center of the space, over the middle of the room, at the center of the room, occupies the center of the room",
            "in_corner": "in the corner, in a corner, in one corner, in the corners, into the corner, in every corner, in each corner, in the corner of the room, in the corners of the room, in one corner of the room, in every corner of the room",
            "against_wall": "against the wall, against a wall, along the wall, along the walls, against one wall, along one wall, against the back wall, along the back wall, against the far wall, along the far wall, against the walls, at the far end, at the back of the room",
            "on_wall": "on the wall, on the walls, on one wall, on a wall, on another wall, on another, to the wall, on one side wall, mounted on another, mounted on the wall, mounted on another wall, mounted on a wall, mounted above, hung on the wall, hanging on the wall, hangs on the wall, on each wall, on the far wall, on the back wall, on every wall",
            "hanging": "from the ceiling, hanging from the ceiling, hangs from the ceiling, on the ceiling, from above",
            "floating": "floating, hovering, levitating, in the air, in midair, drifting in the air, floating in the air",
            "rows": "in rows, in a row, in two rows, in three rows, in four rows, in five rows, in six rows, in neat rows, in a line, lined up",
            "facing_each_other": "facing each other, face to face, opposite each other, facing one another",
            "on_host": "on top, on it, on them, on each, on the top",
            "next_host": "next to it, beside it, by it, nearby, next to them, close by, beside them",
            "front_host": "in front of it, in front, directly in front, in front of them",
            "behind_host": "behind it, behind them",
            "around_host": "around it, around them",
            "under_host": "under it, beneath it, underneath, below it",
            "side_host": "on each side, on either side, on both sides, at each side",
        }.items()
        for phrase in (part.strip() for part in cell.split(","))
    }
)

ARCHITECTURE_WORDS = MappingProxyType(
    {
        "wall": "@wall", "door": "@door", "doorway": "@door", "entrance": "@door", "window": "@window",
        "ceiling": "@ceiling", "floor": "@room", "ground": "@room", "room": "@room", "space": "@room", "center": "@room",
        "centre": "@room", "middle": "@room", "corner": "@corner", "area": "@room",
    }
)  # fmt: skip
DETERMINERS = frozenset("a an the this that its his her their our my your another one's some these those".split())
DEFINITE = frozenset("the this that its his her their these those".split())
PRONOUNS = frozenset("it them which they one".split())
NEGATIONS = frozenset("no without not never nor".split())
POSES = MappingProxyType(
    {
        word: pose
        for pose, cell in {
            "sit": "sits sit sitting seated",
            "stand": "stands stand standing",
            "walk": "walks walk walking strolls enters approaches",
            "run": "runs run running races flees",
            "lie": "lies lie lying sleeps sleep sleeping asleep",
            "kneel": "kneels kneel kneeling crouches crouching",
            "point": "points pointing",
            "lean": "leans leaning",
            "talk": "talks talking speaks argues arguing whispers chatting",
        }.items()
        for word in cell.split()
    }
)
VERBS = frozenset(
    "is are was were be being been there sits stands stand placed positioned located situated hangs hang mounted set has "
    "have having featuring features feature includes include including provides provide providing contains rest rests "
    "resting lies lie stands standing completing adding creating allowing displaying located arranged tucked against "
    "illuminates illuminate illuminated lit designed equipped used occupies facilitating serving appears face made offers "
    "supported reflects would could should view holding gathered lined placed featuring decorated running walking sits "
    "sitting talking waits waiting watches watching enters looks looking reads reading drinks drinking waiting comes "
    "goes turns opens closes stares holds complete fills fill filling".split()
)
SKIP_FROM = frozenset(
    "adding creating providing allowing offering indicating facilitating completing reflecting for as despite".split()
)
"""From these words to the next comma or stop nothing is staged: *adding warmth to the space*."""
LIST_OPENERS = frozenset("with featuring features includes include including and plus has have holds : , where".split())
ABSTRACT = frozenset(
    "sense touch atmosphere style warmth design comfort functionality storage seating convenience setup experience mood "
    "feeling air kind type lot number side sides end top edge back front middle center part way use purpose light "
    "darkness silence noise sound smell gathering gatherings area space session sessions arrangement arrangements place "
    "day night evening morning afternoon moment time surface foot left right activity activities play taste lighting "
    "essential everyone someone nobody somebody guests surface color colour row rows line group interior rain snow fog "
    "bistro camera view shot angle world story scene set entertainment addition decor decoration".split()
)
QUANTITY_NOUNS = MappingProxyType(
    {"pair": 2, "dozen": 12, "couple": 2, "trio": 3, "collection": 4, "set": 3, "group": 4, "handful": 4, "number": 4,
     "cluster": 4, "row": 4, "line": 4, "circle": 6, "crowd": 10, "flock": 6, "bunch": 4, "array": 4, "lot": 8, "lots": 8}
)  # fmt: skip
IRREGULAR = MappingProxyType(
    {"people": "person", "men": "man", "women": "woman", "children": "child", "shelves": "shelf", "bookshelves": "bookshelf",
     "knives": "knife", "wolves": "wolf", "mice": "mouse", "geese": "goose", "leaves": "leaf", "loaves": "loaf",
     "policemen": "officer", "ladies": "lady", "oxen": "ox"}
)  # fmt: skip


def singular(word: str) -> tuple[str, bool]:
    """``("shelf", True)`` for ``"shelves"``; a word that is no plural comes back as it is, with False."""
    if word in IRREGULAR:
        return IRREGULAR[word], True
    if (
        len(word) < 4
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is"))
        or word in {"stairs", "chess", "compass"}
    ):
        return word, False
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y", True
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2], True
    return word[:-1], True
