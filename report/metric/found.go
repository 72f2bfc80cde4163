package metric

// found lists the members of a dimension without a roster: every value in the data and in the targets.
func (c *computer) found() []Member {
	seen := map[string]bool{}
	for at := range c.cut.values {
		if !at.none {
			seen[at.key] = true
		}
	}
	for _, t := range c.terms {
		for _, m := range t.members {
			seen[m.Key] = true
		}
	}
	for _, all := range c.cutPlans {
		for _, gs := range all {
			gs.keys(seen)
		}
	}
	keys := sortedKeys(seen)
	list := make([]Member, len(keys))
	for i, k := range keys {
		list[i] = Member{Key: k, Label: k}
	}
	return list
}
