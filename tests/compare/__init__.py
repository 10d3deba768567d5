"""What the tests of two versions share: whether a movement adds up."""

from scrplan.compare.reconciliation import Flow


def foots(flow: Flow) -> bool:
    """Return whether the opening, with what came and without what went, is the closing."""
    came = flow.added + flow.reopened + flow.moved_in
    went = flow.closed + flow.stopped + flow.removed + flow.moved_out
    return flow.opening + came - went == flow.closing
