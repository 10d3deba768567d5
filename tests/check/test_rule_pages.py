"""Every rule has a page, and what its page shows as bad and good is so."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from scrplan.check.rule_pages import page_of
from scrplan.check.rules import RULES
from scrplan.check.runner import Job, check_files
from scrplan.source.files import SETTINGS
from tests.building import HEAD, ROW, THE_DAY, committed, in_git, plan_text

# Rules whose mistake cannot stand in an example: it is no text, no YAML at all, or not in one file.
WITHOUT_EXAMPLE = {
    "names-in-git",
    "unreadable",
    "empty",
    "too-large",
    "too-many",
    "misnamed",
    "too-deep",
    "not-utf-8",
    "control-character",
    "merge-conflict",
    "directive",
    "second-document",
    "bad-value",
}

# How an example says what else is there: the beginning of its comments.
OF_SETTINGS = "# scrplan.yaml has "
OF_NAMES = "# the private list has: "
OF_ANOTHER = "# also in the repository: "
IS_SETTINGS = f"# {SETTINGS}"
KNOWN = (OF_SETTINGS, OF_NAMES, OF_ANOTHER, IS_SETTINGS)


class Example(NamedTuple):
    """An example without its comments, and what they say of the surroundings."""

    text: str
    comments: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Example":
        lines = text.splitlines(keepends=True)
        comments = tuple(line.strip() for line in lines if line.startswith("#"))
        assert [one for one in comments if not one.startswith(KNOWN)] == []
        return cls("".join(line for line in lines if not line.startswith("#")), comments)

    def said(self, beginning: str) -> list[str]:
        """Return what follows this beginning in the comments."""
        return [one.removeprefix(beginning) for one in self.comments if one.startswith(beginning)]

    @property
    def is_settings(self) -> bool:
        return IS_SETTINGS in self.comments

    @property
    def plan(self) -> str:
        """Return the whole plan that the example is a part of."""
        if self.text.startswith("- ref:"):
            return plan_text("".join(f"  {line}" for line in self.text.splitlines(keepends=True)))
        own = keys_of(self.text)
        return "".join((keys_of(plan_text(ROW)) | own).values())

    def lay_out(self, root: Path) -> Iterator[Path]:
        """Write the example and its surroundings into a folder, and yield each file that is to be judged."""
        settings = "".join(f"{words}\n" for words in self.said(OF_SETTINGS))
        for number, name in enumerate(self.said(OF_NAMES)):
            (root.parent / f"names-{number}.txt").write_text(f"{name}\n", encoding="utf-8")
            settings += f"names_file: ../names-{number}.txt\n"
        if self.is_settings:
            settings += self.text
        (root / SETTINGS).write_text(settings or "board: A board\n", encoding="utf-8")
        for name in self.said(OF_ANOTHER):
            path = root / name
            path.parent.mkdir()
            path.write_text(plan_text().replace("id: sample", f"id: {path.stem}"), encoding="utf-8")
            yield path
        path = root / "plans" / "sample.yaml"
        path.parent.mkdir()
        path.write_text(plan_text() if self.is_settings else self.plan, encoding="utf-8")
        yield path
        yield root / SETTINGS


def keys_of(text: str) -> dict[str, str]:
    """Return each key of the first level with its lines."""
    found: dict[str, str] = {}
    for line in text.splitlines(keepends=True):
        key = line.partition(":")[0] if line[0].isalpha() else next(reversed(found))
        found[key] = found.get(key, "") + line
    return found


def rules_told(rule: str, example: str, folder: Path) -> set[str]:
    """Return the rules that an example breaks, of the one that it belongs to and those of form."""
    root = folder / "repository"
    root.mkdir()
    paths = tuple(Example.of(example).lay_out(root))
    if rule == "date-overwritten":
        commit_with_an_earlier_date(root / "plans" / "sample.yaml", page_of(RULES[rule]).bad)
    # Whether a rule is allowed without need is known only where that rule is judged too.
    only = tuple(RULES) if rule == "idle-allow" else (rule,)
    found = [one.rule for file in check_files(Job(root, THE_DAY, paths, only)) for one in file.findings]
    return {name for name in found if name == rule or RULES[name].is_fixed}


def commit_with_an_earlier_date(path: Path, example: str) -> None:
    now = path.read_text(encoding="utf-8")
    before = Example.of(example).plan
    assert "due: 2014-02\n" in before
    path.write_text(before.replace("due: 2014-02\n", "due: 2013-07\n"), encoding="utf-8")
    in_git(path.parent.parent, "init", "--quiet", "--initial-branch=main")
    committed(path.parent.parent)
    path.write_text(now, encoding="utf-8")


every_rule = pytest.mark.parametrize("rule", RULES)
every_rule_with_an_example = pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in WITHOUT_EXAMPLE])


@every_rule
def test_page_has_a_heading_of_one_sentence(rule: str) -> None:
    title = page_of(RULES[rule]).title
    assert title
    assert title[0].isupper()
    assert ". " not in title


@every_rule
def test_page_says_how_to_mend_it(rule: str) -> None:
    paragraphs = page_of(RULES[rule]).paragraphs
    assert paragraphs
    assert len([one for one in paragraphs if one.startswith("To fix: ")]) == 1


@every_rule
def test_page_loses_nothing_that_was_written(rule: str) -> None:
    page = page_of(RULES[rule])
    written = [line for line in RULES[rule].page.splitlines() if line.strip() not in {"Bad:", "Good:"}]
    told = (f"{page.title}.", *page.paragraphs, page.bad, page.good)
    in_full = " ".join(written).replace("- ...", '- ref: "1" agency: Health text: Write to the Home Office')
    assert " ".join(told).split() == in_full.split()


def test_no_two_headings_are_alike() -> None:
    titles = [page_of(rule).title.casefold() for rule in RULES.values()]
    assert sorted(set(titles)) == sorted(titles)


@every_rule
def test_page_has_both_examples_or_none(rule: str) -> None:
    page = page_of(RULES[rule])
    assert (bool(page.bad), bool(page.good)) == (rule not in WITHOUT_EXAMPLE,) * 2


@every_rule_with_an_example
def test_bad_example_breaks_its_rule_alone(rule: str, tmp_path: Path) -> None:
    assert rules_told(rule, page_of(RULES[rule]).bad, tmp_path) == {rule}


@every_rule_with_an_example
def test_good_example_breaks_neither_its_rule_nor_the_form(rule: str, tmp_path: Path) -> None:
    assert rules_told(rule, page_of(RULES[rule]).good, tmp_path) == set()


def test_head_of_the_examples_has_a_block_for_each_key() -> None:
    assert "".join(keys_of(HEAD).values()) == HEAD
    assert list(keys_of(HEAD)) == ["format", "id", "title", "review", "board", "as_at", "ratings", "agencies"]
