"""The little words of English that say how things relate."""

from __future__ import annotations

from types import MappingProxyType

from studio.staging.words.word_table import keys_by_word, words_by_key

RELATION_PHRASES = keys_by_word("english_relations.tsv")
"""``!`` marks a phrase whose grammatical subject is the target: *a table surrounded by chairs*."""
LONE_PHRASES = keys_by_word("english_alone.tsv")
POSES = keys_by_word("english_poses.tsv")
_WORDS = {key: frozenset(words) for key, words in words_by_key("english_words.tsv").items()}
DETERMINERS, DEFINITE, PRONOUNS = _WORDS["determiners"], _WORDS["definite"], _WORDS["pronouns"]
NEGATIONS, VERBS, ABSTRACT = _WORDS["negations"], _WORDS["verbs"], _WORDS["abstract"]
SKIP_FROM = _WORDS["skip_from"]
"""From these words to the next comma or stop nothing is staged: *adding warmth to the space*."""
SKIP_SENTENCE = _WORDS["skip_sentence"]
"""From these words to the stop all is only in somebody's mind: *he remembers the garden*."""
UNSTAGED = frozenset(
    {"light", "shadow", "shadows", "darkness", "moonlight", "sunlight", "smoke", "dust", "silence", "air"}
)
"""*A pool of light* is no pool."""
PLURAL_VERBS, DEPICTIONS = _WORDS["plural_verbs"], _WORDS["depictions"]
"""Verbs that several things share, and things that show others: *a painting of a ship*."""
ELSEWHERE = MappingProxyType(dict.fromkeys(_WORDS["elsewhere"], "elsewhere"))
"""What these phrases follow is only spoken of: it is not on the set."""
FOLLOWING = (
    _WORDS["following"]
    | VERBS
    | NEGATIONS
    | PRONOUNS
    | SKIP_FROM
    | frozenset(" ".join((*RELATION_PHRASES, *LONE_PHRASES, *POSES)).split())
)
"""Words after a noun that are no part of its name."""
LIST_OPENERS = frozenset(
    {
        "with",
        "contains",
        "containing",
        "holding",
        "featuring",
        "features",
        "includes",
        "including",
        "and",
        "plus",
        "has",
        "have",
        "holds",
        "where",
        ":",
        ",",
    }
)
ARCHITECTURE_WORDS = MappingProxyType(
    {
        "wall": "@wall",
        "door": "@door",
        "doorway": "@door",
        "entrance": "@door",
        "window": "@window",
        "windowsill": "@window",
        "window sill": "@window",
        "window display": "@window",
        "shop window": "@window",
        "ceiling": "@ceiling",
        "floor": "@room",
        "ground": "@room",
        "room": "@room",
        "space": "@room",
        "center": "@room",
        "centre": "@room",
        "middle": "@room",
        "corner": "@corner",
        "area": "@room",
    }
)
QUANTITY_NOUNS = MappingProxyType(
    {
        "pair": 2,
        "dozen": 12,
        "couple": 2,
        "trio": 3,
        "collection": 4,
        "set": 3,
        "group": 4,
        "handful": 4,
        "number": 4,
        "cluster": 4,
        "row": 4,
        "line": 4,
        "circle": 6,
        "crowd": 10,
        "flock": 6,
        "bunch": 4,
        "array": 4,
        "pile": 4,
        "stack": 4,
        "heap": 6,
        "bundle": 4,
        "lot": 8,
        "lots": 8,
    }
)
IRREGULAR = MappingProxyType(
    {
        "people": "person",
        "men": "man",
        "women": "woman",
        "children": "child",
        "shelves": "shelf",
        "bookshelves": "bookshelf",
        "knives": "knife",
        "wolves": "wolf",
        "mice": "mouse",
        "geese": "goose",
        "leaves": "leaf",
        "loaves": "loaf",
        "policemen": "officer",
        "ladies": "lady",
        "oxen": "ox",
    }
)


def singular(word: str) -> tuple[str, bool]:
    """``("shelf", True)`` for ``"shelves"``; a word that is no plural comes back as it is, with False."""
    if word in IRREGULAR:
        return IRREGULAR[word], True
    if len(word) == 3 and word.endswith("s") and not set(word[:2]) & set("aeiouy"):
        # Of letters: *TVs*, *PCs*.
        return word[:-1], True
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
