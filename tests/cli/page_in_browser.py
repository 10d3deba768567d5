"""A page of the report as a browser takes it: what it does, of what elements it consists, which texts it shows."""

from typing import NamedTuple

from playwright.sync_api import Page

from tests.tools import happenings


class Seen(NamedTuple):
    """What a browser made of a page: what happened, how many elements of each kind, texts, attributes that do things.

    Lines of a text, and of a label in a chart, have an element each, and are not counted.
    """

    happened: list[str]
    elements: dict[str, int]
    texts: list[str]
    hooks: list[str]


_ELEMENTS = (
    "Object.entries([...document.querySelectorAll('*')].reduce((n, one) => "
    "({...n, [one.tagName]: (n[one.tagName] || 0) + 1}), {}))"
)
_TEXTS = (
    "[...document.querySelectorAll('td, th, dd, dt, li, p, h1, h2, h3, caption, figcaption')]"
    ".map((one) => one.textContent)"
)
_HOOKS = (
    "[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).filter((one) => "
    "one.name.startsWith('on') || (/href|src|action|data$|poster/.test(one.name) && "
    "!one.value.startsWith('#'))).map((one) => `${one.name}=${one.value}`)"
)


def look_at(page: Page, address: str) -> Seen:
    """Open a page, filter a table, touch everything, and return what came of it."""
    happened = happenings(page)
    page.goto(address)
    page.get_by_label("Show rows with").first.fill("<script>alert(1)</script>")
    page.keyboard.press("Tab")
    page.mouse.move(200, 400)
    page.evaluate(
        "document.querySelectorAll('*').forEach((one) => { one.focus && one.focus(); one.click && one.click()})"
    )
    elements = {name: number for name, number in dict(page.evaluate(_ELEMENTS)).items() if name not in {"BR", "text"}}
    return Seen(happened, elements, page.evaluate(_TEXTS), page.evaluate(_HOOKS))
