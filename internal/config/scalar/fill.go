package scalar

// Fill writes a value where none is.
func Fill[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}

// FillEach changes every entry of a block of names.
func FillEach[T any](m map[string]T, fill func(*T)) {
	for name, v := range m {
		fill(&v)
		m[name] = v
	}
}
