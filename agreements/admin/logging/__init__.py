"""Logging: a visit, a press statement or an agreement step, one form each; the same forms revise what was logged."""
