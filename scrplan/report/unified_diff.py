"""What was, or would be, done to files: their difference, as `diff -u` would show it, and how many they are."""

from scrplan.characters import harmless, one_line

NO_LINE_END = "\\ No newline at end of file"


def difference(path: str, before: str, after: str) -> str:
    """Return the changed lines with three around them, made harmless for a screen; nothing where nothing changes."""
    from difflib import unified_diff  # noqa: PLC0415  (only who asks for it pays)

    name = one_line(path)
    lines = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}", lineterm="")
    shown = "".join(f"{line}\n" for line in lines)
    return shown or (f"{name}: only tabs or line ends change\n" if before != after else "")


def _lines(text: str) -> list[str]:
    *whole, rest = harmless(text).split("\n")
    return [*whole, f"{rest}\n{NO_LINE_END}"] if rest else whole


def rewriting_summary(done: str, changed: int, unchanged: int, refused: int) -> str:
    """Return how many files were rewritten, in one line; `done` is the word for what was done to them."""
    words = [f"{changed} file{'' if changed == 1 else 's'} {done}", f"{unchanged} unchanged"]
    return ", ".join([*words, f"{refused} refused"] if refused else words)
