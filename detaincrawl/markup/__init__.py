"""Bytes of a page → a tree of elements, within bounds; words of it as plain text. Pure."""
