// Package scalar defines the types of single values in the YAML: numbers, ages, secrets, days, and texts with a rule,
// such as a colour, a time zone or an encoding. The error for an invalid value ends with an example of a valid one in
// parentheses. The rules are named in rules.go; the 'is' tag of a key lists those that apply to it.
package scalar

import "math/big"

// StringList is a list of texts that may be written as a single text.
type StringList []string

// Number is an exact number as it is written, such as 1000, 0.5 or "28%". Rat is nil if nothing is written.
type Number struct {
	Rat     *big.Rat
	Percent bool // whether it was written with a % sign; Rat is already divided by 100
}

// String returns the number as people write it; "" if there is none.
func (n Number) String() string {
	if n.Rat == nil {
		return ""
	}
	r, sign := n.Rat, ""
	if n.Percent {
		r, sign = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	}
	digits, _ := r.FloatPrec()
	return r.FloatString(digits) + sign
}

// MarshalText returns the same as String.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }
