"""Option groups: a command receives a frozen record of options where typer knows only single parameters."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import typer

from scrplan.cli.options import NAMES, FilterOptions

Command = Callable[..., None]


def register(
    app: typer.Typer, name: str, command: Command, examples: Mapping[str, str], settings: Mapping[str, Any] | None
) -> None:
    """Add a function to the app as a command; `settings` are those of its parser, where it needs some of its own.

    A parameter whose type is a named tuple is a group: each of its fields becomes an option. The help leads with the
    examples, each with what it answers.
    """
    purpose = inspect.cleandoc(command.__doc__ or "")
    app.command(
        name,
        help=_help(purpose, examples),
        short_help=purpose.split(":")[0].split(". ")[0],
        epilog=NAMES if FilterOptions in command.__annotations__.values() else None,
        context_settings=dict(settings) if settings else None,
    )(_flattened(command))


def _help(purpose: str, examples: Mapping[str, str]) -> str:
    width = max(len(example) for example in examples)
    lines = [f"  {example:<{width}}  {answers}" for example, answers in examples.items()]
    # \b keeps the lines of a paragraph as they are.
    return "\b\nExamples:\n" + "\n".join(lines) + "\n\n" + purpose


def _flattened(function: Command) -> Command:
    hints = function.__annotations__  # objects, not text: no module here postpones its annotations
    defaults = {name: given.default for name, given in inspect.signature(function).parameters.items()}
    groups = {name: hint for name, hint in hints.items() if hasattr(hint, "_field_defaults")}
    parameters = [
        _parameter(name, hint, defaults[name])
        for name, hint in hints.items()
        if name != "return" and name not in groups
    ]
    for group in groups.values():
        kinds = group.__annotations__
        given = {name: group._field_defaults.get(name, inspect.Parameter.empty) for name in group._fields}
        parameters += [_parameter(name, kinds[name], default) for name, default in given.items()]

    @wraps(function)
    def run(**given: Any) -> None:
        made = {name: group(**{key: given.pop(key) for key in group._fields}) for name, group in groups.items()}
        function(**given, **made)

    del run.__wrapped__  # typer would look through to the groups
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _parameter(name: str, hint: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
