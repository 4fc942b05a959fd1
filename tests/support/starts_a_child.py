"""A program that starts the slow one as the window starts its children, and then is killed."""

from __future__ import annotations

import threading

from operator_app.gateways.children import Child

if __name__ == "__main__":
    with Child("tests.support.slow_to_load", [], {}):
        threading.Event().wait()
