"""From claims and judgements to persons, cases and events: pure functions, one rule each; docs/deriving.md lists them."""
