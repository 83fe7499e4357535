"""Snapshot → candidates: what an item of news says about the tracked agreements.

Rules are data (`lexicon/*.toml`) and pure functions. Only `store` touches the database, only `text` starts a process.
`docs/reading.md` says how it works and how to teach it.
"""
