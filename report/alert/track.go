package alert

// Track is the alert for the total (Dimension is "") or for one member of a dimension, with its state.
type Track struct {
	Dimension  string
	Member     string // the member's key
	Unassigned bool   // the alert is for the rows that match no member
	Label      string // the member's latest name
	State
}

// SameAlert reports whether two tracks are for the same member. Their states may differ.
func (t Track) SameAlert(o Track) bool {
	return t.Dimension == o.Dimension && t.Member == o.Member && t.Unassigned == o.Unassigned
}
