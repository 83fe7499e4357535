"""What answers look like, for the schema. Answers are stored text; tests hold the two together."""
