package alert

// Track is the alert of the whole, where Dimension is "", or of one member of a dimension.
type Track struct {
	Dimension  string
	Member     string // its key
	Unassigned bool   // what matches no member
	Label      string // the member's latest name
	State
}

// Same reports whether two tracks are of the same alert.
func (t Track) Same(o Track) bool {
	return t.Dimension == o.Dimension && t.Member == o.Member && t.Unassigned == o.Unassigned
}
