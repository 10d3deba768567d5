"""A report in which every text attacks a format: whatever comes out must show it as text and do nothing."""

from scrplan.content import (
    Cell,
    Chart,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Listing,
    PageStart,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tone,
)
from scrplan.render.document_properties import Made

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)><circle r=9/></svg>",
    "</style><style>body{display:none}</style>",
    "</title></caption></table></script><h1>out</h1>",
    "' onmouseover='alert(4)",
    '" autofocus onfocus="alert(5)',
    "<a href='javascript:alert(6)'>click</a>",
    "javascript:alert(7)",
    "[link](https://attack.example/x)",
    "https://attack.example/y?a=1&b=2",
    "<iframe src=//attack.example></iframe><base href=//attack.example>",
    "<meta http-equiv=refresh content='0;url=https://attack.example'>",
    "<!-- --><![CDATA[ ]]>&lt;b&gt; &amp;#x41; &nbsp;",
    "{{ 7 * 7 }} {% raw %} {# gone #}",
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    '=HYPERLINK("https://attack.example","x")',
    "\t=1+1",
    "{ INCLUDETEXT secret.txt } { DDEAUTO c:\\\\x }",
    '#import "x.typ" #eval("1") #read("/etc/passwd")',
    "$x$ *b* _i_ `r` @ref <label> = heading",
    "\\ % ~ ^ \\# // /* */",
    "bell \x07 escape \x1b[31m null \x00 del \x7f nel \x85",
    "\u202egnp.exe \u2066turned\u2069 \u200fmark\u200e",
    "line\u2028separator\u2029paragraph",
    "first\nsecond\r\nthird",
    "W" * 200,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u2705 \u4e2d\u6587 e\u0301 \u05d0\u05d1",
    "]]> --> ?> %> }} ]] ))",
)
MADE = Made("9.9", "2013-09-30", author='<b>Author</b> & "Co" \'')


def attack(number: int) -> str:
    """Return one of the attacks, in turn."""
    return ATTACKS[number % len(ATTACKS)]


def attacking_report() -> Report:
    """Return a report with each attack in every place where text can stand."""
    every = tuple(_section(number) for number in range(len(ATTACKS)))
    return Report(attack(0), (Paragraph(attack(4)), Facts((_fact(3),)), _table(2)), every, _table(5))


def attacking_records(number: int) -> Report:
    """Return a report without sections, whose records attack."""
    return Report(attack(number), records=_table(number))


def _section(number: int) -> Section:
    tones = tuple(Tone)
    tone = tones[number % len(tones)]
    blocks = (
        Paragraph(attack(number), tone),
        Facts((_fact(number), _fact(number + 1))),
        _table(number),
        _chart(number),
        Listing((attack(number), attack(number + 1))),
    )
    pages = tuple(PageStart)
    return Section(attack(number), blocks, tone, 1 + number % 2, pages[number % len(pages)])


def _fact(number: int) -> Fact:
    return Fact(attack(number), (Cell(attack(number)), Cell(attack(number + 1), tone=Tone.BAD)))


def _chart(number: int) -> Chart:
    series = (Series(attack(number), (3, 0), Tone.GOOD), Series(attack(number + 1), (1, 2000), Tone.BAD))
    return Chart(attack(number), (attack(number), attack(number + 2)), series, attack(number))


def _table(number: int) -> Table:
    columns = tuple(Column(f"key-{kind.value}", attack(number + at), kind) for at, kind in enumerate(ColumnKind))
    rows = tuple(_row(number + at) for at in range(8))
    return Table(columns, rows)


def _row(number: int) -> tuple[Cell, ...]:
    text = attack(number)
    return (
        Cell(text, tone=Tone.CAUTION),
        Cell(text, text),
        Cell(str(number), number),
        Cell(text, ""),
        Cell(f"{text}\n{attack(number + 1)}", attack(number + 2), Tone.MUTED),
    )
