"""What the page of giving out may do, as its presenter is given it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.issuing import AtOtherCenter, CheckedPower, ReceiptUnknown
from operator_app.domain.operators import Session
from operator_app.domain.unclaimed import Keeping
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.ports import PaperRecord
from operator_app.queries.ready_results import ReadyResults
from operator_app.sync.bring_case import BringCase
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult
from operator_app.usecases.look_at_receipt import LookAtReceipt
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from operator_app.usecases.sign_slip import SignSlip


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueActions:
    """``check`` and ``bring`` go to the hub; the others to the store; ``print_pdf`` to the
    printer."""

    look: Callable[[LookAtReceipt], Application]
    bring: Callable[[BringCase], Application]
    check: Callable[[CheckPower], CheckedPower]
    give: Callable[[IssueResult], Application]
    sign: Callable[[SignSlip], Application]
    send_back: Callable[[ReturnUnclaimed], Application]
    waiting: ReadyResults
    keeping: Callable[[], Keeping]
    papers: Callable[[ApplicationId], tuple[PaperRecord, ...]]
    read_paper: Callable[[str], bytes]
    print_pdf: Callable[[bytes, int], None]
    mark_printed: Callable[[MarkPrinted], object]
    session: Callable[[], Session | None]
    online: Callable[[], bool]
    now: Callable[[], datetime]
    services: Mapping[str, Bilingual]


class Elsewhere:
    """Why a case is not in this store, while the hub is asked for it."""

    def __init__(self) -> None:
        self._why: OperatorAppError | None = None

    def asks(self, why: OperatorAppError, *, online: bool) -> bool:
        """Whether the hub is worth asking: it has every case of the center, once."""
        again = self._why is not None
        here = isinstance(why, ReceiptUnknown) and not isinstance(why, AtOtherCenter)
        self._why = why if here and online and not again else None
        return self._why is not None

    def found(self) -> None:
        self._why = None

    def said(self, error: OperatorAppError) -> OperatorAppError:
        """A line that broke meanwhile leaves what was known before: whose case it is."""
        why, self._why = self._why, None
        return why if why is not None and isinstance(error, Unavailable) else error
