"""Alembic migrations of the tables, and the views on them."""
