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

// ParseNumberOrColumn reads a number or the name of a column. Its error is always nil.
func ParseNumberOrColumn(text string) (NumberOrColumn, error) {
	n, err := ParseNumber(text)
	if err != nil {
		return NumberOrColumn{Text: text}, nil
	}
	return NumberOrColumn{text, n}, nil
}
