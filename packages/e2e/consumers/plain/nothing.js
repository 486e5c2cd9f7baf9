// Is imported for comparison.
