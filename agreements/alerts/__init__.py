"""Who asked to hear of what, and telling them. Alerts follow from the ledger: whatever writes a revision is told of."""
