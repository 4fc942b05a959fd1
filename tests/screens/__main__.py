"""Draws every scene in every language and look: ``python -m tests.screens [PAGE]``."""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.screens.registry import LANGUAGES, all_scenes, dress, framed, take_away
from ui.runtime.speech import Speech
from ui.style.tokens import THEMES

OUT = Path("out") / "screens"
SIZE = (1440, 900)


def main(arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    scenes = all_scenes(*arguments[:1])
    drawn = 0
    for theme, tokens in THEMES.items():
        dress(application, tokens)
        for language in LANGUAGES:
            folder = OUT / theme / language
            folder.mkdir(parents=True, exist_ok=True)
            for name, scene in sorted(scenes.items()):
                speech = Speech(language)
                window = framed(name, scene(speech), speech)
                window.resize(*SIZE)
                window.show()
                application.processEvents()
                window.grab().save(str(folder / f"{name}.png"))
                take_away(window)
                drawn += 1
    (OUT / "index.html").write_text(_index(sorted(scenes)), encoding="utf-8")
    print(f"{drawn} pictures of {len(scenes)} scenes: {OUT / 'index.html'}")
    return 0 if scenes else 2


def _index(names: list[str]) -> str:
    rows = "\n".join(
        f"<h2>{html.escape(name)}</h2><p>"
        + "".join(
            f'<a href="{theme}/{language}/{name}.png"><img src="{theme}/{language}/{name}.png"'
            f' alt="{theme} {language}" width="460" loading="lazy"></a>'
            for theme in THEMES
            for language in LANGUAGES
        )
        + "</p>"
        for name in names
    )
    style = "body{font:15px sans-serif;margin:24px;background:#888}img{margin:4px}"
    return f"<!doctype html><meta charset=utf-8><title>Терезе</title><style>{style}</style>{rows}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
