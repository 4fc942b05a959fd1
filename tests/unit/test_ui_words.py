"""What the screens say comes from the catalogues, and can be read by those who see badly."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from tests.support.project_files import python_files, shown, tree_of
from ui.runtime.shortcuts import Shortcut
from ui.style.sheet import style_sheet
from ui.style.tokens import THEMES, Tokens

SAYS = {
    "setAccessibleDescription",
    "setAccessibleName",
    "setPlaceholderText",
    "setStatusTip",
    "setText",
    "setTitle",
    "setToolTip",
    "setWhatsThis",
    "setWindowTitle",
    "set_title",
}
STANDS_ON = (
    *(("ink", one) for one in ("ground", "surface", "muted", "accent_soft", "bad_soft")),
    *(("ink", one) for one in ("ok_soft", "warn_soft")),
    *(("ink2", one) for one in ("ground", "surface", "muted", "accent_soft", "bad_soft")),
    *(("accent", one) for one in ("ground", "surface", "accent_soft", "muted")),
    *(("accent_on", one) for one in ("accent", "accent_hover")),
    *(("ok", one) for one in ("surface", "ok_soft", "ground")),
    *(("warn", one) for one in ("surface", "warn_soft", "ground")),
    *(("bad", one) for one in ("surface", "bad_soft", "ground")),
    ("muted_text", "muted"),
    *(("nav_text", one) for one in ("nav", "nav_on")),
    *(("nav_on_text", one) for one in ("nav", "nav_on")),
)
OUTLINES = (
    *(("edge", one) for one in ("ground", "surface")),
    *(("focus", one) for one in ("ground", "surface")),
    ("nav_mark", "nav"),
)


def test_no_literal_is_said_on_a_screen() -> None:
    literal = [
        f"{shown(file)}:{call.lineno} {text!r}"
        for file in python_files("ui")
        for call in ast.walk(tree_of(file))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in SAYS
        for argument in call.args
        for text in _literals(argument)
        if re.search(r"[^\W\d_]", text)
    ]

    assert literal == []


def test_pages_name_no_colour_and_no_size_of_letters() -> None:
    colours = [
        f"{shown(file)}:{node.lineno} {node.value}"
        for file in python_files("ui")
        if not shown(file).startswith("ui/style/")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"#[0-9A-Fa-f]{3,8}", node.value)
    ]

    assert colours == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_every_text_can_be_read_on_what_it_stands_on(tokens: Tokens) -> None:
    least = 7.0 if tokens.name == "contrast" else 4.5
    faint = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, ground in STANDS_ON
        if (ratio := _contrast(getattr(tokens, ink), getattr(tokens, ground))) < least
    }

    assert faint == {}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_outlines_of_what_can_be_used_are_seen(tokens: Tokens) -> None:
    faint = {
        f"{line} on {ground}": round(ratio, 2)
        for line, ground in OUTLINES
        if (ratio := _contrast(getattr(tokens, line), getattr(tokens, ground))) < 3.0
    }

    assert faint == {}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_sheet_leaves_no_place_unfilled(tokens: Tokens, zoom: int) -> None:
    sheet = style_sheet(tokens, zoom)

    assert "@" not in sheet
    assert "%" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert f"font-size: {15 * zoom // 100}px" in sheet


def test_every_token_is_a_colour() -> None:
    for tokens in THEMES.values():
        colours = [value for name, value in asdict(tokens).items() if name != "name"]

        assert [one for one in colours if not re.fullmatch(r"#[0-9A-F]{6}", one)] == []


def test_no_key_has_two_meanings() -> None:
    keys = Counter(
        sequence.toString() for shortcut in Shortcut for sequence in shortcut.sequences()
    )

    assert [key for key, times in keys.items() if times > 1 or not key] == []


def test_a_hint_names_the_key_as_the_keyboard_does() -> None:
    assert Shortcut.NEXT.hint == "Ctrl+Enter"
    assert Shortcut.CALL_NEXT.hint == "F9"


def _literals(node: ast.expr) -> Iterator[str]:
    """Texts that reach the screen as they stand; those given to a call are not ours to judge."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _literals(node.left)
        yield from _literals(node.right)
    elif isinstance(node, ast.JoinedStr | ast.BoolOp):
        for value in node.values:
            yield from _literals(value)


def _contrast(one: str, other: str) -> float:
    """Ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
