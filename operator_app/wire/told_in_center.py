"""Of which messages every window of a center is told, whoever had a hand in them."""

from __future__ import annotations

from typing import Final

from operator_app.wire.catalogue import CATALOGUE
from operator_app.wire.manifests import MANIFEST
from operator_app.wire.supervision import DAY, QUESTIONNAIRE, REVIEW

OF_CENTER: Final = (MANIFEST, CATALOGUE, DAY, REVIEW, QUESTIONNAIRE)
"""How their types begin."""
