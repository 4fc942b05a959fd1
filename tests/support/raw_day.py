"""The same sums of a day by SQL alone, over the journal: the rival of figures and benchmarks.

Nothing of the program's own adding up is used here. Seconds are whole.
"""

from __future__ import annotations

from typing import Any, Final

STANDING: Final = """
moves AS (
  SELECT e.seq, e.entity, substr(e.action, 8) AS kind, unixepoch(e.at) AS at,
         json_extract(e.details, '$.window') AS window, t.category AS service,
         t.state AS state, unixepoch(t.arrived_at) AS arrived
  FROM audit AS e JOIN tickets AS t ON t.id = e.entity
  WHERE e.at >= :since AND e.at < :until AND e.action GLOB 'ticket.*'
    AND t.center = :center AND t.day = :day
),
named AS (
  SELECT *, lead(kind) OVER (PARTITION BY entity ORDER BY seq) AS next_kind FROM moves
),
standing AS (
  SELECT * FROM named
  WHERE kind NOT GLOB 'undo_*' AND (next_kind IS NULL OR next_kind != 'undo_' || kind)
),
begins AS (
  SELECT seq, entity, kind, at, window, service FROM standing
  WHERE kind NOT IN ('recall')
  UNION ALL
  SELECT 0, t.id, 'arrive', unixepoch(t.arrived_at), NULL, t.category FROM tickets AS t
  WHERE t.center = :center AND t.day = :day AND t.state != 'booked'
    AND NOT EXISTS (
      SELECT 1 FROM standing AS s WHERE s.entity = t.id AND s.kind = 'check_in')
),
followed AS (
  SELECT *, lead(kind) OVER w AS then_kind, lead(at) OVER w AS then_at,
         lead(window) OVER w AS then_window
  FROM begins WINDOW w AS (PARTITION BY entity ORDER BY seq)
),
spans AS (
  SELECT 'waiting' AS what, service, then_window AS window, at AS since, then_at AS until
  FROM followed
  WHERE kind IN ('arrive', 'check_in', 'restore', 'resume', 'transfer')
    AND (then_kind IS NULL OR then_kind = 'call')
  UNION ALL
  SELECT 'serving', service, window, at, then_at FROM followed WHERE kind = 'serve'
  UNION ALL
  SELECT 'held', service, window, at, then_at FROM followed WHERE kind = 'hold'
),
ended AS (
  SELECT *, max(0, until - since) AS took,
         min(23, max(0, (until - :begins) / 3600)) AS hour
  FROM spans WHERE until IS NOT NULL
)
"""
TIMES: Final = (
    f"WITH {STANDING} SELECT what, hour, service, window, count(*), sum(took), max(took),"  # noqa: S608  our words
    " sum(took > :norm), sum(until < since) FROM ended GROUP BY what, hour, service, window"
)
MOVES: Final = (
    f"WITH {STANDING} SELECT kind, min(23, max(0, (at - :begins) / 3600)) AS hour, service, window,"  # noqa: S608  our words
    " count(*) FROM begins WHERE kind IN ('arrive', 'check_in', 'call', 'close', 'no_show')"
    " GROUP BY 1, 2, 3, 4"
)
GOING_ON: Final = (
    f"WITH {STANDING} SELECT sum(what = 'waiting'), sum(what = 'held'),"  # noqa: S608  our words
    " max(CASE what WHEN 'waiting' THEN max(0, :now - since) END) FROM spans WHERE until IS NULL"
)
CASES: Final = """
WITH ends AS (
  SELECT e.action, unixepoch(e.at) AS at, a.service, a.window, a.id,
         row_number() OVER (PARTITION BY e.entity ORDER BY e.seq DESC) AS place
  FROM audit AS e JOIN applications AS a ON a.id = e.entity
  WHERE e.at >= :since AND e.at < :until AND a.center = :center
    AND e.action IN ('case.submit', 'case.correct', 'case.keep', 'case.reopen', 'case.refuse',
                     'case.data_unavailable', 'case.consent_refused', 'case.routed',
                     'case.abandoned', 'case.issue')
)
SELECT CASE WHEN action IN ('case.submit', 'case.correct', 'case.keep') THEN 'accepted'
            WHEN action = 'case.refuse' THEN 'refused'
            WHEN action = 'case.issue' THEN 'issued'
            WHEN action = 'case.reopen' THEN 'reopened' ELSE 'other_ends' END AS outcome,
       min(23, max(0, (at - :begins) / 3600)) AS hour, service, window, count(*)
FROM ends WHERE place = 1 GROUP BY 1, 2, 3, 4
"""
MISSING: Final = """
SELECT a.service, r.value, count(*)
FROM audit AS e JOIN applications AS a ON a.id = e.entity,
     json_each(a.body, '$.refusal.missing') AS r
WHERE e.at >= :since AND e.at < :until AND e.action = 'case.refuse' AND a.center = :center
GROUP BY 1, 2
"""
BREAKS: Final = """
WITH rests AS (
  SELECT e.entity, e.action, unixepoch(e.at) AS at,
         lead(unixepoch(e.at)) OVER (PARTITION BY e.entity ORDER BY e.seq) AS until
  FROM audit AS e WHERE e.at >= :since AND e.at < :until
    AND e.action IN ('shift.pause', 'shift.resume')
)
SELECT s.window, count(*), sum(r.until - r.at), max(r.until - r.at)
FROM rests AS r JOIN shifts AS s ON s.id = r.entity
WHERE r.action = 'shift.pause' AND r.until IS NOT NULL GROUP BY 1
"""
ALL: Final = (TIMES, MOVES, GOING_ON, CASES, MISSING, BREAKS)


def raw_sums(connection: Any, values: dict[str, object]) -> list[list[Any]]:
    """Every question of ``ALL``, in its order; ``connection`` is the database driver's own."""
    return [connection.execute(question, values).fetchall() for question in ALL]
