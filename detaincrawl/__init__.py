"""News-monitoring crawler for detentions of foreign nationals: articles become cases with evidence."""
