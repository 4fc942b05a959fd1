"""How everything looks: named tokens, one style sheet made of them, one font, one icon set."""
