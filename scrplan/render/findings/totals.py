"""How much was found, counted while the files pass by."""

from collections import Counter

from scrplan.diagnostics import FileFindings, Severity

_ORDER = list(Severity)


class Totals:
    """The files that were checked, those with errors, and how often each rule was found."""

    def __init__(self) -> None:
        self.files = 0
        self.broken = 0
        self.found: Counter[tuple[Severity, str]] = Counter()
        self.kept_back: Counter[Severity] = Counter()

    def add(self, file: FileFindings) -> None:
        """Count one file."""
        self.files += 1
        self.broken += any(finding.severity is Severity.ERROR for finding in file.findings)
        self.found.update((finding.severity, finding.rule) for finding in file.findings)
        self.kept_back.update(file.kept_back)

    def words(self, off: int = 0) -> str:
        """Return the closing line: `2 files checked: 3 errors in 1 file, 12 warnings; not shown: 4 pieces of advice`.

        A board that has switched `off` rules is told each time: what they would find is not counted.
        """
        checked = f"{_many(self.files, 'file')} checked"
        if not self.found and not self.kept_back:
            return f"{checked}: no problems{_off(off)}"
        by_severity: Counter[Severity] = Counter()
        for (severity, _), times in self.found.items():
            by_severity[severity] += times
        errors = by_severity[Severity.ERROR]
        parts = [f"{_many(errors, 'error')} in {_many(self.broken, 'file')}" if errors else "no errors"]
        parts += _less_grave(by_severity)
        # What was not shown was found all the same.
        hidden = [_many(self.kept_back[Severity.ERROR], "error")] if self.kept_back[Severity.ERROR] else []
        hidden += _less_grave(self.kept_back)
        unseen = f"; not shown: {', '.join(hidden)}" if hidden else ""
        return f"{checked}: {', '.join(parts)}{unseen}{_off(off)}"

    def by_rule(self) -> list[tuple[int, Severity, str]]:
        """Return how often each rule was found: the gravest first, then the most frequent, then by name."""
        rows = [(times, severity, rule) for (severity, rule), times in self.found.items()]
        return sorted(rows, key=lambda row: (_ORDER.index(row[1]), -row[0], row[2]))


def _off(rules: int) -> str:
    return f"; {_many(rules, 'rule')} switched off in scrplan.yaml" if rules else ""


def _less_grave(counts: Counter[Severity]) -> list[str]:
    warnings, advice = counts[Severity.WARNING], counts[Severity.ADVICE]
    parts = [_many(warnings, "warning")] if warnings else []
    return parts + ([_many(advice, "piece of advice", "pieces of advice")] if advice else [])


def _many(count: int, one: str, several: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {several or one + 's'}"
