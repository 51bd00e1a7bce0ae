"""Words for states: whose nationals people are said to be, and which state holds them."""
