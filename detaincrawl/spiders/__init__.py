"""Spiders: they choose addresses and yield Pages."""
