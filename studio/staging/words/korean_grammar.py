"""Korean particles, location nouns and verb forms that say how things relate."""

from __future__ import annotations

from types import MappingProxyType

PARTICLES = tuple(
    sorted(
        "은 는 이 가 을 를 의 에 에는 에도 에서 에서는 에게 과 와 랑 이랑 하고 도 만 로 으로 들 들이 들은 들을 들의 들과 들이랑 "
        "마다 마다에 처럼 까지 부터 이나 나 씩 이다 다 입니다 이고 들에 들도 들만 인 인데 이며 며 쪽 쪽에 쪽에는 쪽으로 엔 에선".split(),
        key=lambda particle: (-len(particle), particle),
    )
)
"""Longest first; a word is looked up whole before any particle is taken off."""
LOCATIONS = MappingProxyType(
    {
        word: kind
        for kind, cell in {
            "on_top_of": "위 윗면 위쪽",
            "under": "아래 밑 아래쪽",
            "next_to": "옆 곁 바로옆 옆쪽 한쪽옆",
            "near": "근처 가까이 부근 주변 주위 둘레",
            "in_front_of": "앞 앞쪽 정면",
            "behind": "뒤 뒤쪽 뒤편 너머",
            "between": "사이 가운데사이",
            "centered": "중앙 가운데 한가운데 중심 한복판",
            "in_corner": "구석 모퉁이 모서리 귀퉁이 한구석",
            "facing": "맞은편 건너편 반대편",
            "left_of": "왼쪽 왼편 좌측",
            "right_of": "오른쪽 오른편 우측",
            "beside_both": "양쪽 양옆 양편 양측",
            "inside": "안 속 안쪽 내부",
            "on_wall": "벽 벽면 벽쪽",
            "hanging": "천장 천정",
            "inside_floor": "바닥",
        }.items()
        for word in cell.split()
    }
)
ARCHITECTURE_WORDS = MappingProxyType(
    {
        "문": "@door",
        "출입문": "@door",
        "입구": "@door",
        "방문": "@door",
        "창문": "@window",
        "창가": "@window",
        "창": "@window",
    }
)
RELATION_VERBS = MappingProxyType(
    {
        word: kind
        for kind, cell in {
            "around": "둘러싼 둘러싸고 둘러싸인 에워싼 둘러앉은 둘러선 빙둘러 둘러",
            "rows": "줄지어 나란히 일렬로 줄줄이 열지어 늘어선 줄맞춰 나란한",
            "floating": "떠다니는 떠있는 떠오른 떠다니고 공중에 허공에 하늘에 둥둥",
            "hanging": "매달린 매달려 드리워진 늘어뜨린",
            "on_wall": "걸린 걸려 붙은 붙어",
            "facing_each_other": "마주보고 마주보는 마주한 마주앉은 마주앉아 마주",
            "along_wall": "따라",
        }.items()
        for word in cell.split()
    }
)
POSES = MappingProxyType(
    {
        word: pose
        for pose, cell in {
            "sit": "앉은 앉아 앉아있는 앉아있다 앉는다 앉고 앉아서 둘러앉은 마주앉은",
            "stand": "선 서있는 서있다 서서 서있고",
            "walk": "걷는 걸어가는 걸어오는 걷고 걸어온다 걸어간다 들어온다 다가온다 다가간다",
            "run": "뛰는 달리는 뛰어가는 달려가는 달린다 뛴다 달려온다",
            "lie": "누운 누워 누워있는 누워있다 잠든 잠자는 자는 쓰러진 쓰러져 엎드린",
            "kneel": "무릎꿇은 무릎꿇고 쭈그린 쪼그려앉은",
            "point": "가리키는 가리킨다",
            "lean": "기댄 기대어 기대선 기대고",
            "talk": "말하는 이야기하는 대화하는 말한다 이야기한다",
        }.items()
        for word in cell.split()
    }
)
NEGATIONS = frozenset("없는 없다 없이 없고 없음 빼고 제외하고 제외 아닌 없습니다 없으며".split())
EVERY = frozenset("각 매 각각의 모든".split())
AGAIN = frozenset("그 이 저".split())
SINGLE_SYLLABLE_RISKS = frozenset(
    "상 단 등 관 용 말 소 새 초 불 별 차 개 북 검 칼 배 병 통 총 종 잔 돌 꽃 책 집 탑 방 성 길 역 강 굴 바 단 불 홀 산".split()
)
"""Short words that also mean something else; they count only with a number, a location or a comma after them."""
PLURAL_ENDINGS = ("들", "들이", "들은", "들을", "들과", "들의", "들이랑", "들도", "들만", "들에")
VERB_ENDINGS = (
    "다",
    "고",
    "며",
    "면",
    "서",
    "요",
    "죠",
    "니",
    "게",
    "는",
    "은",
    "한",
    "인",
    "던",
    "할",
    "린",
    "진",
    "운",
    "지",
    "로",
    "러",
    "해",
    "여",
)


def without_particle(word: str) -> tuple[tuple[str, str], ...]:
    """Ways to read an eojeol as a stem and a particle, the whole word first."""
    return ((word, ""), *((word[: -len(p)], p) for p in PARTICLES if word.endswith(p) and len(word) > len(p)))
