"""Edits in every form of writing, by hand: what a text was, what is to change, and what it is then."""

from scrplan.source.edits import Bare, Edit, Insert, Put, Remove

LINES = (
    "The new board, which meets in May, must agree: it is so, whatever the old one may have said of it.",
    "Multi-agency-safeguarding arrangements follow, and are reported to the executive before the end of it.",
)
LONG = " ".join(LINES)
WIDE = "recommendations:\n-   ref: a\n    text: >-\n        b\n        c\n"
FITS = f"{'x ' * 58}y"  # with `a: ` before it a line of 120 characters
URL = f"https://example.org/{'x' * 120}"

Case = tuple[str, Edit, str]


def folded(column: int) -> str:
    """Return the long text as the lines of a block, which break at the same word in each of these columns."""
    return "".join(f"{' ' * column}{line}\n" for line in LINES)


PUT: dict[str, Case] = {
    "plain": ("a: b\nc: d\n", Put(("a",), "x"), "a: x\nc: d\n"),
    "plain and aligned, with a comment": ("a:   b   # why\n", Put(("a",), "x"), "a:   x   # why\n"),
    "the same value": ("a:   'b'\n", Put(("a",), "b"), "a:   'b'\n"),
    "single quotes stay": ("a: 'b'\n", Put(("a",), "x y"), "a: 'x y'\n"),
    "double quotes stay": ('a: "b" # c\n', Put(("a",), "x y"), 'a: "x y" # c\n'),
    "single quotes go where the text needs others": ("a: 'b'\n", Put(("a",), "it's: so"), 'a: "it\'s: so"\n'),
    "a bare word loses the quotes": ("a: '5'\n", Put(("a",), Bare("5")), "a: 5\n"),
    "a text that looks like a number": ("a: b\n", Put(("a",), "5"), 'a: "5"\n'),
    "an empty text": ("a: b\n", Put(("a",), ""), 'a: ""\n'),
    "a text in the place of nothing": ("a:\nb:  # c\nd: x\n", Put(("b",), "x"), "a:\nb: x  # c\nd: x\n"),
    "a text in the place of nothing, behind blanks": ("a:  \nd: x\n", Put(("a",), "x"), "a: x\nd: x\n"),
    "a text in the place of null": ("a: ~\nb: null\n", Put(("a",), "x"), "a: x\nb: null\n"),
    "a text in the place of nothing at the end": ("b: 1\na:", Put(("a",), "x"), "b: 1\na: x"),
    "a long text": ("a: b\nc: d\n", Put(("a",), LONG), f"a: >-\n{folded(2)}c: d\n"),
    "a long text before a comment": ("a: b  # c\nd: e\n", Put(("a",), LONG), f"a: >-  # c\n{folded(2)}d: e\n"),
    "a long text in an item": ("a:\n  - b: 1\n", Put(("a", 0, "b"), LONG), f"a:\n  - b: >-\n{folded(6)}"),
    "a long text as an item": ("a:\n  - b\n  - c\n", Put(("a", 0), LONG), f"a:\n  - >-\n{folded(4)}  - c\n"),
    "an aligned value becomes long": ("a:   b\n", Put(("a",), LONG), f"a:   >-\n{folded(2)}"),
    "an aligned value becomes a list": ("a:   b\n", Put(("a",), ["x"]), "a:   [x]\n"),
    "a text that just fits": ("a: b\n", Put(("a",), FITS), f"a: {FITS}\n"),
    "a text that just does not fit": ("a:  b\n", Put(("a",), FITS), f"a:  >-\n  {FITS}\n"),
    "a text that just fits in the place of nothing": ("a:\n", Put(("a",), FITS), f"a: {FITS}\n"),
    "a text that just does not fit in the place of nothing": ("ab:\n", Put(("ab",), FITS), f"ab: >-\n  {FITS}\n"),
    "a text that just fits, in quotes": ("a: 'b'\n", Put(("a",), FITS[2:]), f"a: '{FITS[2:]}'\n"),
    "a text that just fits, but for its quotes": ("a: 'b'\n", Put(("a",), f"{FITS[2:]}y"), f"a: {FITS[2:]}y\n"),
    "a text that just fits on the next line": ("a:\n   b\n", Put(("a",), FITS), f"a:\n   {FITS}\n"),
    "a long text above an indented comment": (
        "a: b\n    # c\nd: e\n",
        Put(("a",), LONG),
        f'a: "{LONG}"\n    # c\nd: e\n',
    ),
    "a long word": ("a: b\n", Put(("a",), URL), f"a: {URL}\n"),
    "lines": ("a: b\nc: d\n", Put(("a",), "x\n- y"), "a: |-\n  x\n  - y\nc: d\n"),
    "paragraphs": (
        "a: b\n",
        Put(("a",), f"{LONG}\n{LONG}"),
        f"a: >-\n{folded(2)}\n{folded(2)}",
    ),
    "a folded block becomes short": ("a: >-\n  b\n  c\n\nd: e\n", Put(("a",), "x"), "a: x\n\nd: e\n"),
    "a folded block stays one": ("a: >-  # c\n  b\n  c\nd: e\n", Put(("a",), LONG), f"a: >-  # c\n{folded(2)}d: e\n"),
    "a block with its comment": ("a: |  # c\n  b\n\n\nd: e\n", Put(("a",), "x"), "a: x  # c\n\n\nd: e\n"),
    "a block that is stripped": ("a: |-\n    b\n     c\n  # d\ne: f\n", Put(("a",), "x"), "a: x\n  # d\ne: f\n"),
    "a block that keeps its line ends": ("a: |+\n  b\n\n\nd: e\n", Put(("a",), "x"), "a: x\nd: e\n"),
    "a block with an indentation indicator": ("a: >2-\n   b\n  c\nd: e\n", Put(("a",), "x"), "a: x\nd: e\n"),
    "a block above, which keeps its line ends": (
        "a: |+\n  b\n\n\nc: d\n",
        Put(("c",), "x"),
        "a: |+\n  b\n\n\nc: x\n",
    ),
    "an empty block": ("a: |\n\nb: c\n", Put(("a",), "x"), "a: x\n\nb: c\n"),
    "a block at the end, without its line end": ("b: c\na: |\n  d", Put(("a",), "x"), "b: c\na: x"),
    "plain lines": ("a: b\n  c\n\n  d # e\nf: g\n", Put(("a",), "x"), "a: x # e\nf: g\n"),
    "quoted lines": ("a: 'b\n\n   c'   # e\nf: g\n", Put(("a",), "x"), "a: 'x'   # e\nf: g\n"),
    "quoted lines become a block": (
        'a: "b \\\n  c" # e\nf: g\n',
        Put(("a",), LONG),
        f"a: >- # e\n{folded(2)}f: g\n",
    ),
    "a value on the next line": ("a:\n   b  # c\nd: e\n", Put(("a",), "x"), "a:\n   x  # c\nd: e\n"),
    "a value on the next line becomes long": ("a:\n   b\nd: e\n", Put(("a",), LONG), f"a: >-\n{folded(2)}d: e\n"),
    "a value below comments": ("a: # c\n  # d\n  b\n", Put(("a",), "x"), "a: # c\n  # d\n  x\n"),
    "a value below comments becomes a list": (
        "a: # c\n  # d\n  b\n",
        Put(("a",), [LONG]),
        f"a: # c\n  # d\n  - >-\n{folded(4)}",
    ),
    "a list becomes a text": ("a:\n  - b\n  - c\nd: e\n", Put(("a",), "x"), "a: x\nd: e\n"),
    "a list becomes a long text": ("a:\n- b\n- c\nd: e\n", Put(("a",), LONG), f"a: >-\n{folded(2)}d: e\n"),
    "a list with a comment behind its key": ("a: # x\n  - b\nd: e\n", Put(("a",), []), "a: [] # x\nd: e\n"),
    "a list with a comment above it": (
        "a:\n  # x\n  - b\nd: e\n",
        Put(("a",), ["one", "two three four five"]),
        "a:\n  # x\n  - one\n  - two three four five\nd: e\n",
    ),
    "a list of records by another": (
        "leads:\n  - {role: A}\n  - name: B\n    role: C\nd: e\n",
        Put(("leads",), [{"name": "X", "role": "Z"}]),
        "leads:\n  - {name: X, role: Z}\nd: e\n",
    ),
    "a list without indentation by another": (
        "a:\n- b\n- c\nd: e\n",
        Put(("a",), [{"x": "y"}]),
        'a:\n- {x: "y"}\nd: e\n',
    ),
    "a list in brackets by a text": ("a: [b, c]   # d\n", Put(("a",), "x"), "a: x   # d\n"),
    "a text by a mapping": (
        "a: b # c\nd: e\n",
        Put(("a",), {"x": LONG, "z": "1"}),
        f'a: # c\n  x: >-\n{folded(4)}  z: "1"\nd: e\n',
    ),
    "a text by a short mapping": ("a: b # c\n", Put(("a",), {"x": "z", "k": "l"}), "a: {x: z, k: l} # c\n"),
    "an empty list by one of a sentence": (
        "a: []\nb: c\n",
        Put(("a",), ["one two three four"]),
        "a:\n  - one two three four\nb: c\n",
    ),
    "an item": ("- a\n- b # c\n", Put((1,), "x"), "- a\n- x # c\n"),
    "an item in the place of nothing": ("a:\n  -\n  - # c\n  - b\n", Put(("a", 1), "x"), "a:\n  -\n  - x # c\n  - b\n"),
    "an item below its dash": ("a:\n  -\n    b\n  - c\n", Put(("a", 0), "x"), "a:\n  -\n    x\n  - c\n"),
    "an item below its dash and a comment": (
        "a:\n  - # c\n    k: b\n  - c\n",
        Put(("a", 0, "k"), "x"),
        "a:\n  - # c\n    k: x\n  - c\n",
    ),
    "a record by a record": (
        "a:\n  -   k: b\n      l: c\n  - d\n",
        Put(("a", 0), {"m": "x y", "n": LONG}),
        f"a:\n  -   m: x y\n      n: >-\n{folded(8)}  - d\n",
    ),
    "a list in a list": ("- - a\n  - b\n- c\n", Put((0, 0), "x"), "- - x\n  - b\n- c\n"),
    "in brackets": ("a: {k: b, l: c} # d\n", Put(("a", "k"), "x, y"), 'a: {k: "x, y", l: c} # d\n'),
    "in brackets, with its quotes": ("a: {k: 'b', l: c}\n", Put(("a", "k"), "x"), "a: {k: 'x', l: c}\n"),
    "in brackets, in the place of nothing": ("a: {k: , l: c}\n", Put(("a", "k"), "x"), "a: {k: x , l: c}\n"),
    "in brackets, without a colon": ("a: {k, l: c}\n", Put(("a", "k"), "x"), "a: {k: x, l: c}\n"),
    "in brackets over lines": (
        "a: [b,  # one\n  c]  # two\n",
        Put(("a", 1), "12:30"),
        'a: [b,  # one\n  "12:30"]  # two\n',
    ),
    "a colon in brackets": ("a: [b]\n", Put(("a", 0), "http://x.org"), 'a: ["http://x.org"]\n'),
    "in brackets over several, a long text": ("a: {k: b}\n", Put(("a", "k"), LONG), f'a: {{k: "{LONG}"}}\n'),
    "under a quoted key": ("'a b': c\n\"d\" : e\n", Put(("d",), "x"), "'a b': c\n\"d\" : x\n"),
    "between other scripts": ("é: 漢字 # 😀\nü: é\n", Put(("é",), "😀 x"), "é: 😀 x # 😀\nü: é\n"),
    "tabs between words": ("a:\tb\tc\t# d\ne: f\n", Put(("a",), "x"), "a:\tx\t# d\ne: f\n"),
    "between document marks": ("--- # a\na: b\n...\n# c\n", Put(("a",), "x"), "--- # a\na: x\n...\n# c\n"),
    "with odd indentation": (
        "a:\n      b:\n         - c: d\n           e: f\n",
        Put(("a", "b", 0, "c"), LONG),
        f"a:\n      b:\n         - c: >-\n{folded(17)}           e: f\n",
    ),
}

NEW_KEY: dict[str, Case] = {
    "at the end": ("a: b\n", Put(("x",), "y z"), "a: b\nx: y z\n"),
    "at the end, without its line end": ("a: b", Put(("x",), "y z"), "a: b\nx: y z"),
    "in the order of the format": (
        "recommendations:\n  - ref: a\n    rag: green\n    # about the note\n    note: x\n",
        Put(("recommendations", 0, "due"), "2013-05"),
        "recommendations:\n  - ref: a\n    rag: green\n    due: 2013-05\n    # about the note\n    note: x\n",
    ),
    "before all others": (
        "leads:\n  - role: Chair # c\n",
        Put(("leads", 0, "name"), "A. Smith"),
        "leads:\n  - name: A. Smith\n    role: Chair # c\n",
    ),
    "before all others of a record": (
        "sign_off:\n  on: 2013-05\n",
        Put(("sign_off", "by"), "Board"),
        "sign_off:\n  by: Board\n  on: 2013-05\n",
    ),
    "behind comments that belong to what is above": (
        "a:\n  b: 1 # c\n   # d\n  # e\nf: 1\n",
        Put(("a", "g"), "x"),
        "a:\n  b: 1 # c\n   # d\n  g: x\n  # e\nf: 1\n",
    ),
    "behind a block": ("a:\n  b: |\n    c\n\nd: e\n", Put(("a", "x"), "z"), "a:\n  b: |\n    c\n  x: z\n\nd: e\n"),
    "behind a block that keeps its line ends": (
        "a:\n  b: |+\n    c\n\nd: e\n",
        Put(("a", "x"), "z"),
        "a:\n  b: |+\n    c\n\n  x: z\nd: e\n",
    ),
    "behind an empty value": ("a:\n  b:\nd: e\n", Put(("a", "x"), "z"), "a:\n  b:\n  x: z\nd: e\n"),
    "with a comment below that would become text": (
        "b: c\n\n    # d\n",
        Put(("x",), LONG),
        f"b: c\n\n    # d\nx: >-\n{folded(2)}",
    ),
    "in brackets": ("a: {b: c}\n", Put(("a", "x"), "z"), "a: {b: c, x: z}\n"),
    "in brackets, before all others": ("a: [{role: b}]\n", Put(("leads",), []), "a: [{role: b}]\nleads: []\n"),
    "in brackets in the order of the format": (
        "leads: [{role: b}]\n",
        Put(("leads", 0, "name"), "x, y"),
        'leads: [{name: "x, y", role: b}]\n',
    ),
    "in empty brackets": ("a: { }\n", Put(("a", "x"), "z"), "a: {x: z }\n"),
    "in brackets, each on its line": (
        "a: {\n  b: c, # d\n  e: f # g\n}\n",
        Put(("a", "x"), "z"),
        "a: {\n  b: c, # d\n  e: f, # g\n  x: z\n}\n",
    ),
    "in brackets, each on its line, with a last comma": (
        "a: {\n  b: c, # d\n}\n",
        Put(("a", "x"), "z"),
        "a: {\n  b: c, # d\n  x: z,\n}\n",
    ),
    "in braces around everything": ("{a: b}\n", Put(("x",), "z"), "{a: b, x: z}\n"),
    "a key that needs quotes": ("a: b\n", Put(("x: y",), "z"), 'a: b\n"x: y": z\n'),
    "a key that would merge": ("a: b\n", Put(("<<",), "z"), 'a: b\n"<<": z\n'),
    "a key that YAML 1.1 takes for true": ("a: b\n", Put(("on",), "2013-05"), "a: b\non: 2013-05\n"),
    "a record": (
        "recommendations:\n- ref: a\n  rag: green\n",
        Put(("recommendations", 0, "sign_off"), {"on": "2013-05", "by": LONG}),
        f"recommendations:\n- ref: a\n  rag: green\n  sign_off:\n    by: >-\n{folded(6)}    on: 2013-05\n",
    ),
    "a list, indented as its neighbours": (
        WIDE,
        Insert(("recommendations", 0, "updates"), {"text": LONG, "on": "2013-05"}),
        f"{WIDE}    updates:\n    -   on: 2013-05\n        text: >-\n{folded(12)}",
    ),
    "a list of short names": ("a: b\n", Insert(("themes",), "one"), "a: b\nthemes: [one]\n"),
}

INSERT: dict[str, Case] = {
    "at the end": ("a:\n  - b\nc: d\n", Insert(("a",), "x"), "a:\n  - b\n  - x\nc: d\n"),
    "at the end, without its line end": ("a:\n  - b", Insert(("a",), "x"), "a:\n  - b\n  - x"),
    "without indentation": ("a:\n- b\nc: d\n", Insert(("a",), "x"), "a:\n- b\n- x\nc: d\n"),
    "in the middle": ("a:\n  - b\n  # c\n  - c\n", Insert(("a",), "x", 1), "a:\n  - b\n  - x\n  # c\n  - c\n"),
    "at the beginning": ("a: # d\n  # b\n  - b\n", Insert(("a",), "x", 0), "a: # d\n  - x\n  # b\n  - b\n"),
    "at the beginning of a list in a list": ("- - a\n  - b\n", Insert((0,), "x", 0), "- - x\n  - a\n  - b\n"),
    "between comments": (
        "a:\n  - b # c\n    # d\n  # e\nf: g\n",
        Insert(("a",), "x"),
        "a:\n  - b # c\n    # d\n  - x\n  # e\nf: g\n",
    ),
    "behind nothing": ("a:\n  - b\n  -\nc: d\n", Insert(("a",), "x"), "a:\n  - b\n  -\n  - x\nc: d\n"),
    "behind items that are nothing": (
        "a:\n  -\n  - # c\n  -\n",
        Insert(("a",), "x", 2),
        "a:\n  -\n  - # c\n  - x\n  -\n",
    ),
    "behind an item below its dash": ("a:\n  -\n    b: 1\n", Insert(("a",), "x"), "a:\n  -\n    b: 1\n  - x\n"),
    "behind a block": ("a:\n  - |\n    b\n\nc: d\n", Insert(("a",), "x"), "a:\n  - |\n    b\n  - x\n\nc: d\n"),
    "behind a block that keeps its line ends": (
        "a:\n  - |+\n    b\n\nc: d\n",
        Insert(("a",), "x"),
        "a:\n  - |+\n    b\n\n  - x\nc: d\n",
    ),
    "behind brackets over lines": ("a:\n  - [b,\n     c]\n", Insert(("a",), "x"), "a:\n  - [b,\n     c]\n  - x\n"),
    "a record as its neighbours are": (
        "a:\n  - b: c\n    d: e\n",
        Insert(("a",), {"x": "z"}),
        "a:\n  - b: c\n    d: e\n  - x: z\n",
    ),
    "a short record among brackets": ("a:\n  - {b: c}\n", Insert(("a",), {"x": "z"}), "a:\n  - {b: c}\n  - {x: z}\n"),
    "a long record among brackets": (
        "a:\n  - {b: c}\n",
        Insert(("a",), {"x": LONG, "z": "w"}),
        f"a:\n  - {{b: c}}\n  - x: >-\n{folded(6)}    z: w\n",
    ),
    "a recommendation, set off by a blank line": (
        'recommendations:\n  - ref: "1"\n\n  - ref: "2"\n\nnote: x\n',
        Insert(("recommendations",), {"text": "Do it", "ref": "3"}),
        'recommendations:\n  - ref: "1"\n\n  - ref: "2"\n\n  - ref: "3"\n    text: Do it\n\nnote: x\n',
    ),
    "a second recommendation": (
        'recommendations:\n  - ref: "1"\n',
        Insert(("recommendations",), {"ref": "2"}),
        'recommendations:\n  - ref: "1"\n\n  - ref: "2"\n',
    ),
    "a recommendation, not set off": (
        'recommendations:\n- ref: "1"\n- ref: "2"\n',
        Insert(("recommendations",), {"ref": "3"}),
        'recommendations:\n- ref: "1"\n- ref: "2"\n- ref: "3"\n',
    ),
    "a first recommendation, set off by a blank line": (
        'recommendations:\n  - ref: "1"\n\n  - ref: "2"\n',
        Insert(("recommendations",), {"ref": "0"}, 0),
        'recommendations:\n  - ref: "0"\n\n  - ref: "1"\n\n  - ref: "2"\n',
    ),
    "into an empty list": (
        "a: []  # none\nb: c\n",
        Insert(("a",), "one two three four"),
        "a:  # none\n  - one two three four\nb: c\n",
    ),
    "a name into an empty list": ("a: [ ]\n", Insert(("a",), "x"), "a: [x]\n"),
    "into an empty list with a comment in it": ("a: [ # none\n  ]\n", Insert(("a",), "x"), "a: [x # none\n  ]\n"),
    "where no value stands": ("a:\nb: c\n", Insert(("a",), {"k": "v"}), "a:\n  - {k: v}\nb: c\n"),
    "where null stands": ("a: ~ # c\n", Insert(("a",), "x"), "a: [x] # c\n"),
    "into a missing list": ("a: b\n", Insert(("c",), {"k": "v"}), "a: b\nc:\n  - {k: v}\n"),
    "in brackets": ("a: [b, c] # d\n", Insert(("a",), "x"), "a: [b, c, x] # d\n"),
    "in brackets at the beginning": ("a: [b, c] # d\n", Insert(("a",), "x", 0), "a: [x, b, c] # d\n"),
    "in brackets in the middle": ("a: [ b , c ]\n", Insert(("a",), "x", 1), "a: [ b, x , c ]\n"),
    "in brackets with a last comma": ("a: [b, ]\n", Insert(("a",), "x"), "a: [b, x, ]\n"),
    "in brackets over lines": (
        "a: [\n  b, # c\n  d # e\n]\n",
        Insert(("a",), "x"),
        "a: [\n  b, # c\n  d, # e\n  x\n]\n",
    ),
    "in brackets over lines, at the beginning": ("a: [\n  b\n]\n", Insert(("a",), "x", 0), "a: [\n  x,\n  b\n]\n"),
    "in brackets over lines, in the middle": (
        "a: [\n  b, # c\n  d # e\n]\n",
        Insert(("a",), "x", 1),
        "a: [\n  b, # c\n  x,\n  d # e\n]\n",
    ),
    "in brackets that close on the last line": ("a: [b,\n    c]\n", Insert(("a",), "x"), "a: [b,\n    c, x]\n"),
    "in brackets inside brackets": ("{a: {b: []}}\n", Insert(("a", "b"), "x: z"), '{a: {b: ["x: z"]}}\n'),
    "where the line just fits": (
        f"a: [{'b' * 110}]\n",
        Insert(("a",), "xyz"),
        f"a: [{'b' * 110}, xyz]\n",
    ),
    "where the line just does not fit": (
        f"a: [{'b' * 111}]\n",
        Insert(("a",), "xyz"),
        f"a:\n  - {'b' * 111}\n  - xyz\n",
    ),
    "in brackets in a list, where the line would be too long": (
        f"a:\n  - [{'b' * 111}]\n",
        Insert(("a", 0), "xyz"),
        f"a:\n  - [{'b' * 111}, xyz]\n",
    ),
    "in brackets over lines, where the line would be too long": (
        f"a: [c,\n  {'b' * 111}]\n",
        Insert(("a",), "xyz"),
        f"a: [c,\n  {'b' * 111}, xyz]\n",
    ),
    "where the line would be too long": (
        f"a: ['b', {URL[20:]}]  # c\nd: e\n",
        Insert(("a",), "x"),
        f"a:  # c\n  - 'b'\n  - {URL[20:]}\n  - x\nd: e\n",
    ),
}

REMOVE: dict[str, Case] = {
    "a key": ("a: b\nc: d\ne: f\n", Remove(("c",)), "a: b\ne: f\n"),
    "a last key": ("a: b\nc: d\n", Remove(("c",)), "a: b\n"),
    "a last key, without its line end": ("a: b\nc: d", Remove(("c",)), "a: b"),
    "a first key": ("# x\na: b\nc: d\n", Remove(("a",)), "# x\nc: d\n"),
    "a key with a comment": ("a:\n  b: c # why\n  d: e\n", Remove(("a", "b")), "a:\n  # why\n  d: e\n"),
    "a key with a block": ("a: |\n  b\n\n  c\n\nd: e\n", Remove(("a",)), "\nd: e\n"),
    "a key with a list": ("a:\n- b\n- c\nd: e\n", Remove(("a",)), "d: e\n"),
    "a key without a value": ("a: b\nc :\nd: e\n", Remove(("c",)), "a: b\nd: e\n"),
    "a key behind a dash": ("- a: b\n  c: d\n- e\n", Remove((0, "a")), "- c: d\n- e\n"),
    "the only key": ("a:\n  b: c\nd: e\n", Remove(("a", "b")), "a: {}\nd: e\n"),
    "a key in brackets": ("a: {b: c, d: e , f: g}\n", Remove(("a", "d")), "a: {b: c , f: g}\n"),
    "a first key in brackets": ("a: {b: c, d: e}\n", Remove(("a", "b")), "a: {d: e}\n"),
    "the only key in brackets": ("a: { b: c, }\nd: e\n", Remove(("a", "b")), "a: {}\nd: e\n"),
    "an item": ("a:\n  - b\n  - c\n  - d\n", Remove(("a", 1)), "a:\n  - b\n  - d\n"),
    "an item without a value": ("a:\n  - b\n  -\n  - d\n", Remove(("a", 1)), "a:\n  - b\n  - d\n"),
    "an item below its dash": ("a:\n  -\n    b: c\n  - d\n", Remove(("a", 0)), "a:\n  - d\n"),
    "an item with a comment": ("a:\n  - b # c\n  - d\n", Remove(("a", 0)), "a:\n  # c\n  - d\n"),
    "the only item": ("a: # x\n  - b\nc: d\n", Remove(("a", 0)), "a: [] # x\nc: d\n"),
    "the only item below a comment": ("a:\n  # x\n  - b # y\n", Remove(("a", 0)), "a: []\n  # x\n   # y\n"),
    "the only item in brackets": ("a: {b: [c]}\n", Remove(("a", "b", 0)), "a: {b: []}\n"),
    "a first item of a list in a list": ("- - a\n  - b\n", Remove((0, 0)), "- - b\n"),
    "an item in brackets": ("a: [b, c, d]\n", Remove(("a", 1)), "a: [b, d]\n"),
    "an item in brackets over lines": ("a: [\n  b, # x\n  c,\n  d\n]\n", Remove(("a", 1)), "a: [\n  b, # x\n  d\n]\n"),
    "a last item in brackets over lines": ("a: [\n  b, # x\n  c\n]\n", Remove(("a", 1)), "a: [\n  b # x\n]\n"),
    "a last item before the bracket": ("a: [\n  b, # x\n  c]\n", Remove(("a", 1)), "a: [\n  b # x\n  ]\n"),
    "a last item with its comma": ("a: [\n  b,\n  c,\n]\n", Remove(("a", 1)), "a: [\n  b,\n]\n"),
    "a recommendation that is set off": (
        "recommendations:\n  - ref: a\n\n  - ref: b\n    x: 1\n\n  - ref: c\nd: e\n",
        Remove(("recommendations", 1)),
        "recommendations:\n  - ref: a\n\n  - ref: c\nd: e\n",
    ),
    "a recommendation with a comment that is set off": (
        "recommendations:\n  - ref: a\n\n  - ref: b # x\n\n  - ref: c\n",
        Remove(("recommendations", 1)),
        "recommendations:\n  - ref: a\n\n  # x\n\n  - ref: c\n",
    ),
    "a last recommendation that is set off by several lines": (
        "recommendations:\n  - ref: a\n\n  \n  - ref: b",
        Remove(("recommendations", 1)),
        "recommendations:\n  - ref: a",
    ),
    "a last recommendation that is set off": (
        "recommendations:\n  - ref: a  \n\n  - ref: b\nd: e\n",
        Remove(("recommendations", 1)),
        "recommendations:\n  - ref: a  \nd: e\n",
    ),
}
