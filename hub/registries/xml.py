"""Reading XML from outside: safely, within limits, and by local name only.

Real answers differ in prefixes and sometimes qualify what the schema does not, so nothing here
looks at a namespace.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from hub.registries.troubles import RegistryAnsweredWrongly
from operator_app.wire.registries import NamedCode

_DAY_LENGTH = len("YYYY-MM-DD")


def parse(content: bytes) -> etree._Element:
    """The root. No entities, no network, no document type, lxml's own depth limits."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RegistryAnsweredWrongly(reason="not XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RegistryAnsweredWrongly(reason="document type")
    return root


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element under ``path``, one local name a level; ``None`` where it breaks off."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else [each for each in element if local(each) == name]


def anywhere(element: etree._Element, name: str) -> etree._Element | None:
    """The first descendant of that local name."""
    return next((each for each in element.iter("{*}" + name)), None)


def text(element: etree._Element | None, *path: str) -> str | None:
    """The text under ``path``; nothing, blanks and the dash of live data are all ``None``."""
    found = child(element, *path)
    value = (found.text or "").strip() if found is not None else ""
    return None if value in {"", "-"} else value


def day(element: etree._Element | None, *path: str) -> date | None:
    """A day, with or without a zone or a time behind it; an impossible one is no day."""
    value = text(element, *path)
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:_DAY_LENGTH])
    except ValueError as error:
        raise RegistryAnsweredWrongly(reason="/".join(path)) from error


def named(element: etree._Element | None) -> NamedCode | None:
    """A dictionary value: ``code``, ``nameRu``, ``nameKz`` (ГБД ЮЛ writes them with a capital)."""
    code = text(element, "code") or text(element, "Code")
    if code is None:
        return None
    return NamedCode(
        code=code,
        ru=text(element, "nameRu") or text(element, "NameRu") or "",
        kk=text(element, "nameKz") or text(element, "NameKz") or "",
    )


def add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value
