"""Makes realistic plans of 26 rows and about 37 KB: the same seed gives the same bytes on every machine.

`python -m tests.benchmarks.generate FOLDER --plans 1000 --seed 1`
"""

import argparse
import itertools
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import forms
from tests.benchmarks import vocabulary as words
from tests.benchmarks.yaml_text import Bare, Fields, Flow, Items, Literal, mapping_lines

ROWS = 26
SMALLEST, LARGEST = 30 * 1024, 44 * 1024  # bytes; a draw outside is drawn again
PARTS = "abcdef"
_DONE = frozenset({"complete", "signed_off"})
FIRST_MONTH, LAST_MONTH = 2018 * 12, 2025 * 12  # positions of the plans, in months since year 0


def plan_id(number: int) -> str:
    """Return the id of the plan of this number: `plan-0001`."""
    return f"plan-{number:04}"


def refs_of(number: int) -> Callable[[int], str]:
    """Return how the plan of this number writes its refs; others link to them, so it follows from the number."""
    return (forms.quoted_ref, forms.bare_ref, forms.dotted_ref, forms.lettered_ref)[number % 4]


def plan_text(number: int, seed: int = 1) -> str:
    """Return one plan; it depends on its number and the seed alone, not on how many are made."""
    drawn = (_Maker(number, f"{seed}/{number}/{attempt}").text() for attempt in itertools.count())
    return next(text for text in drawn if SMALLEST <= len(text.encode()) <= LARGEST)


def write_plans(folder: Path, plans: int, seed: int = 1) -> None:
    """Write that many plans into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, plans + 1):
        (folder / f"{plan_id(number)}.yaml").write_bytes(plan_text(number, seed).encode())


class _Maker:
    """Draws one plan: what it chose for the whole, and how it fills each row."""

    def __init__(self, number: int, seed: str) -> None:
        self.dice = random.Random(seed)  # noqa: S311  (nothing here is a secret)
        self.number = number
        self.place = self.dice.choice(words.PLACES)
        self.as_at = self.dice.randrange(FIRST_MONTH, LAST_MONTH)
        self.agencies = self.dice.sample(words.AGENCIES, self.dice.randint(5, 8))
        self.key = words.KEYS[number % len(words.KEYS)]
        self.refs = refs_of(number)

    def text(self) -> str:
        """Return the whole file."""
        head = self._head()
        head["recommendations"] = [self._row(index) for index in range(ROWS)]
        head["board_asked_to"] = self.dice.sample(words.ASKED, 2)
        lines = list[str]()
        for line in mapping_lines(head):
            if line.startswith("  - ref: ") and not lines[-1].startswith("recommendations"):
                lines.append("")
            lines.append(line)
        return "\n".join(["# yaml-language-server: $schema=../schema/plan.schema.json", *lines, ""])

    def chance(self, share: float) -> bool:
        """Return true in that share of the cases."""
        return self.dice.random() < share

    def _head(self) -> Fields:
        subject = f"{self.dice.choice(('Child', 'Baby', 'Adult'))} {self.dice.choice('ABCDEFGHJKLM')}{self.number}"
        title = f"{subject}: multi-agency action plan"
        published = forms.month(self.as_at - self.dice.randint(9, 30))
        review: Fields = {"kind": self.dice.choice(words.KINDS), "subject": subject, "published": published}
        return {
            "format": Bare(1),
            "id": plan_id(self.number),
            "title": title,
            "review": review if self.chance(0.5) else Flow(review),
            "board": f"{self.place} Local Safeguarding Children Partnership",
            "as_at": forms.month(self.as_at),
            "source": f"{title}, as published",
            "numbering": self.dice.choice(("published", "assigned")),
            "ratings": {
                forms.key_of(name): Flow(_meaning(state, meaning, off=off)) for name, state, meaning, off, _ in self.key
            },
            "agencies": [self._agency(*agency) for agency in self.agencies],
            "recommendations": [],
        }

    def _agency(self, name: str, full_name: str, aliases: tuple[str, ...]) -> Fields:
        fields: Fields = {"name": name, "full_name": full_name.format(place=self.place)}
        if aliases:
            fields["aliases"] = Flow([alias.format(place=self.place) for alias in aliases])
        return fields

    def _row(self, index: int) -> Fields:
        name, _, aliases = self.agencies[index * len(self.agencies) // ROWS]
        row: Fields = {"ref": self.refs(index), "agency": name}
        if aliases and self.chance(0.1):
            row["agency"] = aliases[0].format(place=self.place)
        row["text"] = self._request(name)
        rating = self._rating()
        row |= self._progress(rating, index)
        row["themes"] = Flow(self.dice.sample(words.THEMES, self.dice.choice((1, 1, 2))))
        if self.chance(0.6):
            parts = self.dice.choice((1, 1, 1, 2, 2, 3, 4))
            row["actions"] = [self._action(part if parts > 1 else None) for part in range(parts)]
            row.pop("sign_off", None)  # of the whole, while a part may be open
        row |= self._ties(index)
        return row

    def _action(self, part: int | None) -> Fields:
        deed, _ = self.dice.choice(words.DEEDS)
        action: Fields = {} if part is None else {"part": PARTS[part]}
        action["text"] = f"{deed.capitalize()} {self.dice.choice(words.THINGS)} {self.dice.choice(words.MEANS)}"
        if not self.chance(0.25):
            return action
        rating = self._rating()
        if rating:
            action["rag"] = forms.rating_of(rating[0])
            if rating[1] in _DONE:
                action["completed"] = self._past_day()
                action["evidence"] = [self._evidence()]
        action["due"] = forms.month(self.as_at + self.dice.randint(-12, 9))
        if self.chance(0.5):
            action["leads"] = [self._lead()]
        return action

    def _progress(self, rating: tuple[str, str] | None, index: int) -> Fields:
        """Return the fields of progress, which agree with one another more often than not."""
        fields: Fields = {}
        done = rating is not None and rating[1] in _DONE
        if rating:
            fields["rag"] = forms.rating_of(rating[0])
        elif self.chance(0.4):
            fields |= {"state": "stopped", "stopped_reason": self.dice.choice(words.STOPPED)}
        fields |= self._dates()
        if self.chance(0.93):
            fields["leads"] = [self._lead() for _ in range(self.dice.choice((1, 1, 1, 1, 2, 3)))]
        else:
            fields |= {"note": "Nobody is named in the source.", "allow": Flow(["no-lead"])}
        if self.chance(0.7):
            fields["outcome"] = self.dice.choice(words.OUTCOMES)
        if self.chance(0.15):
            fields["milestones"] = [self._milestone(step) for step in range(2)]
        fields["updates"] = self._updates(rating, index)
        if done:
            fields |= self._proof(signed=rating is not None and rating[1] == "signed_off")
        elif self.chance(0.4):
            fields["evidence_wanted"] = f"{self.dice.choice(words.EVIDENCE)}, showing that {self._purpose()}"
        if "note" not in fields and self.chance(0.15):
            fields["note"] = self.dice.choice(words.NOTES)
        return fields

    def _dates(self) -> Fields:
        due = self.as_at + self.dice.randint(-15, 9)
        if self.chance(0.08):
            return {"due_text": self.dice.choice(words.DUE_WORDS)}
        form = self.dice.random()
        written = (
            forms.month(due) if form < 0.7 else forms.last_day(due) if form < 0.85 else forms.financial_quarter(due)
        )
        fields: Fields = {"due": written}
        if self.chance(0.12):
            fields["due_text"] = f"By the end of {written}, subject to the budget"
        if self.chance(0.25):
            fields["revisions"] = self._revisions(due, written)
        return fields

    def _revisions(self, due: int, written: str) -> Items:
        moved: Fields = {"from": forms.month(due - 5), "to": written, "reason": self.dice.choice(words.REASONS)}
        if self.chance(0.5):
            moved |= {"on": forms.month(due - 6), "approved_by": self.dice.choice(words.APPROVERS)}
            return [moved]
        return [Flow({"to": forms.month(due - 5), "reason": self.dice.choice(words.REASONS)}), moved]

    def _milestone(self, step: int) -> Flow:
        due = self.as_at - 4 + 3 * step
        fields: Fields = {
            "text": f"Draft {step + 1} to the {self.dice.choice(words.APPROVERS)}",
            "due": forms.month(due),
        }
        if step == 0:
            fields["completed"] = forms.month(due)
        return Flow(fields)

    def _updates(self, rating: tuple[str, str] | None, index: int) -> Items:
        """Return the progress of one to four quarters up to the plan's position, oldest first."""
        quarters = self.dice.choice((1, 1, 1, 1, 2, 3))
        return [self._update(self._rating() if back else rating, 3 * back, index) for back in reversed(range(quarters))]

    def _update(self, rating: tuple[str, str] | None, months_back: int, index: int) -> Fields:
        agency = self.agencies[index * len(self.agencies) // ROWS][0]
        fields: Fields = {"on": forms.month(self.as_at - months_back), "by": agency}
        if rating:
            fields["rag"] = forms.rating_of(rating[0])
        if self.chance(0.1):
            fields["kind"] = self.dice.choice(("challenge", "decision"))
        said = [f"{self.dice.choice(words.FINDINGS)}." for _ in range(self.dice.choice((0, 1, 2, 2)))]
        _, reported = self.dice.choice(words.DEEDS)
        said.append(f"{self.dice.choice(words.THINGS).capitalize()}: {reported} {self.dice.choice(words.MEANS)}.")
        text = (" " if self.chance(0.8) else "\n").join(said)
        fields["text"] = Literal("\n".join(f"* {one}" for one in said)) if self.chance(0.08) else text
        return fields

    def _proof(self, *, signed: bool) -> Fields:
        fields: Fields = {"completed": self._past_day()}
        if self.chance(0.8):
            fields["evidence"] = [self._evidence() for _ in range(self.dice.choice((1, 1, 2)))]
        if self.chance(0.35):
            fields["impact"] = f"{self.dice.choice(words.FINDINGS)}; {self._purpose()}"
        if signed or self.chance(0.15):
            fields["sign_off"] = Flow({"by": self.dice.choice(words.APPROVERS), "on": forms.month(self.as_at)})
            fields["review_on"] = forms.month(self.as_at + 12)
        return fields

    def _ties(self, index: int) -> Fields:
        fields: Fields = {}
        if self.chance(0.1):
            fields["scope"] = self.dice.choice(("local", "local", "regional", "national"))
        if self.chance(0.15):
            fields["acceptance"] = "accepted"
        elif self.chance(0.1):
            fields |= {"acceptance": "accepted_in_part", "acceptance_reason": self.dice.choice(words.REASONS)}
        if index and self.chance(0.12):
            relation = self.dice.choice(("repeats", "follows_up", "supersedes", "depends_on"))
            other = max(1, self.number - 1)
            link: Fields = {"plan": plan_id(other), "ref": refs_of(other)(index - 1), "relation": relation}
            fields["links"] = [Flow(link)]
        return fields

    def _request(self, agency: str) -> str:
        deed, _ = self.dice.choice(words.DEEDS)
        thing = self.dice.choice(words.THINGS)
        first = f"{agency} should {deed} {thing} {self.dice.choice(words.MEANS)}, so that {self._purpose()}."
        if self.chance(0.35):
            first += f" The board will want to see that {self._purpose()}."
        return f"{first}\nThis includes {self.dice.choice(words.THINGS)}." if self.chance(0.25) else first

    def _lead(self) -> Flow:
        lead: Fields = {"name": self.dice.choice(words.NAMES)} if self.chance(0.4) else {}
        lead["role"] = self.dice.choice(words.ROLES)
        if self.chance(0.3):
            lead["agency"] = self.dice.choice(self.agencies)[0]
        if self.chance(0.1):
            lead["unconfirmed"] = Bare("true")
        return Flow(lead)

    def _evidence(self) -> "Flow | Fields":
        item: Fields = {"title": self.dice.choice(words.EVIDENCE), "held_by": self.dice.choice(words.HOLDERS)}
        if self.chance(0.5):
            item["on"] = self._past_day()
        if self.chance(0.3):
            item["ref"] = f"https://{self.place.split()[0].lower()}.example/papers/{self.dice.randrange(10_000)}#page=2"
        return item if "ref" in item else Flow(item)

    def _rating(self) -> tuple[str, str] | None:
        if self.chance(0.08):
            return None
        name, state, *_ = self.dice.choices(self.key, [often for *_, often in self.key])[0]
        return name, state

    def _purpose(self) -> str:
        return self.dice.choice(words.PURPOSES)

    def _past_day(self) -> Bare:
        return Bare(f"{forms.month(self.as_at - self.dice.randint(0, 14))}-{self.dice.randint(1, 28):02}")


def _meaning(state: str, meaning: str, *, off: bool) -> Fields:
    fields: Fields = {"state": state, "meaning": meaning}
    return {**fields, "off_track": Bare("true")} if off else fields


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the plans that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write them")
    parser.add_argument("--plans", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other plans (default: %(default)s)")
    asked = parser.parse_args(arguments)
    write_plans(asked.folder, asked.plans, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
