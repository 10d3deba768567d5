"""Option groups: a command receives a frozen record of options where typer knows only single parameters."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

import typer

Command = Callable[..., None]


def register(app: typer.Typer, name: str, examples: Mapping[str, str]) -> Callable[[Command], Command]:
    """Return a decorator that adds a function to the app as a command.

    A parameter whose type is a dataclass is a group: each of its fields becomes an option. The help leads with the
    examples, each with what it answers.
    """

    def add(function: Command) -> Command:
        purpose = inspect.cleandoc(function.__doc__ or "")
        app.command(name, help=_help(purpose, examples), short_help=purpose.split(":")[0].split(". ")[0])(_flattened(function))
        return function

    return add


def _help(purpose: str, examples: Mapping[str, str]) -> str:
    width = max(len(example) for example in examples)
    lines = [f"  {example:<{width}}  {answers}" for example, answers in examples.items()]
    # \b keeps the lines of a paragraph as they are.
    return "\b\nExamples:\n" + "\n".join(lines) + "\n\n" + purpose


def _flattened(function: Command) -> Command:
    hints = get_type_hints(function, include_extras=True)
    plain = {name: hint for name, hint in hints.items() if name != "return" and not is_dataclass(hint)}
    groups = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    signature = inspect.signature(function)
    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=signature.parameters[name].default, annotation=hint)
        for name, hint in plain.items()
    ]
    for group in groups.values():
        kinds = get_type_hints(group, include_extras=True)
        parameters += [
            inspect.Parameter(
                field.name, inspect.Parameter.KEYWORD_ONLY, default=_default(field), annotation=kinds[field.name]
            )
            for field in fields(group)
        ]

    @wraps(function)
    def run(**given: Any) -> None:
        made = {name: group(**{field.name: given.pop(field.name) for field in fields(group)}) for name, group in groups.items()}
        function(**given, **made)

    del run.__wrapped__  # typer would look through to the groups
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _default(field: "Field[Any]") -> Any:
    return None if field.default is MISSING else field.default
