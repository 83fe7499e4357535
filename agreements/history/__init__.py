"""The only writers of the record: record, and what follows from what was recorded (fold, contradictions, ledger)."""
