"""What CV screening is: values, rules and arithmetic, on the standard library alone."""
