"""The supervisor's page: the day in figures, what is out of order, the second pair of eyes."""
