"""Candidates to events: accept, reject, merge, undo. One transaction each, through the one writer."""
