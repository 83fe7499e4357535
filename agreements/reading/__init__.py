"""Snapshot → candidates: what an item of news says about the tracked agreements.

Rules are data (`lexicon/*.toml`) and pure functions, from `propose` on. The database is touched by `store` and by what
it hands a draft to (`keeping`, `pages`, `copying`, `second_look`, `neighbours`, `turns`); only `text` starts a process.
`docs/reading.md` says how it works and how to teach it.
"""
