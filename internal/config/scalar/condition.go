package scalar

import (
	"fmt"
	"math/big"
	"regexp"
)

var conditionForm = regexp.MustCompile(`^\s*(>=|<=|<>|!=|==?|>|<)\s*(\S.*?)\s*$`)

// parseCondition reads a condition such as "> 0", "<= -5%" or "= 0".
func parseCondition(s string) (sign string, bound *big.Rat, err error) {
	m := conditionForm.FindStringSubmatch(s)
	if m == nil {
		return "", nil, fmt.Errorf(`%q is not a condition (write "> 0", "<= 5%%" or "= 0")`, s)
	}
	n, err := ParseNumber(m[2])
	if err != nil {
		return "", nil, fmt.Errorf(`%q does not compare with a number (write "%s 0")`, s, m[1])
	}
	return m[1], n.Rat, nil
}

func checkCondition(s string) error {
	_, _, err := parseCondition(s)
	return err
}

// Satisfies reports whether a number meets a condition, which the loader has already checked.
func Satisfies(condition string, r *big.Rat) bool {
	sign, bound, err := parseCondition(condition)
	if err != nil {
		return false
	}
	switch order := r.Cmp(bound); sign {
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case "<>", "!=":
		return order != 0
	default:
		return order == 0
	}
}
