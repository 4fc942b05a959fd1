"""Two editions of one base, side by side, and what two people make of them."""
