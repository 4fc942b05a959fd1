"""What every page stands on: lanes, broadcast, speech, shortcuts, watchdog, crash dialog."""
