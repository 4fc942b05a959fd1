"""The frame around the pages: who sits here, where one can go, what is on its way."""
