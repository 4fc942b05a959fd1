"""The named colours of the look, in three faces; nothing else in the program names a colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """A role and its colour. Text roles keep 4.5:1 on what they stand on, 7:1 in CONTRAST.

    ``line`` separates and carries no meaning; ``edge`` outlines what can be used (3:1).
    """

    name: str
    ground: str
    surface: str
    line: str
    edge: str
    ink: str
    ink2: str
    accent: str
    accent_on: str
    accent_soft: str
    accent_hover: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    muted: str
    muted_text: str
    focus: str
    nav: str
    nav_text: str
    nav_on: str
    nav_on_text: str
    nav_mark: str


LIGHT = Tokens(
    name="light",
    ground="#F4F6F8",
    surface="#FFFFFF",
    line="#DCE3E8",
    edge="#7A8B97",
    ink="#16212B",
    ink2="#526371",
    accent="#00737F",
    accent_on="#FFFFFF",
    accent_soft="#E0F2F3",
    accent_hover="#00616B",
    ok="#1A7745",
    ok_soft="#E3F4EA",
    warn="#8F5400",
    warn_soft="#FFF1D9",
    bad="#B3261E",
    bad_soft="#FCE8E6",
    muted="#EDF1F4",
    muted_text="#526371",
    focus="#005FCC",
    nav="#10242F",
    nav_text="#D7E4EA",
    nav_on="#17424F",
    nav_on_text="#FFFFFF",
    nav_mark="#3FC1CC",
)

DARK = Tokens(
    name="dark",
    ground="#0F171D",
    surface="#18232B",
    line="#2A3944",
    edge="#6F8391",
    ink="#E8EEF2",
    ink2="#A6B6C2",
    accent="#4CC2CE",
    accent_on="#05262A",
    accent_soft="#12383E",
    accent_hover="#6FD3DD",
    ok="#74D69F",
    ok_soft="#123222",
    warn="#F1B75F",
    warn_soft="#3A2B10",
    bad="#FF9D94",
    bad_soft="#44201E",
    muted="#24323B",
    muted_text="#B3C2CC",
    focus="#8CBBFF",
    nav="#0A1116",
    nav_text="#C9D8E0",
    nav_on="#163842",
    nav_on_text="#FFFFFF",
    nav_mark="#4CC2CE",
)

CONTRAST = Tokens(
    name="contrast",
    ground="#000000",
    surface="#000000",
    line="#9A9A9A",
    edge="#FFFFFF",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    accent="#3CE6F5",
    accent_on="#000000",
    accent_soft="#00262B",
    accent_hover="#9CF3FA",
    ok="#6CFFAB",
    ok_soft="#002412",
    warn="#FFD75A",
    warn_soft="#2B2000",
    bad="#FFA8A1",
    bad_soft="#300705",
    muted="#1C1C1C",
    muted_text="#FFFFFF",
    focus="#FFFF3D",
    nav="#000000",
    nav_text="#FFFFFF",
    nav_on="#00343B",
    nav_on_text="#FFFFFF",
    nav_mark="#3CE6F5",
)

THEMES = {one.name: one for one in (LIGHT, DARK, CONTRAST)}
