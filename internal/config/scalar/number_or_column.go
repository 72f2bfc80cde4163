package scalar

// NumberOrColumn is the value of a key that accepts an exact number or the name of a column.
type NumberOrColumn struct {
	Text   string // as written
	Number Number // its Rat is nil when the text is not a number
}

// IsNumber reports whether the text is a number.
func (v NumberOrColumn) IsNumber() bool { return v.Number.Rat != nil }

// String returns the text as written.
func (v NumberOrColumn) String() string { return v.Text }

// ReadNumberOrColumn reads a number or, from any other text, the name of a column.
func ReadNumberOrColumn(text string) NumberOrColumn {
	n, _ := ParseNumber(text) // its Rat is nil with an error
	return NumberOrColumn{text, n}
}
