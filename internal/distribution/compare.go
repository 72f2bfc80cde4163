package distribution

import (
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/mailaddr"
)

// From these sizes on, a change from one turn to the next must be reviewed.
const (
	fewRows          = 30 // a change is ignored if both turns have at most so many rows
	rowFactor        = 3
	fewMembers       = 3
	membersPerChange = 5 // a fifth of the members
)

// Difference is one difference between a distribution and the one before.
type Difference struct {
	word string
	args []any
}

// Text describes the difference in a language.
func (d Difference) Text(l *locale.Locale) string {
	args := slices.Clone(d.args)
	for i, a := range args {
		if a == fullEdition {
			args[i] = l.Word("unlike.whole")
		}
	}
	return l.Word("unlike."+d.word, args...)
}

// fullEdition is the label of the full edition.
const fullEdition = ""

// Differences lists the differences from the distribution before that somebody must review before anything is sent: a new
// mail domain, an address that now belongs to another member, a member with at least three times or at most a third of
// his rows, and many members who joined or left. It is empty if the two are similar.
func Differences(before, now *Distribution) []Difference {
	var list []Difference
	list = append(list, newDomains(before, now)...)
	list = append(list, movedAddresses(before, now)...)
	list = append(list, changedRows(before, now)...)
	return append(list, changedMembers(before, now)...)
}

// servedLines returns the lines of the members who get an edition.
func (d *Distribution) servedLines() []Line {
	return slices.DeleteFunc(slices.Clone(d.Lines), func(l Line) bool { return l.Skipped != "" })
}

// allServedLines returns the lines of the members who get an edition, and that of the full edition.
func (d *Distribution) allServedLines() []Line {
	if d.Whole == nil {
		return d.servedLines()
	}
	return append(d.servedLines(), *d.Whole)
}

func newDomains(before, now *Distribution) (list []Difference) {
	known := map[string]bool{}
	for _, l := range append(before.allServedLines(), before.Lines...) {
		for _, a := range l.To {
			known[mailaddr.Domain(mailaddr.Bare(a))] = true
		}
	}
	is := now.allServedLines()
	if before.Whole == nil || len(before.Whole.To) == 0 { // an earlier version stored no line of the full edition
		is = now.servedLines()
	}
	for _, l := range is {
		for _, a := range l.To {
			if d := mailaddr.Domain(mailaddr.Bare(a)); !known[d] {
				known[d] = true
				list = append(list, Difference{"domain", []any{d, mailaddr.Bare(a), l.Label}})
			}
		}
	}
	return list
}

func movedAddresses(before, now *Distribution) (list []Difference) {
	served := map[string][]string{}
	for _, l := range before.servedLines() {
		for _, a := range l.To {
			served[strings.ToLower(mailaddr.Bare(a))] = append(served[strings.ToLower(mailaddr.Bare(a))], l.Member)
		}
	}
	for _, l := range now.servedLines() {
		for _, a := range l.To {
			if had := served[strings.ToLower(mailaddr.Bare(a))]; len(had) > 0 && !slices.Contains(had, l.Member) {
				list = append(list, Difference{"address", []any{mailaddr.Bare(a), strings.Join(had, ", "), l.Member, l.Label}})
			}
		}
	}
	return list
}

func changedRows(before, now *Distribution) (list []Difference) {
	rows := map[string]int64{}
	for _, l := range before.servedLines() {
		rows[l.Member] = l.Rows
	}
	for _, l := range now.servedLines() {
		had, known := rows[l.Member]
		more, less := l.Rows >= rowFactor*had, had >= rowFactor*l.Rows
		if known && max(had, l.Rows) > fewRows && (more || less) {
			list = append(list, Difference{"rows", []any{l.Member, l.Label, l.Rows, had}})
		}
	}
	return list
}

func changedMembers(before, now *Distribution) []Difference {
	had, has := memberNames(before.servedLines()), memberNames(now.servedLines())
	var changed []string
	for _, name := range has {
		if !slices.Contains(had, name) {
			changed = append(changed, "+"+name)
		}
	}
	for _, name := range had {
		if !slices.Contains(has, name) {
			changed = append(changed, "−"+name)
		}
	}
	if len(changed) < fewMembers || len(changed)*membersPerChange < len(had) {
		return nil
	}
	shown := changed[:min(len(changed), 10)]
	return []Difference{{"members", []any{len(changed), len(had), strings.Join(shown, ", ")}}}
}

func memberNames(lines []Line) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = l.Member
	}
	return list
}
