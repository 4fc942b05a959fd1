"""Corrections of a case after dispatch: asked for at the counter, decided by a supervisor."""
