"""PostgreSQL: the tables, the connection, and saving what the steps give."""
