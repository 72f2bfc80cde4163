package distribution

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/mailaddr"
)

// How much may change from one time to the next before somebody has to look.
const (
	fewRows     = 30 // of as many rows or fewer a change tells nothing
	timesRows   = 3
	fewMembers  = 3
	shareChange = 5 // a fifth of the members
)

// Unlike says in what a distribution is unlike the one before, so that somebody looks at it before it leaves: a mail domain that nobody had, an address that
// serves another member now, rows of a member that are three times as many or a third, and many members who came or went. It is empty for one that is alike.
func Unlike(before, now *Distribution) []string {
	var list []string
	list = append(list, newDomains(before, now)...)
	list = append(list, movedAddresses(before, now)...)
	list = append(list, otherRows(before, now)...)
	return append(list, otherMembers(before, now)...)
}

// sent are the lines of those who get something.
func (d *Distribution) sent() []Line {
	return slices.DeleteFunc(slices.Clone(d.Lines), func(l Line) bool { return l.Skipped != "" })
}

func newDomains(before, now *Distribution) (list []string) {
	known := map[string]bool{}
	for _, l := range before.Lines {
		for _, a := range l.To {
			known[mailaddr.Domain(mailaddr.Bare(a))] = true
		}
	}
	for _, l := range now.sent() {
		for _, a := range l.To {
			if d := mailaddr.Domain(mailaddr.Bare(a)); !known[d] {
				known[d] = true
				list = append(list, fmt.Sprintf("nobody had an address at %s before: %s (%s)", d, mailaddr.Bare(a), l.Label))
			}
		}
	}
	return list
}

func movedAddresses(before, now *Distribution) (list []string) {
	served := map[string][]string{}
	for _, l := range before.sent() {
		for _, a := range l.To {
			served[strings.ToLower(mailaddr.Bare(a))] = append(served[strings.ToLower(mailaddr.Bare(a))], l.Member)
		}
	}
	for _, l := range now.sent() {
		for _, a := range l.To {
			if had := served[strings.ToLower(mailaddr.Bare(a))]; len(had) > 0 && !slices.Contains(had, l.Member) {
				list = append(list, fmt.Sprintf("%s got %s before, and now gets %s (%s)", mailaddr.Bare(a), strings.Join(had, ", "), l.Member, l.Label))
			}
		}
	}
	return list
}

func otherRows(before, now *Distribution) (list []string) {
	rows := map[string]int64{}
	for _, l := range before.sent() {
		rows[l.Member] = l.Rows
	}
	for _, l := range now.sent() {
		had, known := rows[l.Member]
		more, less := l.Rows >= timesRows*had, had >= timesRows*l.Rows
		if known && max(had, l.Rows) > fewRows && (more || less) {
			list = append(list, fmt.Sprintf("%s (%s) is made of %d rows, and was of %d", l.Member, l.Label, l.Rows, had))
		}
	}
	return list
}

func otherMembers(before, now *Distribution) []string {
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
	return []string{fmt.Sprintf("%d members came or went of %d: %s", len(changed), len(had), strings.Join(shown, ", "))}
}

func names(lines []Line) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = l.Member
	}
	return list
}
