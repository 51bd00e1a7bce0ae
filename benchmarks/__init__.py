"""Measures of quality and speed; each prints its figures beside a baseline taken in the same run."""
