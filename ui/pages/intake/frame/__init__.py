"""The frame around the steps: case bar, stepper, case card, ending."""
