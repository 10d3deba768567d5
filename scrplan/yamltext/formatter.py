"""The normal form of a whole file, text to text; what cannot be proven to say the same is refused."""

from scrplan.diagnostics import Diagnostic
from scrplan.errors import BrokenPlans, UnsafeLayout
from scrplan.yamltext.comment_tree import tree_of
from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document, Events
from scrplan.yamltext.edits import said, same
from scrplan.yamltext.formatter_layout import laid_out
from scrplan.yamltext.key_arrangement import KeyOrder, arrange
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from scrplan.yamltext.tokens import tokens_of


def normal_form(document: Document, order: KeyOrder, events: Events | None = None) -> str:
    """Return the text of a file in normal form, its keys in an order; the line ends are those of most lines.

    Raises:
        BrokenPlans: the document has problems, so that what it says is not sure.
        UnsafeLayout: the new text would not say the same, or would not be final.

    """
    if document.problems:
        # The words of a plan may be private, and a formatter's output is in public logs.
        raise BrokenPlans(_place_alone(problem) for problem in document.problems)
    old = document.with_line_feeds(events)

    if old.root is None or isinstance(old.root, Scalar) or not said(old.root):
        return document.text
    text = _text_of(old.root, old.text, order)
    new = Document.from_text(text, document.path, events)
    why = _difference(old, new)
    if not why and (isinstance(new.root, Scalar | None) or _text_of(new.root, text, order) != text):
        why = "the layout would change again"
    if why:
        raise UnsafeLayout(document.path, why)
    return text.replace("\n", _line_end(document.text))


def _place_alone(problem: Diagnostic) -> str:
    where = f"{problem.path}:{problem.position.line}:{problem.position.column}"
    return f"{where}: {problem.severity}: not formatted, see scrplan validate [{problem.rule}]"


def _line_end(text: str) -> str:
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _text_of(root: Mapping | Sequence, text: str, order: KeyOrder) -> str:
    tree = tree_of(root, tokens_of(text, root))
    arrange(tree.root, order)
    return laid_out(tree)


def _difference(old: Document, new: Document) -> str:
    """Return in a few words what the new text would lose; nothing where it says the same."""
    if new.problems or new.root is None or old.root is None:
        return f"the new text would be faulty ({new.problems[0].message})" if new.problems else "all would be lost"
    if not same_data(old.root, new.root):
        return "a value would change"
    lost = sorted(comments_in(old.text, old.root)) != sorted(comments_in(new.text, new.root))
    return "a comment would be lost" if lost else ""


def same_data(one: Node, other: Node) -> bool:
    """Return whether two trees say the same: also whether a word is a number or a text, but not the order of keys."""
    return same(said(one), said(other))
