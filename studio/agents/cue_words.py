"""The words that film grammar listens for in action lines, English and Korean.

English entries are phrases whose first word is a verb in any form ("come in" hears "came in"); Korean entries are
``stem/infinitive`` (see korean_forms) or single forms where the stem would also be another word.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from studio.agents.english_forms import verb_forms
from studio.agents.korean_forms import forms_of


class Cue(StrEnum):
    """What an action line tells the camera."""

    LOOK = "look"
    LOOK_UP = "look_up"
    LOOK_DOWN = "look_down"
    ENTER = "enter"
    EXIT = "exit"
    RUN = "run"
    WALK = "walk"
    FALL = "fall"
    HANDLE = "handle"
    SHOW = "show"
    SIT = "sit"
    STAND = "stand"
    STOP = "stop"
    LIE = "lie"
    KNEEL = "kneel"
    SLEEP = "sleep"
    LEAN = "lean"
    POINT = "point"
    HOLD = "hold"
    TALK = "talk"
    VEHICLE = "vehicle"
    THREAT = "threat"
    SEQUENCE = "sequence"


_ENGLISH: Mapping[Cue, tuple[str, ...]] = MappingProxyType(
    {
        Cue.LOOK: (
            "look", "see", "watch", "stare", "gaze", "glance", "notice", "peer", "spot", "study", "glimpse",
            "scan", "catch sight", "turn to see", "turn to look",
        ),
        Cue.LOOK_UP: ("look up", "stare up", "gaze up", "glance up", "peer up"),
        Cue.LOOK_DOWN: ("look down", "stare down", "gaze down", "glance down", "peer down"),
        Cue.ENTER: (
            "enter", "come in", "come inside", "walk in", "walk into", "step in", "step into", "step inside",
            "arrive",
            "appear", "burst in", "burst into", "run in", "run into", "rush in", "stride in", "slip in",
            "come through",
            "emerge", "hurry in", "storm in", "file in",
        ),
        Cue.EXIT: (
            "exit", "leave", "walk out", "walk away", "walk off", "step out", "storm out", "slip out", "depart",
            "run off", "run away", "hurry out", "drive off", "drive away", "rush out",
        ),
        Cue.RUN: ("run", "sprint", "race", "dash", "rush", "bolt", "charge", "flee", "gallop", "hurry", "chase"),
        Cue.WALK: (
            "walk", "stroll", "pace", "march", "wander", "stride", "climb", "creep", "stagger", "approach", "cross",
            "follow", "limp", "head for", "head to", "move to", "move toward", "move towards", "descend", "trudge",
        ),
        Cue.FALL: (
            "fall", "collapse", "trip", "stumble", "tumble", "slip and", "faint", "crash", "plunge", "drop to",
        ),
        Cue.HANDLE: (
            "pick", "take", "grab", "hold up", "hold out", "unfold", "open", "read", "touch", "press",
            "pull out", "pull a", "pull the",
            "draw", "set", "put", "lay", "place the", "light the", "light a", "strike a", "strike the", "pocket",
            "hand her", "hand him", "hand over", "produce", "lift", "reach for", "squeeze", "tear", "write", "count",
            "slide", "drop", "pour", "check", "wind", "turn over", "wipe", "pass", "drag", "haul", "throw", "tie",
        ),
        Cue.SHOW: ("read", "show", "say", "tick", "ring", "blink", "flicker", "buzz", "strike"),
        Cue.SIT: ("sit", "seat", "perch", "take a seat", "slump in", "slump into"),
        Cue.STAND: (
            "stand", "rise", "get up", "jump up", "leap up", "spring up", "jump to", "leap to", "spring to", "get to",
        ),
        Cue.STOP: ("wait", "stop", "freeze", "halt"),
        Cue.LIE: ("lie", "sprawl"),
        Cue.SLEEP: ("sleep", "doze", "fall asleep", "nod off"),
        Cue.KNEEL: ("kneel", "crouch", "squat", "drop to her knee", "drop to his knee", "drop to one knee"),
        Cue.LEAN: ("lean", "slouch", "rest against"),
        Cue.POINT: ("point", "gesture", "aim"),
        Cue.HOLD: ("hold", "carry", "clutch", "grip", "cradle", "hug", "lift", "raise", "pick up"),
        Cue.TALK: ("talk", "whisper", "argue", "speak", "tell", "explain", "call", "shout"),
        Cue.VEHICLE: (
            "pull up", "pull away", "speed", "drive", "sail", "drift", "race past", "roll in", "glide", "roll",
            "cruise",
        ),
    }
)  # fmt: skip

_KOREAN: Mapping[Cue, tuple[str, ...]] = MappingProxyType(
    {
        Cue.LOOK: (
            "보/봐", "보았다", "바라보/바라봐", "쳐다보/쳐다봐", "돌아보/돌아봐", "노려보/노려봐",
            "들여다보/들여다봐",
            "지켜보/지켜봐", "살피/살펴", "살펴보/살펴봐", "둘러보/둘러봐", "훔쳐보/훔쳐봐", "응시하/응시해",
            "발견하/발견해", "목격하/목격해", "힐끗거리/힐끗거려",
        ),
        Cue.LOOK_UP: ("올려다보/올려다봐", "우러러보/우러러봐"),
        Cue.LOOK_DOWN: ("내려다보/내려다봐", "굽어보/굽어봐"),
        Cue.ENTER: (
            "들어오/들어와", "들어서/들어서", "나타나/나타나", "등장하/등장해", "뛰어들/뛰어들어",
            "뛰어들어오/뛰어들어와",
            "도착하/도착해", "올라오/올라와",
        ),
        Cue.EXIT: (
            "나가/나가", "뛰어나가/뛰어나가", "달려나가/달려나가", "떠나/떠나", "퇴장하/퇴장해", "걸어나가/걸어나가",
            "나서/나서", "빠져나가/빠져나가",
        ),
        Cue.RUN: (
            "뛰/뛰어", "달리/달려", "달려가/달려가", "달려오/달려와", "뛰어가/뛰어가", "뛰어오/뛰어와",
            "도망치/도망쳐",
            "쫓/쫓아", "뛰어나가/뛰어나가", "달아나/달아나", "질주하/질주해",
        ),
        Cue.WALK: (
            "걷는다", "걷고", "걸으며", "걸으면서", "걷는", "걸었다", "걸어가/걸어가", "걸어오/걸어와",
            "다가가/다가가",
            "다가오/다가와", "따라가/따라가", "따라오/따라와", "오르/올라", "올라가/올라가", "내려가/내려가",
            "내려오/내려와", "내린다", "내렸다", "지나가/지나가", "서성이/서성여", "비틀거리/비틀거려", "건너/건너",
        ),
        Cue.FALL: (
            "넘어지/넘어져", "쓰러지/쓰러져", "떨어지/떨어져", "주저앉/주저앉아", "고꾸라지/고꾸라져",
            "무너지/무너져", "나동그라지/나동그라져", "추락하/추락해",
        ),
        Cue.HANDLE: (
            "집는다", "집어", "집었다", "집으며", "꺼내/꺼내", "펼치/펼쳐", "펴/펴", "만지/만져", "쥐/쥐어",
            "움켜쥐/움켜쥐어",
            "뜯/뜯어", "누르/눌러", "놓/놓아", "내려놓/내려놓아", "건네/건네", "받/받아", "접/접어", "찢/찢어",
            "읽/읽어",
            "켜/켜",
            "따르/따라", "뜨/떠", "감싸/감싸", "세/세어", "켠다", "끈다", "잡/잡아", "붙잡/붙잡아", "줍/주워/주우",
        ),
        Cue.SHOW: (
            "가리키/가리켜", "울리/울려", "깜박이/깜박여", "깜빡이/깜빡여", "지직거리/지직거려", "적혀", "쓰여",
        ),
        Cue.SIT: ("앉/앉아", "주저앉/주저앉아", "걸터앉/걸터앉아"),
        Cue.STAND: (
            "선다", "섰다", "서", "서서", "서는", "서며", "일어서/일어서", "일어나/일어나",
        ),
        Cue.STOP: ("멈추/멈춰", "멈춰서/멈춰서", "기다리/기다려"),
        Cue.LIE: ("눕/누워/누우", "드러눕/드러누워/드러누우", "엎드리/엎드려"),
        Cue.SLEEP: ("자고", "잔다", "잠들/잠들어", "졸/졸아"),
        Cue.KNEEL: ("꿇/꿇어", "쪼그리/쪼그려", "웅크리/웅크려"),
        Cue.LEAN: ("기댄다", "기대어", "기대고", "기댄", "기댔다", "기대서", "기대선다"),
        Cue.POINT: ("가리키/가리켜", "겨누/겨눠", "손가락질하/손가락질해"),
        Cue.HOLD: ("들/들어", "쥐/쥐어", "안/안아", "껴안/껴안아", "잡/잡아", "메/메어", "움켜쥐/움켜쥐어", "집어"),
        Cue.TALK: ("말하/말해", "외치/외쳐", "속삭이/속삭여", "소리치/소리쳐", "이야기하/이야기해"),
        Cue.VEHICLE: ("미끄러지/미끄러져", "출발하/출발해", "지나가/지나가", "항해하/항해해"),
    }
)  # fmt: skip

_INTENSE_ENGLISH_VERBS = (
    "whisper",
    "shout",
    "scream",
    "cry",
    "sob",
    "yell",
    "plead",
    "tremble",
    "beg",
    "weep",
    "break",
)
_INTENSE_ENGLISH = ("quiet", "quietly", "soft", "softly", "low", "angry", "angrily", "breathless", "tears", "breath")
_INTENSE_KOREAN = (
    "속삭이/속삭여", "외치/외쳐", "소리치/소리쳐", "울/울어", "울먹이/울먹여", "흐느끼/흐느껴", "떨/떨어",
    "조용히", "나직이",
    "나직하게", "낮게", "작게", "간절히", "간절하게", "화내/화내", "화난", "울면서",
)  # fmt: skip


@cache
def english_verbs() -> Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    """Verb form → the phrases that may follow it and the cue each gives."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue, phrases in _ENGLISH.items():
        for phrase in phrases:
            verb, *rest = phrase.split()
            for form in verb_forms(verb):
                table.setdefault(form, []).append((tuple(rest), cue))
    return MappingProxyType({form: tuple(entries) for form, entries in table.items()})


@cache
def korean_verbs() -> Mapping[str, frozenset[Cue]]:
    """Word → the cues it gives."""
    table: dict[str, set[Cue]] = {}
    for cue, entries in _KOREAN.items():
        for form in forms_of(entries):
            table.setdefault(form, set()).add(cue)
    return MappingProxyType({form: frozenset(cues) for form, cues in table.items()})


@cache
def intense_words() -> frozenset[str]:
    """Words of a parenthetical that ask for a whisper, a shout or tears."""
    verbs = (form for verb in _INTENSE_ENGLISH_VERBS for form in verb_forms(verb))
    return frozenset((*verbs, *_INTENSE_ENGLISH, *forms_of(_INTENSE_KOREAN)))
