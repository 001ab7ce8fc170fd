"""From a bare checkout to a running, tested program; the standard library only."""
