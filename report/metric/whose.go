package metric

// Whose identifies the owner of the rows behind a number: one member, all members together, or several members.
// Arithmetic passes it on, so that each number computed from a member's number has the member as its owner. Owners maps
// it to the member.
type Whose uint32

// Owners of a number other than a member.
const (
	NotSaid  Whose = iota // there are no rows: a constant, or a number that was not computed from figures
	Everyone              // the rows of the total
	Several               // rows of several members
	firstMember
	withEveryone Whose = 1 << 31 // this bit is added if a member's number was combined with one of the total
)

// both is the owner of a number that is computed from numbers of a and b.
func both(a, b Whose) Whose {
	x, y, whole := a&^withEveryone, b&^withEveryone, (a|b)&withEveryone
	switch {
	case x == y || y == NotSaid:
		return x | whole
	case x == NotSaid:
		return y | whole
	case x == Everyone:
		return y | withEveryone
	case y == Everyone:
		return x | withEveryone
	}
	return Several | whole
}

// Owner is a member who owns the rows behind a number. Key is "" for the rows that match no member.
type Owner struct{ Dimension, Key string }

// Owned returns the number with the owner w if it is present and has no owner yet.
func (n Num) Owned(w Whose) Num {
	if n.OK() && n.Whose == NotSaid {
		n.Whose = w
	}
	return n
}

// Own sets the owner of all present numbers of the figure that have none.
func (f *Figure) Own(w Whose) {
	o := &f.Outlook
	for _, n := range []*Num{
		&f.AC, &f.PL, &f.PLToDate, &f.PY, &f.PP, &f.DeltaPL, &f.DeltaPLPct, &f.DeltaPY, &f.DeltaPYPct, &f.DeltaPP, &f.DeltaPPPct, &f.Attainment, &f.Progress,
		&o.Pace, &o.Landing, &o.LandingPace, &o.LandingShape, &o.LandingForecast, &o.GapToGo, &o.Needed, &o.MoreSales,
	} {
		*n = n.Owned(w)
	}
	for _, g := range []*Goal{&f.BU, &f.AN, &f.FC, &f.ST} {
		for _, n := range []*Num{&g.Whole, &g.ToDate, &g.Delta, &g.DeltaPct, &g.Attainment} {
			*n = n.Owned(w)
		}
	}
}
