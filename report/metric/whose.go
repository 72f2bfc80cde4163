package metric

// Whose identifies the owner of the rows behind a number: one member, all members together, or several members.
// Arithmetic passes it on, so that each number computed from a member's number has the member as its owner. Owners maps
// it to the member.
type Whose uint32

// Owners of a number other than a member.
const (
	NoOwner  Whose = iota // there are no rows: a constant, or a number that was not computed from figures
	Everyone              // the rows of the total
	Several               // rows of several members
	firstMember
	withEveryone Whose = 1 << 31 // this bit is added if a member's number was combined with one of the total
)

// commonOwner is the owner of a number that is computed from numbers of a and b.
func commonOwner(a, b Whose) Whose {
	x, y, whole := a&^withEveryone, b&^withEveryone, (a|b)&withEveryone
	switch {
	case x == y || y == NoOwner:
		return x | whole
	case x == NoOwner:
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

// WithOwner returns the number with the owner w if it is present and has no owner yet.
func (n Num) WithOwner(w Whose) Num {
	if n.OK() && n.Whose == NoOwner {
		n.Whose = w
	}
	return n
}

// SetOwner sets the owner of all present numbers of the figure that have none.
func (f *Figure) SetOwner(w Whose) {
	o := &f.Outlook
	for _, n := range []*Num{
		&f.AC, &f.PL, &f.PLToDate, &f.PY, &f.PP, &f.DeltaPL, &f.DeltaPLPct, &f.DeltaPY, &f.DeltaPYPct, &f.DeltaPP, &f.DeltaPPPct, &f.Attainment, &f.Progress,
		&o.Pace, &o.Landing, &o.LandingPace, &o.LandingShape, &o.LandingForecast, &o.GapToGo, &o.Needed, &o.MoreSales,
	} {
		*n = n.WithOwner(w)
	}
	for _, g := range []*Goal{&f.BU, &f.AN, &f.FC, &f.ST} {
		for _, n := range []*Num{&g.Whole, &g.ToDate, &g.Delta, &g.DeltaPct, &g.Attainment} {
			*n = n.WithOwner(w)
		}
	}
}
