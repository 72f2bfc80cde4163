package metric

// Whose says of whose rows a number is made: of one member's, of the whole's, of several members'. Arithmetic hands it on, so that whatever
// is computed from a member's number tells whose it is. A Book says which member it means.
type Whose uint32

// Whose a number is, beside a member's.
const (
	NotSaid  Whose = iota // of no rows: a constant, or what was not computed from figures
	Everyone              // of the whole
	Several               // of more than one member
	firstMember
	withEveryone Whose = 1 << 31 // a member's, set against the whole's
)

// both is whose a number is that is computed from two.
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

// Owner is a member whose rows a number is made of. Key is "" for the rows that match no member.
type Owner struct{ Dimension, Key string }

// Owned says that a present number is somebody's, unless it says so itself.
func (n Num) Owned(w Whose) Num {
	if n.OK() && n.Whose == NotSaid {
		n.Whose = w
	}
	return n
}

// Own has all numbers of a figure say whose they are.
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
