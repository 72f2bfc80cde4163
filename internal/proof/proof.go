// Package proof checks that a member's edition contains only that member's data, before it is sent. It checks the owner
// of each figure, mark and row, compares the sum of the members' figures with the whole, and searches the finished file
// for names of other members. It trusts no result of the code that made the edition.
package proof

import (
	"fmt"
	"slices"
	"strings"

	"bilan/internal/member"
	"bilan/report/metric"
)

// Leak is content of an edition that does not belong to its member.
type Leak struct {
	Edition member.Member
	Whose   string // the member whose it is
	Where   string // section and row, or page
	What    string // the text or number that is shown
	Dataset string // "" where none is known
}

func (l Leak) String() string {
	text := fmt.Sprintf("the edition of %s would show data of %s: %s", Name(l.Edition), l.Whose, l.Where)
	if l.What != "" {
		text += fmt.Sprintf(" (%s)", l.What)
	}
	if l.Dataset != "" {
		text += fmt.Sprintf(", through the dataset %q", l.Dataset)
	}
	return text
}

// Failed reports that a proof failed: nothing of the slot may leave.
type Failed struct{ Leaks []Leak }

// mostTold is the number of leaks that are listed one by one.
const mostTold = 5

func (f *Failed) Error() string {
	list := make([]string, 0, mostTold)
	for _, l := range f.Leaks[:min(mostTold, len(f.Leaks))] {
		list = append(list, l.String())
	}
	if more := len(f.Leaks) - mostTold; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return "nothing was sent, because a check failed: " + strings.Join(list, "; ")
}

// Name is how a member is called in errors: rep "Émilie Brès" (R01).
func Name(m member.Member) string {
	if m.Label == m.Key || m.Label == "" {
		return fmt.Sprintf("%s %q", m.Dimension, m.Key)
	}
	return fmt.Sprintf("%s %q (%s)", m.Dimension, m.Label, m.Key)
}

// Case is one edition to be proved.
type Case struct {
	Member  member.Member
	Members []member.Member // of his dimension, he included
	Others  []member.Member // of other dimensions, whose names he may not read
	Names   string          // how the names of colleagues are printed if they have lines; "" if they have none
	Owner   func(metric.Whose) (who metric.Owner, withWhole, ok bool)
}

// FewestOthers is how many others must share a number of the whole, or of several, that a member may see.
const FewestOthers = 3

// allowed reports whether a member's edition may show a number; ranked where its section has a line for each member by the report's own word.
func (c *Case) allowed(w metric.Whose, ranked bool) bool {
	if w == metric.NotSaid {
		return true
	}
	who, withWhole, ok := c.Owner(w)
	if ok && who == c.Member.Owner() && !withWhole {
		return true
	}
	return ranked && c.Names != "" && (!ok || who.Dimension == c.Member.Dimension)
}

// called describes the owner of a number in words.
func (c *Case) called(w metric.Whose) string {
	who, _, ok := c.Owner(w)
	switch {
	case !ok:
		return "the whole or several members"
	}
	return c.named(who.Dimension, who.Key)
}

// named describes a member in words, by his key; "" is the rows of no member.
func (c *Case) named(dimension, key string) string {
	if key == "" {
		return "rows that match no " + dimension
	}
	at := slices.IndexFunc(c.Members, func(m member.Member) bool { return m.Dimension == dimension && m.Key == key })
	if at < 0 {
		return Name(member.Member{Dimension: dimension, Key: key})
	}
	return Name(c.Members[at])
}
