"""What the measurements are played on: full stores, made scans, children."""
