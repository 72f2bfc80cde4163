// Package proof checks that a member's edition contains only that member's data, before it is sent. It checks the owner
// of each figure, mark and row, compares the sum of the members' figures with the total, and searches the finished file
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
	Whose   string // the member to whom the content belongs, in words
	Where   string // section and row, or page
	What    string // the text or number that is shown
	Dataset string // the dataset that it comes from; "" if unknown
}

func (l Leak) String() string {
	text := fmt.Sprintf("the edition of %s would show data of %s: %s", MemberName(l.Edition), l.Whose, l.Where)
	if l.What != "" {
		text += fmt.Sprintf(" (%s)", l.What)
	}
	if l.Dataset != "" {
		text += fmt.Sprintf(", through the dataset %q", l.Dataset)
	}
	return text
}

// Failed is the error of a failed proof. No message of the slot may leave.
type Failed struct{ Leaks []Leak }

// mostListed is how many leaks the error lists one by one.
const mostListed = 5

func (f *Failed) Error() string {
	list := make([]string, 0, mostListed)
	for _, l := range f.Leaks[:min(mostListed, len(f.Leaks))] {
		list = append(list, l.String())
	}
	if more := len(f.Leaks) - mostListed; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return "nothing was sent, because a check failed: " + strings.Join(list, "; ")
}

// MemberName returns the name of a member for errors, such as rep "Émilie Brès" (R01).
func MemberName(m member.Member) string {
	if m.Label == m.Key || m.Label == "" {
		return fmt.Sprintf("%s %q", m.Dimension, m.Key)
	}
	return fmt.Sprintf("%s %q (%s)", m.Dimension, m.Label, m.Key)
}

// Case is one edition to be proved.
type Case struct {
	Member  member.Member
	Members []member.Member // all members of his dimension, including himself
	Others  []member.Member // members of other dimensions, whose names he may not read
	Names   string          // the report's names: setting; "" if colleagues have no lines in the edition
	// Owner returns the owner of a number. withWhole says that it is a comparison with the total; ok is false if no
	// single member owns it.
	Owner func(metric.Whose) (who metric.Owner, withWhole, ok bool)
}

// FewestOthers is how many other members must contribute to a total before a member may see it.
const FewestOthers = 3

// allowed reports whether the member's edition may show a number. ranked says that its section has a line for each
// member.
func (c *Case) allowed(w metric.Whose, ranked bool) bool {
	if w == metric.NoOwner {
		return true
	}
	who, withWhole, ok := c.Owner(w)
	if ok && who == c.Member.Owner() && !withWhole {
		return true
	}
	return ranked && c.Names != "" && (!ok || who.Dimension == c.Member.Dimension)
}

// ownerName describes the owner of a number in words.
func (c *Case) ownerName(w metric.Whose) string {
	who, _, ok := c.Owner(w)
	switch {
	case !ok:
		return "the whole or several members"
	}
	return c.memberName(who.Dimension, who.Key)
}

// memberName names the member with a key in words. The key "" stands for rows that match no member.
func (c *Case) memberName(dimension, key string) string {
	if key == "" {
		return "rows that match no " + dimension
	}
	at := slices.IndexFunc(c.Members, func(m member.Member) bool { return m.Dimension == dimension && m.Key == key })
	if at < 0 {
		return MemberName(member.Member{Dimension: dimension, Key: key})
	}
	return MemberName(c.Members[at])
}
