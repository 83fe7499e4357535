"""Measurements: each module measures one thing, prints a table and leaves JSON under var/bench/."""
