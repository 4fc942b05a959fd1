"""People, their roles and passwords, and the windows of the center."""
