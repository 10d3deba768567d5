import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.check.identifiers import identifiers
from scrplan.check.identifying_words import Hit, dates_of_birth, listed_names, plain, read_names
from tests.check.test_identifiers import GAPS, PLAN, SPACED_OUT, found_in, marked

BIRTHS = [
    "born [[12/03/2009]]",
    "born on [[12 March 2009]]",
    "Born: [[12.3.09]]",
    "DOB [[12-03-2009]]",
    "DOB: [[12th March 2009]]",
    "DoB ([[12 Mar 2009]])",
    "D.O.B. [[2009-03-12]]",
    "d.o.b [[March 12 2009]]",
    "d.o.b: [[March 12th, 2009]]",
    "date of birth [[12/3/2009]]",
    "Date of Birth - [[12/03/09]]",
    "date of birth (mother) is [[12 of March 2009]]",
    "birth date [[12-Mar-09]]",
    "birthdate: [[12 03 2009]]",
    "birthday on [[1 April 2009]]",
    "dates of birth: [[1st Sept. 2009]]",
    "date_of_birth: [[2009-03-12]]",
    "mother_dob: '[[2009-03-12]]'",
    "{dateOfBirth: [[2009-03-12]]}",
    "born at St Mary's Hospital on [[12 March 2009]]",
    "born on or about [[12 March 2009]]",
    "she was born c. [[12 March 2009]]",
    "Child G\u2019s date of birth \u2014 [[12 March 2009]]",
    "[[12/03/2009]] (date of birth)",
    "[[12/03/2009]] (DOB), seen on 24/01/2013",
    "[[12/03/2009]] DOB",
    "[[12/03/2009]] is the child's date of birth and so on",
    "[[March 12 2009]], which was her birthday",
    "On [[12/03/2009]] Child G was born at home",
    "The twins ([[12/03/2009]] born)",
    "Seen on 24/01/2013; was born on [[12/03/2009]]",
    "text: >-\n      The child was born\n      on [[12\n      March 2009]] at home",
    "# date\n  # of birth:\n  # [[12/03/2009]]",
    'text: "her date of \\\n  birth is [[12/03/2009]]"',
    "dob: >-\n  [[12/03/2009]]",
    "DOB\u00a0[[12\u00a0March\u00a02009]]",
    "DOB [[12\u201103\u20112009]]",
    "DOB \u201c[[12/03/2009]]\u201d",
    "DOB [[12/03/2009]].",
    "born\r\n  [[12/03/2009]]",
]

NO_BIRTHS = [
    "born in 2009",
    "born in March 2009",
    "born in May 2009",
    "born 2009-03",
    "children born before 2012-05",
    "children born before 12/03/2009",
    "all babies born on or after 1 April 2012",
    "babies born between 1 April 2012 and 31 March 2013",
    "babies born 1 April 2012 to 31 March 2013",
    "babies born 01/04/2012 - 31/03/2013",
    "newborn 12/03/2009",
    "new-born checks 12/03/2009",
    "unborn 12/03/2009",
    "stubborn 12/03/2009",
    "a meeting on 12/03/2009 about the birth plan",
    "pre-birth assessments: 12/03/2009",
    "birth 12/03/2009",
    "birthplace 12/03/2009",
    "place of birth, 12/03/2009",
    "adobe 12/03/2009",
    "update of births 12/03/2009",
    "The date of birth is now asked for. Completed 19/02/13",
    "date of birth added to the form 19/02/13",
    "DOB: completed 19/02/13",
    "19/02/13 - date of birth added to the template",
    "24/01/2013 \u2013 New prompt for date of birth.",
    "24/01/2013: babies born at home are seen",
    "19/02/13. DOB.",
    "12/03/2009 one two three four five six was born",
    "born one two three four five six 12/03/2009",
    "born 31/13/2009",
    "born 32/03/2009",
    "born 12/03/20091",
    "born 12/03-2009",
    "DOB 112/03/2009",
    "text: when babies are born\n    updates:\n      - on: 2013-09-30",
    "text: when babies are born\n    sign_off: 2013-09-30",
    "- {title: Audit of babies born at home, on: 2012-12-31}",
    "text: when babies are born\n\n      12/03/2009",
    "due: 2012-12-31\n    note: DOB",
    "completed: 2012-12-31\n    text: born",
]


@pytest.mark.parametrize("text", BIRTHS)
def test_date_beside_a_word_of_birth_is_found_exactly(text: str) -> None:
    text, expected = marked(text)
    assert expected
    assert found_in(text, list(dates_of_birth(text))) == expected
    assert {hit.rule for hit in identifiers(text)} == {"date-of-birth"}


@pytest.mark.parametrize("text", NO_BIRTHS)
def test_other_date_is_no_date_of_birth(text: str) -> None:
    assert identifiers(text) == []


YEARS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


@given(
    day=YEARS,
    form=st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d.%m.%y", "%B %d, %Y"]),
    word=st.sampled_from(["DOB", "date of birth:", "born on", "Birthday:", "d.o.b."]),
    gap=st.sampled_from(GAPS),
    white=SPACED_OUT,
)
def test_date_of_birth_between_any_two_words_is_found_exactly(
    day: dt.date, form: str, word: str, gap: tuple[int, int], white: str
) -> None:
    lead = f"{PLAN[: gap[0]]} {word} ".replace("of birth", f"of{white}birth")
    date = format(day, form).replace(" ", white)
    text = f"{lead}{date} {PLAN[gap[1] :]}"
    assert Hit("date-of-birth", len(lead), len(lead) + len(date)) in identifiers(text)


@given(YEARS)
def test_date_without_a_word_of_birth_is_no_date_of_birth(day: dt.date) -> None:
    assert list(dates_of_birth(f"a meeting on {day:%d/%m/%Y} about the birth plan")) == []


NAMES = read_names("""\
# The private list of a board.
Pat Quill
Se\u00e1n O'Brien   # the father
Anne-Marie van der Berg

J. Moss
Rowan
Pat
Rowan Pat Fern
M\u00fcller
Stra\u00dfe
""")

LISTED = [
    "[[Pat Quill]]",
    "[[PAT QUILL]] and [[pat quill]]",
    "[[Pat  Quill]]",
    "[[Pat\u00a0Quill]]",
    "[[Pat\tQuill]]",
    "text: >-\n      the aunt, [[Pat\n      Quill]], said",
    "# the aunt, [[Pat\n    # Quill]], said",
    "# the aunt, [[Pat\r\n#Quill]], said",
    'text: "the aunt, [[Pat \\\n  Quill]], said"',
    "[[Pat Quill]]'s house, [[Rowan]]\u2019s school",
    "[[Pat]] Quilling",
    "[[Pat-Quill]]",
    "[[Se\u00e1n O'Brien]]",
    "[[Sea\u0301n O\u2019Brien]]",
    "[[SE\u00c1N O\u02bcBRIEN]]",
    "'[[Se\u00e1n O''Brien]]'",
    "[[Anne-Marie van der Berg]]",
    "[[Anne Marie van der Berg]]",
    "[[anne-marie-van-der-berg]].yaml",
    "[[Anne\u2011Marie van der Berg]]",
    "[[anne\u2010marie van\n  der Berg]]",
    "[[Anne-\n  Marie van der Berg]]",
    "[[J. Moss]]",
    "[[J.Moss]]",
    "\u201c[[Rowan]]\u201d, '[[Rowan]]', ([[Rowan]])",
    "[[Rowan Pat Fern]]",
    "[[Rowan]] [[Pat]] Quil",
    "[[Rowan]] [[Pat Quill]]",
    "file_[[pat_quill]].docx",
    "[[M\u00dcLLER]], [[Mu\u0308ller]], [[Stra\u00dfe]] and [[STRASSE]]",
    "[[\uff30\uff41\uff54]] in wide letters",
    "# : { [[Rowan",
]

NOT_LISTED = [
    "Patience Quill",
    "Quill",
    "Sean O'Brien",  # without its accent it is another name
    "Rowans, Browan, Rowan2",
    "O'Rowan",
    "Patr\u00edcia",
    "J Moss",
    "Moss",
    "Pat\u00e9",
    "Pat'll",
    "Brien",
    "",
]


@pytest.mark.parametrize("text", LISTED)
def test_listed_name_is_found_exactly(text: str) -> None:
    text, expected = marked(text.replace("[[Rowan", "[[Rowan]]") if text.endswith("[[Rowan") else text)
    assert found_in(text, list(listed_names(text, NAMES))) == expected
    assert {hit.rule for hit in identifiers(text, NAMES)} == {"listed-name"}


@pytest.mark.parametrize("text", NOT_LISTED)
def test_other_words_are_no_listed_name(text: str) -> None:
    assert identifiers(text, NAMES) == []


def test_list_without_names_finds_nothing() -> None:
    assert read_names("\ufeff\n# only a comment\n   \n---\n") == read_names("")
    assert list(listed_names(PLAN, read_names(""))) == []


def test_list_may_have_any_line_ends_and_a_byte_order_mark() -> None:
    names = read_names("\ufeffPat Quill\r\n\r\nRowan")
    assert found_in("Rowan, Pat Quill", list(listed_names("Rowan, Pat Quill", names))) == ["Rowan", "Pat Quill"]


def test_name_is_found_among_two_thousand() -> None:
    names = read_names("\n".join(f"Pat{number} Quill" for number in range(2000)))
    assert list(listed_names("with Pat1234 Quill and Pat2000 Quill", names)) == [Hit("listed-name", 5, 18)]


@given(st.text())
def test_plain_text_has_the_same_length_and_is_ascii(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(text).isascii()
