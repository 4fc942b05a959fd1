"""The page of the courier: bags of the day, what goes into them, what the provider counted."""
