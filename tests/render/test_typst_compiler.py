"""The compiler is asked again only while that can help, and its words about letters are read as it says them."""

from collections.abc import Mapping
from typing import Any

import pytest
import typst

from scrplan.render.glyph_fallback import Speller
from scrplan.render.typst_compiler import ATTEMPTS, TAGGED, Accepted, Refused, Sources, accepted, compiled

PAPER = b'#set document(title: "T")\n#read("words.txt")'


def sources(text: str) -> dict[str, bytes]:
    return {"main.typ": PAPER, "words.txt": text.encode()}


@pytest.mark.parametrize("letters", ["\u6f22", "\u2705", "\u6f22\U0001faa8", '"\u6f22\\'])
def test_its_words_about_a_letter_that_it_lacks_are_read_as_it_says_them(letters: str) -> None:
    with pytest.raises(Refused) as caught:
        compiled(sources(f"a {letters} b"), **TAGGED)
    assert caught.value.letters == {letter for letter in letters if not letter.isascii()}


def test_what_is_wrong_otherwise_names_no_letters() -> None:
    with pytest.raises(Refused, match="unknown variable: nothing") as caught:
        compiled({"main.typ": b"#nothing"}, **TAGGED)
    assert not caught.value.letters


def tried(said: str) -> tuple[list[str], Accepted | Refused]:
    """Return what the compiler was given of a text, and what came of it."""
    given = []

    def of(spell: Speller) -> Sources:
        given.append(spell(said))
        return sources(given[-1])

    try:
        return given, accepted(of)
    except Refused as refused:
        return given, refused


def test_one_refusal_names_all_letters_and_the_next_attempt_has_none() -> None:
    given, made = tried("a \u6f22 \u2705 b")
    assert given == ["a \u6f22 \u2705 b", "a [U+6F22] [white heavy check mark] b"]
    assert isinstance(made, Accepted)
    assert made.spell("\u6f22") == "[U+6F22]"


def refusing(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the compiler compile other code than it is given."""
    compiler = typst.compile

    def compile_other(given: Mapping[str, bytes], **form: Any) -> object:
        texts: Any = {**given, "main.typ": b'#set document(title: "T")\n' + code.encode()}
        return compiler(texts, **form)

    monkeypatch.setattr(typst, "compile", compile_other)


@pytest.mark.parametrize("code", ["#nothing", "#[\u6f22]", "#panic()"], ids=["mistake", "same letter", "panic"])
def test_where_a_refusal_names_no_new_letter_the_last_attempt_comes_at_once(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, code)
    given, made = tried("caf\u00e9")
    assert isinstance(made, Refused)
    assert given[-1] == "caf[U+00E9]"
    assert len(given) == (3 if "\u6f22" in code else 2)


def test_however_many_letters_come_up_it_is_not_asked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    young = iter(range(0x4E00, 0x4F00))

    def compile_never(*_: object, **__: object) -> bytes:
        raise Refused("no", frozenset(chr(next(young))))

    monkeypatch.setattr("scrplan.render.typst_compiler.compiled", compile_never)
    given, made = tried("a")
    assert len(given) == ATTEMPTS
    assert isinstance(made, Refused)
