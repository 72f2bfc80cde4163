package diagnose

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/metric"
)

// DescribeUnknownKeys returns a sentence about values that match no member, such as: 2 of 12 values of "matricule" in "quotas"
// match no rep: "412" (line 3; "0412"? …).
func DescribeUnknownKeys(d *loaded.Data, dataset, column, nobody string, list []metric.Unmatched, values int64, known keyMatcher) string {
	var b strings.Builder
	named := slices.DeleteFunc(slices.Clone(list), func(u metric.Unmatched) bool { return u.Value == "" })
	if len(named) > 0 {
		fmt.Fprintf(&b, "%d of %d values of %q in %q %s: ", len(named), values, column, dataset, nobody)
	}
	for i, u := range list[:min(len(list), 8)] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(describeUnknownKey(d, dataset, column, u, len(named) > 0, known))
	}
	if len(list) > 8 {
		fmt.Fprintf(&b, " and %d more", len(list)-8)
	}
	return b.String()
}

// DescribeUnassigned returns words for the amount of a metric in rows that match no member; "" if the amount is unknown.
func DescribeUnassigned(plan *plans.Plan, list []metric.Unmatched, what string) string {
	sum, money := new(big.Rat), false
	for _, u := range list {
		if u.Amount.OK() {
			sum.Add(sum, u.Amount.Rat)
			money = true
		}
	}
	if !money {
		return ""
	}
	return fmt.Sprintf(": %s %s would be under %q", plan.MoneyText(sum), what, plan.Scope.Locale.Word("unassigned"))
}

// describeUnknownKey describes one value that matches no member, and its place. among reports whether values that are not empty
// are named too; without them, empty cells get a full sentence.
func describeUnknownKey(d *loaded.Data, dataset, column string, u metric.Unmatched, among bool, known keyMatcher) string {
	rows := fmt.Sprintf("%d rows", u.Rows)
	if u.Rows == 1 {
		rows = "1 row"
	}
	if u.Value == "" && !among {
		return fmt.Sprintf("%s of %q %s no %q", rows, dataset, map[bool]string{true: "has", false: "have"}[u.Rows == 1], column)
	}
	where := rows
	if offset, ok := d.LineOffset(dataset); ok {
		where = fmt.Sprintf("lines %d–%d", u.First+offset, u.Last+offset)
		if u.First == u.Last {
			where = fmt.Sprintf("line %d", u.First+offset)
		}
	}
	if u.Value == "" {
		return rows + " without a value"
	}
	if hint := known.hint(u.Value); hint != "" {
		where += "; " + hint
	}
	return fmt.Sprintf("%q (%s)", u.Value, where)
}

// keyMatcher finds the member that a wrong key probably means, and the YAML that makes the key match. It recognizes a
// leading zero that a spreadsheet removed, a name instead of a key, and another order of a name's words.
type keyMatcher struct {
	byDigits, byWords map[string]metric.Member
	members           []metric.Member
	dim, dataset      string // dataset is "" for keys in the YAML itself
}

// NewKeyMatcher returns a keyMatcher over the members of a dimension, for the keys in a dataset.
func NewKeyMatcher(members []metric.Member, dim, dataset string) keyMatcher {
	known := keyMatcher{map[string]metric.Member{}, map[string]metric.Member{}, members, dim, dataset}
	for _, m := range slices.Backward(members) { // of two members with the same key, the first counts
		known.byDigits[strings.TrimLeft(m.Key, "0")] = m
		known.byWords[sortedWords(m.Label)] = m
	}
	for _, m := range slices.Backward(members) {
		known.byWords[sortedWords(m.Key)] = m
	}
	delete(known.byDigits, "")
	delete(known.byWords, "")
	return known
}

// hint returns a hint in words: the member that a key probably means, and the YAML to write. It returns "" if no member
// is similar.
func (known keyMatcher) hint(value string) string {
	if m, ok := known.byDigits[strings.TrimLeft(value, "0")]; ok && m.Key != value {
		return fmt.Sprintf("%q? a leading zero was lost%s", m.Key, known.digitsHint(m.Key, value))
	}
	m, ok := known.byWords[sortedWords(value)]
	switch {
	case !ok || m.Key == value:
		return ""
	case m.Label == m.Key || m.Label == "":
		return fmt.Sprintf("did you mean %q?%s", m.Key, known.matchHint(value))
	}
	return fmt.Sprintf("did you mean %q, %s?%s", m.Key, m.Label, known.matchHint(value))
}

// digitsHint suggests the setting key_digits with the length of the longer key; "" if a key contains anything but
// digits.
func (known keyMatcher) digitsHint(key, value string) string {
	if strings.Trim(key+value, "0123456789") != "" {
		return ""
	}
	at := "datasets." + known.dataset
	if known.dataset == "" {
		at = "dimensions." + known.dim
	}
	return fmt.Sprintf(": %s: {key_digits: %d}", at, max(len(key), len(value)))
}

// matchHint suggests the strictest setting of match: with which the value matches exactly one member; "" if there is
// none.
func (known keyMatcher) matchHint(value string) string {
	for _, match := range [][]string{{"case"}, {"accents"}, {"case", "accents"}, {"order"}, {"case", "order"}, {"accents", "order"}, {"case", "accents", "order"}} {
		if len(plans.MeantMembers([]string{value}, known.members, match)) > 0 {
			return fmt.Sprintf(" dimensions.%s: {match: [%s]}", known.dim, strings.Join(match, ", "))
		}
	}
	return ""
}
