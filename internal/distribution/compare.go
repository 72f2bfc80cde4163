package distribution

import (
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/mailaddr"
)

// From these sizes on, a change from one turn to the next must be reviewed.
const (
	fewRows     = 30 // a change is ignored if both turns have at most so many rows
	timesRows   = 3
	fewMembers  = 3
	shareChange = 5 // a fifth of the members
)

// Difference is one difference between a distribution and the one before.
type Difference struct {
	word string
	args []any
}

// In describes the difference in a language.
func (d Difference) In(l *locale.Locale) string {
	args := slices.Clone(d.args)
	for i, a := range args {
		if a == whole {
			args[i] = l.Word("unlike.whole")
		}
	}
	return l.Word("unlike."+d.word, args...)
}

// whole is the label of the full edition.
const whole = ""

// Unlike lists the differences from the distribution before that somebody must review before anything is sent: a new
// mail domain, an address that now belongs to another member, a member with at least three times or at most a third of
// his rows, and many members who joined or left. It is empty if the two are similar.
func Unlike(before, now *Distribution) []Difference {
	var list []Difference
	list = append(list, newDomains(before, now)...)
	list = append(list, movedAddresses(before, now)...)
	list = append(list, otherRows(before, now)...)
	return append(list, otherMembers(before, now)...)
}

// sent returns the lines of the members who get an edition.
func (d *Distribution) sent() []Line {
	return slices.DeleteFunc(slices.Clone(d.Lines), func(l Line) bool { return l.Skipped != "" })
}

// addressed returns the lines of the members who get an edition, and that of the full edition.
func (d *Distribution) addressed() []Line {
	if d.Whole == nil {
		return d.sent()
	}
	return append(d.sent(), *d.Whole)
}

func newDomains(before, now *Distribution) (list []Difference) {
	known := map[string]bool{}
	for _, l := range append(before.addressed(), before.Lines...) {
		for _, a := range l.To {
			known[mailaddr.Domain(mailaddr.Bare(a))] = true
		}
	}
	is := now.addressed()
	if before.Whole == nil || len(before.Whole.To) == 0 { // an earlier version stored no line of the full edition
		is = now.sent()
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
	for _, l := range before.sent() {
		for _, a := range l.To {
			served[strings.ToLower(mailaddr.Bare(a))] = append(served[strings.ToLower(mailaddr.Bare(a))], l.Member)
		}
	}
	for _, l := range now.sent() {
		for _, a := range l.To {
			if had := served[strings.ToLower(mailaddr.Bare(a))]; len(had) > 0 && !slices.Contains(had, l.Member) {
				list = append(list, Difference{"address", []any{mailaddr.Bare(a), strings.Join(had, ", "), l.Member, l.Label}})
			}
		}
	}
	return list
}

func otherRows(before, now *Distribution) (list []Difference) {
	rows := map[string]int64{}
	for _, l := range before.sent() {
		rows[l.Member] = l.Rows
	}
	for _, l := range now.sent() {
		had, known := rows[l.Member]
		more, less := l.Rows >= timesRows*had, had >= timesRows*l.Rows
		if known && max(had, l.Rows) > fewRows && (more || less) {
			list = append(list, Difference{"rows", []any{l.Member, l.Label, l.Rows, had}})
		}
	}
	return list
}

func otherMembers(before, now *Distribution) []Difference {
	had, has := names(before.sent()), names(now.sent())
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
	if len(changed) < fewMembers || len(changed)*shareChange < len(had) {
		return nil
	}
	shown := changed[:min(len(changed), 10)]
	return []Difference{{"members", []any{len(changed), len(had), strings.Join(shown, ", ")}}}
}

func names(lines []Line) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = l.Member
	}
	return list
}
