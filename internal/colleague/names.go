// Package colleague chooses the names that replace those of members in the edition of a reader who may not read their
// real names.
package colleague

import (
	"fmt"
	"strings"
	"unicode"

	"bilan/report/metric"
)

// Names determines how colleagues are named in a section that has a line for each of them.
type Names struct {
	Display    string // shown, initials or hidden; "" if no member has a line
	HiddenWord string // the word that replaces a hidden name; the line's number follows
}

// minOthers is the smallest number of other members in a total that a member may see. With fewer, he could derive one
// colleague's figure from it.
const minOthers = 3

// Anonymize returns the answer for all members, with the names of all but own as own may see them. It returns false if fewer
// than three others have rows, because the total would reveal their figures.
func (n Names) Anonymize(whole metric.Answer, own string) (metric.Answer, bool) {
	others := 0
	list := make([]metric.Slice, len(whole.Slices))
	for i, s := range whole.Slices {
		if list[i] = s; s.Key == own && !s.Unassigned {
			continue
		}
		if s.Rows > 0 {
			others++
		}
		if !s.Unassigned {
			list[i].Label = n.displayName(s.Label, i)
			list[i].Key = fmt.Sprintf("#%d", i+1)
		}
	}
	whole.Slices = list
	return whole, others >= minOthers
}

// displayName returns the name under which a colleague is shown.
func (n Names) displayName(label string, at int) string {
	switch n.Display {
	case "shown":
		return label
	case "initials":
		return initials(label)
	}
	return fmt.Sprintf("%s %d", n.HiddenWord, at+1)
}

// initials returns the initials of a name, such as É. B.
func initials(name string) string {
	var list []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		if r := []rune(word); unicode.IsLetter(r[0]) || unicode.IsDigit(r[0]) {
			list = append(list, string(unicode.ToUpper(r[0]))+".")
		}
	}
	return strings.Join(list, " ")
}
