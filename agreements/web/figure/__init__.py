"""The drawn timeline of a relation: pure geometry from days to shapes, printed by `templates/figure/`."""

from agreements.web.figure.drawing import Figure, figure

__all__ = ["Figure", "figure"]
