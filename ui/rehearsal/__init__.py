"""A hand that works the real window by events, as an operator does; for rehearsals and tests."""
