package waiters

// Describe reads a state and its reason from an output.
func Describe(out any) (state, reason string) { return "", "" }
