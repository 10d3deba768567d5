"""Which rules are judged, and how grave their findings are: the rule's own word, the board's, the caller's."""

from collections.abc import Mapping, Sequence

from scrplan.check.rules import RULES
from scrplan.diagnostics import Severity
from scrplan.errors import UnknownName, UsageProblem

OFF = "off"


def levels_of(
    settings: Mapping[str, str], only: Sequence[str] = (), ignored: Sequence[str] = ()
) -> dict[str, Severity]:
    """Return each rule that is on with its severity: as the board's `rules` say, of those asked for.

    Mistakes in the form of a file are always told, since without them being mended nothing else can be trusted.

    Raises:
        UnknownName: `only` or `ignored` names no rule.
        UsageProblem: `ignored` names a mistake in the form of a file.

    """
    for name in (*only, *ignored):
        if name not in RULES:
            raise UnknownName("rule", name, RULES)
    for name in ignored:
        if RULES[name].is_fixed:
            raise UsageProblem(f"--ignore {name}", "it is a mistake in the form of a file, and always told")
    # Whether a rule is allowed without need is known only where that rule is judged too.
    wanted = () if "idle-allow" in only else only
    return {
        name: Severity(settings.get(name, rule.severity)) if not rule.is_fixed else rule.severity
        for name, rule in RULES.items()
        if rule.is_fixed or (settings.get(name) != OFF and (not wanted or name in wanted) and name not in ignored)
    }
