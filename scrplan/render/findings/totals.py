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

    def add(self, file: FileFindings) -> None:
        """Count one file."""
        self.files += 1
        self.broken += any(finding.severity is Severity.ERROR for finding in file.findings)
        self.found.update((finding.severity, finding.rule) for finding in file.findings)

    def words(self) -> str:
        """Return the closing line: `2 files checked: 3 errors in 1 file, 12 warnings, 4 pieces of advice`."""
        checked = f"{_many(self.files, 'file')} checked"
        if not self.found:
            return f"{checked}: no problems"
        by_severity: Counter[Severity] = Counter()
        for (severity, _), times in self.found.items():
            by_severity[severity] += times
        errors, warnings, advice = (by_severity[severity] for severity in _ORDER)
        parts = [f"{_many(errors, 'error')} in {_many(self.broken, 'file')}" if errors else "no errors"]
        parts += [_many(warnings, "warning")] if warnings else []
        parts += [_many(advice, "piece of advice", "pieces of advice")] if advice else []
        return f"{checked}: {', '.join(parts)}"

    def by_rule(self) -> list[tuple[int, Severity, str]]:
        """Return how often each rule was found: the gravest first, then the most frequent, then by name."""
        rows = [(times, severity, rule) for (severity, rule), times in self.found.items()]
        return sorted(rows, key=lambda row: (_ORDER.index(row[1]), -row[0], row[2]))


def _many(count: int, one: str, several: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {several or one + 's'}"
