"""What can be written: a body becomes a batch for the one writer, all of it or nothing."""
