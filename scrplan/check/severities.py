"""Which rules are judged, and how grave their findings are: the rule's own word, the board's, the caller's."""

from collections.abc import Mapping, Sequence

from scrplan.check.rules import RULES
from scrplan.check.rules.records import NOT_CHECKED, Rule
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
            raise UsageProblem(f"--ignore {name}", "it is a mistake in the form of a file, and always reported")
    # Whether a rule is allowed without need, or could not be checked, is known only where that rule is judged too.
    wanted = () if {"idle-allow", NOT_CHECKED} & set(only) else only

    def is_on(name: str) -> bool:
        # That a rule which was asked for could not be checked belongs to the answer.
        return name in wanted if wanted and name != NOT_CHECKED else settings.get(name) != OFF

    return {
        name: _level(rule, settings)
        for name, rule in RULES.items()
        if rule.is_fixed or (name not in ignored and is_on(name))
    }


def switched_off(settings: Mapping[str, str]) -> int:
    """Return how many rules the board has switched off."""
    return sum(level == OFF for name, level in settings.items() if name in RULES and not RULES[name].is_fixed)


def _level(rule: Rule, settings: Mapping[str, str]) -> Severity:
    """Return how grave a rule's findings are; one that is off and asked for by name is as grave as it usually is."""
    level = settings.get(rule.name, OFF)
    return rule.severity if rule.is_fixed or level == OFF else Severity(level)
