"""What happened to whom, and when: the words that report it, whom it befell, its date."""
