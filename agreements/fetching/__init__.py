"""Source → FetchRun + Snapshot: look at an address, politely and safely, and keep what was seen.

`capture.look` is one look at one source; `due` says whose turn it is. `docs/sources.md` says how to add a source.
"""
