"""Claims and judgements become persons, cases and events: pure functions, a rule each (docs/deriving.md)."""
