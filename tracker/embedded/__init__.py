"""PostgreSQL and Valkey from wheels, for a machine that has neither: started on demand, shared, never left behind.

`environment.servers` is the door. See docs/operations.md for the files it keeps under DATA_DIR.
"""
