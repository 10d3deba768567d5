"""The pages of what the reader and the schema find: mistakes in the form of a file, which no board can set aside."""

from scrplan.check.rules.records import Finding, Rule, RuleScope
from scrplan.diagnostics import Severity


def found_by_reading() -> tuple[Finding, ...]:
    """Return nothing: these are found while a file is read."""
    return ()


_PAGES = {
    "unreadable": """\
The file cannot be opened.

It is not there, may not be read, or is no regular file. Nothing was checked in it.

To fix: see that the file is there, and that you may read it.
""",
    "syntax": """\
This is not YAML.

The message says what the line lacks; often the mistake is in the line above.

To fix: align the line with its neighbours, close the quote or bracket, or put the text in quotes.

Bad:
    - ref: "1"
      agency: Health
      text: Update: the letter was sent

Good:
    - ref: "1"
      agency: Health
      text: "Update: the letter was sent"
""",
    "empty": """\
The file holds nothing.

To fix: delete it, or restore it from git.
""",
    "too-large": """\
The file is larger than a plan can be.

A plan of 26 rows has 40 KB; the limit is 4 MB.

To fix: take out what is not plan text.
""",
    "too-many": """\
There are more mistakes of form than are reported at once.

The first hundred are reported; often one cause, such as a lost indentation, has made them all.

To fix: fix these first, then check again.
""",
    "misnamed": """\
The file does not end in .yaml.

No command finds it among the plans, so what it holds is counted nowhere.

To fix: rename it.
""",
    "too-deep": """\
The file has more levels of nesting than a plan can have.

To fix: a plan needs no more than six levels; see where the lists or brackets pile up.
""",
    "not-utf-8": """\
The file is not saved as UTF-8.

Another encoding turns names and quotes into other characters.

To fix: save the file as UTF-8; every editor can.
""",
    "control-character": """\
A control character is in the text.

It is not seen, and can hide or overwrite words on a screen.

To fix: delete it.
""",
    "merge-conflict": """\
A merge was not finished.

Git leaves both versions in the file, with marks around them, for somebody to choose.

To fix: keep one version, or both in order, and delete the lines of the marks.
""",
    "directive": """\
A line that begins with % comes before the plan.

To fix: delete it; the format has no use for YAML's directives.
""",
    "second-document": """\
A second document begins in the file.

One review is one file; nobody would read what comes after the second ---.

To fix: put it into a file of its own.
""",
    "anchor": """\
An anchor (&name) is in the file.

A plan must read well without a tool, so nothing in it refers to text written elsewhere.

To fix: delete the anchor; quote the text where the & belongs to it.

Bad:
    - ref: "1"
      agency: Health
      text: &letter Write to the Home Office

Good:
    - ref: "1"
      agency: Health
      text: "&letter Write to the Home Office"
""",
    "alias": """\
An alias (*name) is in the file.

To fix: write the text out where it belongs; quote it where the * belongs to it.

Bad:
    - ref: "1"
      agency: Health
      text: *letter

Good:
    - ref: "1"
      agency: Health
      text: "*letter"
""",
    "tag": """\
A tag (!name) is in the file.

To fix: delete it; quote the text where the ! belongs to it.

Bad:
    - ref: "1"
      agency: Health
      text: !urgent Write to the Home Office

Good:
    - ref: "1"
      agency: Health
      text: "!urgent Write to the Home Office"
""",
    "merge-key": """\
A merge key (<<) is in the file.

To fix: write the keys out where they belong.

Bad:
    - ...
      <<: {rag: red}

Good:
    - ...
      rag: red
""",
    "odd-key": """\
A list or mapping appears where a key is expected.

To fix: write a plain word before the colon.

Bad:
    - ...
      [rag]: red

Good:
    - ...
      rag: red
""",
    "duplicate-key": """\
A key appears twice in one place.

Most tools would quietly take the last of the two. Nobody knows which one the board meant.

To fix: keep one of them.

Bad:
    - ...
      rag: red
      rag: green

Good:
    - ...
      rag: red
""",
    "unknown-key": """\
The format has no such key here.

A misspelt key must never pass as a missing one: raq: red would be an unrated row. The nearest known key is suggested.

To fix: write the key as the format does; `scrplan schema` describes them all.

Bad:
    - ...
      raq: red

Good:
    - ...
      rag: red
""",
    "missing-key": """\
Something that the format asks for is not there.

To fix: add the line. Everywhere else, what is not known may be left out; only what a plan needs is required.

Bad:
    - ref: "1"
      agency: Health

Good:
    - ...
""",
    "wrong-type": """\
The value is of another kind than the key asks for.

A list where a text is expected, a text where true or false is, a number instead of words.

To fix: write it as the message says; words that look like something else go in quotes.

Bad:
    - ref: "1"
      agency: Health
      text: [Write to the Home Office]

Good:
    - ...
""",
    "empty-value": """\
A key has no value, or an entry says nothing.

To fix: write the value, or delete the line: what is not known is left out.

Bad:
    - ...
      due:

Good:
    - ...
""",
    "unknown-value": """\
The word is not one of those that the key takes.

To fix: use one of the words that the message names.

Bad:
    - ...
      scope: world-wide

Good:
    - ...
      scope: national
""",
    "bad-value": """\
The value is not written as the schema asks.

To fix: see the description of the key: `scrplan schema`.
""",
    "bad-name": """\
The id, ref or name is not written as one.

An id has small letters, digits and single hyphens; a ref, a part and a rating are one short line.

To fix: write it so.

Bad:
    - ref: "1 "
      agency: Health
      text: Write to the Home Office

Good:
    - ...
""",
    "bad-date": """\
This is not a date of the format, or not one of the calendar.

Dates are written year first and as precise as known: 2012, 2012-05, 2012-05-31, 2013-Q3 for a calendar quarter,
2013/14 or 2013/14-Q2 for the financial year. A date is never guessed: 04/05/2026 could be two days.

To fix: write it so; words without a certain date belong in due_text.

Bad:
    - ...
      due: 2020-09-31

Good:
    - ...
      due: 2020-09-30
""",
    "out-of-range": """\
The number is too small or too large.

To fix: write a number within the limits that the message names.

Bad:
    format: 2

Good:
    format: 1
""",
    "unknown-rating": """\
The rating is not one of this plan's.

Each plan says under ratings what its colours mean. A rating without a meaning could be read as anything.

To fix: use one of the plan's ratings, or add this one to ratings with its state and meaning.

Bad:
    - ...
      rag: purple

Good:
    - ...
      rag: red
""",
    "unknown-agency": """\
The agency is not one of this plan's.

A misspelt agency would form a group of its own, and be missing from the real one's count.

To fix: use a name or alias from agencies, or add the agency there.

Bad:
    - ref: "1"
      agency: Helth
      text: Write to the Home Office

Good:
    - ...
""",
    "duplicate-agency": """\
Two agencies go by one name.

Rows under that name would quietly go to one of them.

To fix: give each name or alias to one agency.

Bad:
    agencies:
      - {name: Health}
      - {name: The Trust, aliases: [Health]}

Good:
    agencies:
      - {name: Health, aliases: [The Trust]}
""",
    "duplicate-ref": """\
A ref appears twice in the plan.

"Recommendation 7" must mean one recommendation.

To fix: give each row its own ref; where the source has none or a doubled one, say so in the note.

Bad:
    - ref: "7"
      agency: Health
      text: Write to the Home Office
    - ref: "7"
      agency: Health
      text: Write to the Home Office again

Good:
    - ref: "7"
      agency: Health
      text: Write to the Home Office
    - ref: "8"
      agency: Health
      text: Write to the Home Office again
""",
    "duplicate-part": """\
A part appears twice in one recommendation.

To fix: give each action its own part.

Bad:
    - ...
      actions: [{part: a, text: Draft}, {part: a, text: Send}]

Good:
    - ...
      actions: [{part: a, text: Draft}, {part: b, text: Send}]
""",
    "id-not-file-name": """\
The id is not the file's name.

A plan is found by its id, and its id is the name of its file without .yaml.

To fix: correct the id, or rename the file.

Bad:
    id: another

Good:
    id: sample
""",
}

RULES = tuple(Rule(name, Severity.ERROR, RuleScope.FORM, found_by_reading, page) for name, page in _PAGES.items())
