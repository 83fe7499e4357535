"""Wiring of the project: settings, addresses, task queue, embedded servers. It knows no rule of the domain."""
