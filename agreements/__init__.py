"""Entente's app: a record of events, and of what they mean for agreements between parties."""
