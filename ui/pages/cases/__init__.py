"""Every case that was ever opened here: found by anything, told as a story, printed again."""
