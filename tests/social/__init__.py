"""Social platforms: what they answer, and crawls of fakes that answer so."""
