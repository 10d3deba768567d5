"""Plans as people write them: the same kind of content in any layout that YAML allows, drawn at random."""

import json
from random import Random

SHORT = (
    *("a", "5", "01", "1.10", "0x1F", "no", "null", "~", "true", "2012-05", "2013/14-Q2", "- x", "# x", "a: b", "a #b"),
    *(
        "it's",
        'say "so"',
        "",
        " lead",
        "trail ",
        "two  blanks",
        "é 😀 漢字",
        "\N{NO-BREAK SPACE}x",
        "a\\b",
        "x:",
        "[a, b]",
    ),
    *("{a}", "http://example.org/a#b:c", "*x", "&x", "!x", "%x", "@x", "`x`", "|", ">", "?", "-", "...", "---x", "a,b"),
    *(
        "tab\tinside",
        "\tlead",
        "a\nb",
        "a\n\nb",
        "a\n",
        "a\n\n\n",
        "\n",
        "\n\na",
        " a\nb",
        "a\n  b\nc\n",
        "a \nb",
        "a\n \n",
    ),
)
WORDS = (
    "review",
    "of",
    "the",
    "board's",
    "plan:",
    "#5",
    "éàü",
    "😀",
    "a",
    "https://example.org/" + "x" * 50,
    "- and",
    "no",
)
KEYS = (
    *("format", "id", "title", "review", "kind", "ratings", "agencies", "recommendations", "ref", "agency", "text"),
    *("rag", "leads", "actions", "updates", "on", "by", "note", "links", "evidence", "sign_off", "own key", "5", "x-1"),
)


class Untidy:
    """One file in the making; `comments` are those that it holds, each of them once."""

    def __init__(self, random: Random, *, pure_flow: bool = False) -> None:
        self.random = random
        self.comments: list[str] = []
        self._flow = pure_flow

    def text(self) -> str:
        """Return a whole file."""
        self.comments.clear()
        head = [*self._between(0, 0.3), *(["---"] if self._chance(0.1) else []), *self._between(0, 0.2)]
        tail = [*self._between(0, 0.3), *(["...", *self._between(0, 0.3)] if self._chance(0.1) else [])]
        lines = [*head, *self._mapping(0, 0), *tail]
        end = "\r\n" if self._chance(0.2) else "\n"
        return end.join("\n".join(lines).split("\n")) + end * self.random.choice([0, 1, 1, 1, 3])

    def _chance(self, of: float) -> bool:
        return self.random.random() > 1 - of

    def _comment(self) -> str:
        self.comments.append(f"#{len(self.comments)}{self.random.choice(['', ' words', ': x', ' # y', ' é'])}")
        return self.comments[-1]

    def _end(self, of: float = 0.15) -> str:
        blanks = self.random.choice([" ", "  ", "\t", "     "])
        return blanks + self._comment() if self._chance(of) else self.random.choice(["", "", "", " ", "  \t"])

    def _between(self, column: int, of: float = 0.1) -> list[str]:
        lines = []
        while self._chance(of):
            near = max(0, column + self.random.choice([0, 0, 0, -2, 2, 5]))
            lines.append(" " * near + self._comment() if self._chance(0.6) else self.random.choice(["", "", "  "]))
        return lines

    def _mapping(self, column: int, depth: int) -> list[str]:
        keys = self.random.sample(KEYS, self.random.randint(1, 5 if depth else 8))
        lines: list[str] = []
        for number, key in enumerate(keys):
            lines += self._between(column) if number or not depth else []
            lines += self._value(" " * column + self._key(key) + ":", column, depth, key)
        return lines

    def _key(self, key: str) -> str:
        written = self.random.choice([key, key, key, f"'{key}'", f'"{key}"'])
        return written + self.random.choice(["", "", " "])

    def _value(self, head: str, column: int, depth: int, key: str = "") -> list[str]:
        kind = self.random.choice(["word"] * 6 + ["list", "map", "flow", "nothing"])
        if key in ("recommendations", "actions", "leads", "updates") and depth < 4 and self._chance(0.8):
            kind = "list"
        if depth > 4 and kind in ("list", "map"):
            kind = "word"
        match kind:
            case "nothing":
                return [head + self._end()]
            case "word":
                return self._word(head, column)
            case "flow":
                return self._flow_value(head, column)
            case "list":
                step = self.random.choice([0, 2, 2, 1, 4]) if key else self.random.choice([1, 2, 4])
                below = self._list(column + step, depth + 1)
            case _:
                below = self._mapping(column + self.random.choice([1, 2, 2, 4]), depth + 1)
        first = len(below[0]) - len(below[0].lstrip(" "))
        return [head + self._end(), *self._between(first), *below]

    def _list(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for number in range(self.random.randint(1, 4)):
            lines += self._between(column) if number else []
            dash = " " * column + "-"
            if self._chance(0.5):
                step = self.random.choice([2, 2, 4])
                below = self._mapping(column + step, depth + 1)
                if self._chance(0.15):
                    lines += [dash + self._end(), *self._between(column + step), *below]
                else:
                    lines += [dash + below[0][column + 1 :], *below[1:]]
            else:
                lines += self._value(dash, column, depth)
        return lines

    def _text(self) -> str:
        if self._chance(0.6):
            return self.random.choice(SHORT)
        paragraphs = [
            " ".join(self.random.choices(WORDS, k=self.random.choice([3, 15, 40])))
            for _ in range(self.random.choice([1, 1, 1, 2, 3]))
        ]
        return self.random.choice(["\n", "\n\n", "\n"]).join(paragraphs) + self.random.choice(["", "", "", "\n", " "])

    def _word(self, head: str, column: int) -> list[str]:
        text = self._text()
        inside = " " * (column + self.random.choice([1, 2, 2, 3, 6]))
        match self.random.choice(["plain", "plain", "single", "double", "lines", "folded", "literal"]):
            case "folded":
                return self._folded(head, text, inside, len(inside) - column)
            case "literal":
                return self._block(head, "|", text, inside, len(inside) - column)
            case "lines":
                return self._in_lines(head, text, inside)
            case style:
                return [f"{head} {self._one_line(text, style)}{self._end()}"]

    def _one_line(self, text: str, style: str) -> str:
        if style == "double" or "\n" in text or "\t" in text:
            return json.dumps(text, ensure_ascii=False).replace("é", self.random.choice(["é", "\\xe9"]))
        is_simple = text.replace(" ", "").isalnum() and text == text.strip() and not self._chance(0.1)
        return text if style == "plain" and (is_simple or text in ("~", "1.10", "2012-05")) else self._single(text)

    def _single(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def _in_lines(self, head: str, text: str, inside: str) -> list[str]:
        """Write a text in quotes, or plain, with line ends between some of its words."""
        if not text.strip() or text != " ".join(text.split()):
            return [f"{head} {self._one_line(text, 'double')}{self._end()}"]
        plain = text.replace(" ", "").isalnum()
        written = text if plain else self.random.choice([self._single(text), json.dumps(text, ensure_ascii=False)])
        blanks = self.random.choice(["", "", "  "])
        lines = "".join(f"{blanks}\n{inside}" if char == " " and self._chance(0.2) else char for char in written)
        first = self.random.choice([" ", " ", f"\n{inside}"])
        return f"{head}{first}{lines}{self._end()}".split("\n")

    def _folded(self, head: str, text: str, inside: str, step: int) -> list[str]:
        if not text.strip() or any(line != line.strip(" \t") for line in text.split("\n")):
            return self._block(head, ">", text, inside, step)
        body = text.strip("\n").split("\n")
        width = self.random.choice([30, 80, 100, 110, 130])
        lines: list[str] = []
        for number, paragraph in enumerate(body):
            lines += [""] if number else []
            for word in paragraph.split(" ") if paragraph else []:
                if lines and lines[-1] and word and len(lines[-1]) + len(word) < width and lines[-1][-1] != " ":
                    lines[-1] += f" {word}"
                else:
                    lines.append(word)
        return self._block(head, ">", "\n".join(lines) + text[len(text.rstrip("\n")) :], inside, step)

    def _block(self, head: str, style: str, text: str, inside: str, step: int) -> list[str]:
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        sign = "-" if ends == 0 else "" if ends == 1 and self._chance(0.8) else "+"
        first = next((line for line in body.split("\n") if line), "")
        number = str(step) if first[:1] in (" ", "\t") or self._chance(0.1) else ""
        lines = [inside + line if line else self.random.choice(["", " " * step]) for line in body.split("\n")]
        extra = [""] * (ends - 1 if sign == "+" else self.random.choice([0, 0, 1, 2]))
        return [f"{head} {style}{number}{sign}{self._end()}", *(lines if body else []), *extra]

    def _flow_value(self, head: str, column: int) -> list[str]:
        return f"{head} {self._brackets(' ' * (column + 2), 0)}{self._end()}".split("\n")

    def _brackets(self, inside: str, depth: int) -> str:
        keyed = self._chance(0.6)
        count = self.random.choice([0, 1, 2, 3, 3, 12])
        parts = []
        for key in self.random.sample(KEYS, count):
            value = self._brackets(inside, depth + 1) if depth < 2 and self._chance(0.2) else self._flow_word()
            parts.append(f"{self._flow_gap(inside)}{f'{key}: ' if keyed else ''}{value}{self._flow_gap(inside, 0.05)}")
        joined = ",".join(parts) + self._flow_gap(inside)
        return f"{{{joined}}}" if keyed else f"[{joined}]"

    def _flow_gap(self, inside: str, of: float = 0.2) -> str:
        if not self._chance(of):
            return self.random.choice(["", " ", " "])
        comment = f" {self._comment()}" if self._chance(0.3) else ""
        own = f"\n{inside}{self._comment()}" if self._chance(0.2) else ""
        return f"{comment}{own}\n{inside}"

    def _flow_word(self) -> str:
        text = self.random.choice(SHORT)
        style = self.random.choice(["plain", "single", "double"])
        return self._one_line(text, style) or "''"
