"""A bundled sample web, fictional but for the Spector case, and the command that crawls it with the real spider."""
