"""Korean words that tell a speaker from a line of action."""

from __future__ import annotations

_TITLE_LIST = """
과장 부장 차장 대리 사장 회장 팀장 실장 국장 이사 상무 전무 대표 원장 소장 사원
형사 반장 순경 경위 경감 서장 검사 판사 변호사 기자 감독 작가 교수 박사 의사 간호사
선생 선생님 씨 군 양 여사 노인 병장 상병 이병 중사 소위 중위 대위 장군
"""
_STAGE_LIST = """
암전 침묵 정적 사이 인서트 몽타주 몽타쥬 타이틀 자막 회상 플래시백 플래쉬백 컷 컷투
페이드인 페이드아웃 디졸브 점프컷 줌인 줌아웃 끝 엔딩 오프닝 크레딧 프롤로그 에필로그
현재 과거 낮 밤 아침 점심 저녁 새벽 오전 오후
"""

TITLES = frozenset(_TITLE_LIST.split())
"""What stands behind a surname: 김 과장, 박 형사."""

STAGE_WORDS = frozenset(_STAGE_LIST.split())
"""Single words that head a paragraph of action as they please, and are nobody's name."""
