"""How properties are tried: with the same inputs each time in ``make test``, with new ones in ``make fuzz``.

A slow input is no failure, the machine may be loaded.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("FUZZ", "1"))

settings.register_profile(
    "tests",
    max_examples=100 * TIMES,
    derandomize=TIMES == 1,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")


def fuzzed(inputs: int) -> settings:
    """Decorates a test of one property: as many inputs as it says, or FUZZ times that."""
    return settings(max_examples=inputs * TIMES)
