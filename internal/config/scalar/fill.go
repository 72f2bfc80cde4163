package scalar

// Fill sets a value that is still the zero value.
func Fill[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}

// FillEach calls fill for every entry of a map.
func FillEach[T any](m map[string]T, fill func(*T)) {
	for name, v := range m {
		fill(&v)
		m[name] = v
	}
}
