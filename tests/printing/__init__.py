"""The papers: set, drawn, read back by machine."""
