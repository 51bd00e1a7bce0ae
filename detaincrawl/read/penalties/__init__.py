"""What people are charged with, sentenced to and fined: offences, terms, sums."""
