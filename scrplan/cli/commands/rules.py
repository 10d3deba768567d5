"""`scrplan rules`: what validate looks for, and how serious each finding is here."""

from scrplan.cli.options import ClockOptions, OutputOptions

EXAMPLES = {
    "scrplan rules": "every rule, with its severity for this board",
    "scrplan rules -f markdown": "for a page of your own",
}


def command(clock: ClockOptions, output: OutputOptions) -> None:
    """List the rules of validate with their severities. A board sets them under rules in scrplan.yaml."""
    from pathlib import Path

    from scrplan.check.rule_pages import page_of
    from scrplan.check.rules import RULES
    from scrplan.check.severities import levels_of
    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit
    from scrplan.report.rule_list import RuleLine, rules_answer
    from scrplan.workspace.workspace import Workspace

    levels = levels_of(Workspace.open(Path.cwd()).board().rules)
    lines = [
        RuleLine(name, levels.get(name), rule.severity, page_of(rule).title, rule.is_fixed)
        for name, rule in RULES.items()
    ]
    emit(rules_answer(lines, the_day(clock)), output, ())
