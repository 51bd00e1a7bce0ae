"""How many inputs a property is tried with: as many as it says, or FUZZ times that in the nightly ``make fuzz``."""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("FUZZ", "1"))


def fuzzed(inputs: int) -> settings:
    """Decorates a test of one property: the same inputs each time in ``make test``, new ones in ``make fuzz``.

    A slow input is no failure, the machine may be loaded.
    """
    return settings(
        max_examples=inputs * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
