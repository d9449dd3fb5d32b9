"""Random texts that look like Fountain, with every mark that could break a cut."""

from __future__ import annotations

from hypothesis import strategies as st

LINES = st.sampled_from(
    [
        "",
        "",
        "",
        "  ",
        "INT. HOUSE - DAY",
        "EXT. 골목 - 밤 #12A#",
        "int/ext. car",
        ".민아의 집",
        "...",
        ".45 calibre",
        "# Act One",
        "= What happens",
        "===",
        "[[a note]]",
        "Words [[a note",
        "that ends]] here.",
        "[[",
        "]]",
        "/*",
        "*/",
        "/* cut */",
        "# Act /* cut",
        "BOB",
        "Hello 😀 there.",
        "민아",
        "(작게)",
        "CUT TO:",
        "FADE OUT.",
        "> THE END <",
        "@McCLANE ^",
        "~la la",
        "!INT. NOT A HEADING",
        "Title: X",
        "Author: Y",
        "    more",
    ]
)
NEWLINES = st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\r"])
TEXTS = st.lists(st.tuples(LINES, NEWLINES), max_size=40).map(lambda pairs: "".join(map("".join, pairs)))
MARKS = st.sampled_from(
    ["a", " ", "\n", "\n\n", "/*", "*/", "[[", "]]", ".", "#", "=", "I", "\r", "INT. NEW - DAY", "\n\nEXT. A\n\n", "😀"]
)
PASTES = st.one_of(st.just(""), MARKS, st.lists(MARKS, max_size=4).map("".join), TEXTS)
