"""Floor 4: what a clerk does, one verb a module; no Qt, no SQL, no click."""
