"""The words by which a request is understood without a model, and what is said where they are not enough."""

from __future__ import annotations

import re

from studio.agents.supervisor import StepKind
from studio.script.language import Language

QUESTION = re.compile(
    r"^\s*(?:who|what|where|when|which|why|how|is|are|does|do|did|has|have)\b"
    r"|누가|누구|무엇|뭐|어디|언제|왜|몇|얼마|어떤|어느|(?:나요|가요|니까|인가|습니까|을까|할까)\s*\?*\s*$",
    re.IGNORECASE,
)
_DRAFT = (
    r"\bnew (?:project|film|movie|story|script)\b|\bwrite\b|\bdraft\b"
    r"|새 (?:프로젝트|영화|이야기|대본)|써 ?줘|써 ?주|대본을|시나리오"
)
_REVISE = (
    r"\brevise\b|\brewrite\b|\bchange\b|\bshorten\b|\bmake (?:it|this|the scene|scene \d+)\b|\bcut the\b"
    r"|고쳐|고치|수정|바꿔|바꾸|다시 써|줄여|늘려"
)
_CHARACTER = r"character sheet|reference (?:picture|image|sheet)|(?:캐릭터|인물)\s*(?:시트|참고)|설정화"
_DRAW = r"\b(?:re)?draw\b|\bpaint\b|\bsketch\b|\bpicture of\b|그려|그리|그림"
_SHOOT = r"\bshoot\b|\bvideo\b|\bfilm (?:board|scene|it|this|shot)\b|촬영|찍어|영상|비디오"
_STAGE = r"\b(?:re)?stage\b|\b(?:build|make|change) the set\b|무대|세트|배치"

_PATTERNS: dict[StepKind, str] = {
    "character": _CHARACTER,
    "draw": _DRAW,
    "shoot": _SHOOT,
    "stage": _STAGE,
    "revise": _REVISE,
    "draft": _DRAFT,
}
ASKS_FOR = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS.items())
"""What each kind of step is asked for by."""

SCENE = re.compile(
    r"\bscene\s+(\d+)|(?:씬|장면)\s*(\d+)|(\d+)\s*(?:번째|번)?\s*(?:씬|장면)",
    re.IGNORECASE,
)
EVERY = re.compile(r"\b(?:every(?:thing)?|all|each|whole)\b|모든|전부|전체|모두", re.IGNORECASE)
BEHIND_COLON = re.compile(r"[:：]\s*(.+)", re.DOTALL)

UNCLEAR: dict[Language, str] = {
    "en": "Offline, a request is understood by its words only, and these were not clear. Say for example:"
    " “revise scene 2: …”, “redraw board 1B”, “restage scene 1”, “shoot board 1B”, “character sheets for MINA”,"
    " “write: …”, or ask who is in a scene or how long it is.",
    "ko": "오프라인에서는 낱말로만 요청을 알아듣는데, 이번 요청은 분명하지 않았습니다. 이렇게 말해 보세요:"
    " “씬 2 고쳐 줘: …”, “보드 1B 다시 그려 줘”, “씬 1 세트 다시 만들어 줘”, “보드 1B 촬영해 줘”, “미나 캐릭터 시트”,"
    " “대본 써 줘: …”. 누가 나오는지, 길이가 얼마인지 물어보셔도 됩니다.",
}
WHICH_SCENE: dict[Language, str] = {
    "en": "Which scene? Name it by its number, such as “scene 2”, or open it first.",
    "ko": "어느 씬인지 알려 주세요. “씬 2”처럼 번호를 쓰거나 먼저 그 씬을 여세요.",
}
WHO: dict[Language, str] = {
    "en": "Whose? Name somebody of the script or the bible.",
    "ko": "누구인지 알려 주세요. 대본이나 바이블에 있는 이름을 쓰세요.",
}
