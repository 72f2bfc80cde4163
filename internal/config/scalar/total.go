package scalar

import (
	"fmt"
	"math/big"
	"regexp"
)

// Total is a control total: a number, or a SELECT that returns one. The engine checks the SELECT.
type Total struct {
	Number *big.Rat // nil for a SELECT
	SQL    string
}

// selectStart matches the beginning of a SELECT, after comments and brackets.
var selectStart = regexp.MustCompile(`(?is)^(?:\s|\(|--[^\n]*(?:\n|$)|/\*.*?\*/)*(?:select|with|from|values)\b`)

// ParseTotal reads a number, or takes a SELECT as it is.
func ParseTotal(s string) (Total, error) {
	if selectStart.MatchString(s) {
		return Total{SQL: s}, nil
	}
	n, err := ParseNumber(s)
	if err != nil {
		_, hint := SplitHint(err)
		return Total{}, fmt.Errorf("%q is neither a number nor a SELECT (%s)", s, hint)
	}
	return Total{Number: n.Rat}, nil
}
