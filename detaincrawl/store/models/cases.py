"""Tables of what is derived from claims and judgements: persons, cases, events."""
