"""The read side: one set of queries behind the page, the API, feeds and exports."""
