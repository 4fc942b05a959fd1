"""The tray of a training center: a paper is there whole, or nobody says that it was printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from operator_app.gateways.paper_tray import (
    PaperNotSaved,
    PaperTray,
    PrinterSilent,
    save_paper,
)

PDF = b"%PDF-1.4 made up"


def test_each_order_is_a_file_of_its_own_marked_with_its_copies(tmp_path: Path) -> None:
    tray = PaperTray(tmp_path / "tray")
    tray(PDF, 1)
    tray(PDF, 2)

    assert sorted(file.name for file in (tmp_path / "tray").iterdir()) == [
        "0001-x1.pdf",
        "0002-x2.pdf",
    ]
    assert (tmp_path / "tray" / "0002-x2.pdf").read_bytes() == PDF


def test_a_tray_that_cannot_be_reached_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tray").write_text("in the way", encoding="utf-8")

    with pytest.raises(PrinterSilent):
        PaperTray(tmp_path / "tray")(PDF, 1)


def test_save_as_leaves_the_whole_file_and_nothing_beside_it(tmp_path: Path) -> None:
    save_paper(tmp_path / "қолхат.pdf", PDF)

    assert [file.name for file in tmp_path.iterdir()] == ["қолхат.pdf"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PaperNotSaved) as caught:
        save_paper(tmp_path / "nowhere" / "a.pdf", PDF)

    assert caught.value.details == {"file": "a.pdf"}
