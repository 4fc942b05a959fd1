"""Regulation as this center has it: lists confirmed by two people, editions, packages."""
