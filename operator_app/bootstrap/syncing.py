"""Runs the engine of sync beside whatever the window does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

from operator_app.bootstrap.profiles import Profile
from operator_app.bootstrap.workplaces import Workplace
from operator_app.sync.ask_powers_again import AskPowersAgain
from operator_app.sync.editions import FollowCatalogue
from operator_app.sync.engine import Engine
from operator_app.sync.followers import FollowAll
from operator_app.sync.pull import Pull
from operator_app.sync.supervision import FollowSupervision


@contextmanager
def syncing(profile: Profile, workplace: Workplace) -> Iterator[Engine]:
    """What is saved goes to the hub by itself inside the block, and nothing is written after it."""
    from db.queries.unasked_powers import SqlUnaskedPowers

    hub, push = workplace.outside.hub, workplace.push
    followers = FollowAll(FollowCatalogue(profile.units, workplace.catalogue), FollowSupervision())
    pull = Pull(push.gate, hub, profile.blobs, followers=followers, results=workplace.results)
    unasked = SqlUnaskedPowers(profile.store.reader)
    powers = AskPowersAgain(push.gate, unasked, hub, workplace.now)
    engine = Engine(push, pull, hub, random.SystemRandom().random, besides=(powers,))
    hub.listen_to_time(engine.skew.hear)
    profile.store.bell.listen(engine.ring)
    engine.start()
    try:
        yield engine
    finally:
        profile.store.bell.listen(None)
        engine.close()
