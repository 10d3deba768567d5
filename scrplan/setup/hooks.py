"""The hooks of pre-commit: those for a new file, and the patterns of files that earlier versions wrote."""

from collections.abc import Iterator
from pathlib import Path

from scrplan.errors import ScrplanError
from scrplan.setup.setup_changes import SetupStep, new_file, renewal, with_spans
from scrplan.source.files import shown_path, text_of
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence

HOOKS = ".pre-commit-config.yaml"

HOOK_TEXTS = {
    "scrplan-fmt": """\
      - id: scrplan-fmt
        name: scrplan fmt
        entry: scrplan fmt
        language: system
        files: (^|/)(plans/.+\\.yaml|scrplan\\.yaml)$
        require_serial: true
""",
    "scrplan-validate": """\
      - id: scrplan-validate
        name: scrplan validate
        entry: scrplan validate --changed
        language: system
        files: (^|/)(plans/.*\\.ya?ml|scrplan\\.yaml)$
        always_run: true
        require_serial: true
        verbose: true
""",
}
HOOKS_HEAD = """\
repos:
  - repo: local # with the scrplan that is installed; docs/checking.md tells how pre-commit installs its own
    hooks:
"""
# The patterns of files that are brought up to date: what earlier versions wrote, and what holds now, by the hook.
RENEWED_FILES = {
    "scrplan-fmt": {r"(^|/)(plans/[^/]+\.yaml|scrplan\.yaml)$": r"(^|/)(plans/.+\.yaml|scrplan\.yaml)$"},
}


def hooks(root: Path, *, is_top: bool, upgrade: bool) -> Iterator[SetupStep]:
    """Yield the hooks of pre-commit, which reads its settings at the top of a repository alone."""
    path = root / HOOKS
    if not is_top:
        yield SetupStep(shown_path(path), why="pre-commit reads only the one at the top of the repository")
        return
    step = new_file(path, HOOKS_HEAD + "".join(HOOK_TEXTS.values()))
    if step.change:
        yield step
        return
    try:
        yield from _hooks_there(path, step, upgrade=upgrade)
    except ScrplanError as error:
        yield step._replace(why=error.hint)


def _hooks_there(path: Path, step: SetupStep, *, upgrade: bool) -> Iterator[SetupStep]:
    text = text_of(path)
    missing = "".join(lines for name, lines in HOOK_TEXTS.items() if name not in text)
    if missing:
        lines = tuple((HOOKS_HEAD + missing).splitlines()[1:])
        yield step._replace(why="it is your own file; add under repos:", lines=lines)
    after = with_renewed_patterns(text)
    if after != text:
        yield renewal(path, after, upgrade=upgrade)
    elif not missing:
        yield step


def with_renewed_patterns(text: str) -> str:
    """Return pre-commit's settings with the patterns of this version; what people wrote otherwise stays."""
    spans = []
    for hook in _mappings(Document.from_text(text, HOOKS).root):
        name, files = (hook.entries.get(key, (None, None))[1] for key in ("id", "files"))
        if isinstance(name, Scalar) and isinstance(files, Scalar):
            now = RENEWED_FILES.get(name.text, {}).get(files.text)
            spans += [(files.start.index, files.end.index, now)] if now else []
    return with_spans(text, spans)


def _mappings(root: Node | None) -> Iterator[Mapping]:
    left = [root] if root is not None else []
    while left:
        node = left.pop()
        if isinstance(node, Mapping):
            yield node
            left += [value for _, value in node.entries.values()]
        elif isinstance(node, Sequence):
            left += node.items
