package templates

import (
	"math"

	"bilan/report"
)

// barWidth is that of the longest bar, in pixels.
const barWidth = 64

// mostShare is where longer bars are cut.
const mostShare = 2.0

// bar is how much of its target a line has, drawn with the cells of a table: no reader blocks those. Widths are in pixels.
type bar struct {
	Fill  int  // up to the target
	Short int  // what the target lacks
	Over  int  // beyond the target
	Cut   bool // it extends beyond the scale
}

const (
	tickWidth = 2
	cutWidth  = 3
)

// shareColumn is the first column with the share of a target, -1 for none.
func shareColumn(t *report.Table) int {
	for i, c := range t.Columns {
		for _, r := range t.Rows {
			if i < len(r.Cells) && r.Cells[i].Share != nil && (c.Role == report.RoleAttainment || !hasRoles(t.Columns)) {
				return i
			}
		}
	}
	return -1
}

// share is a line's share of its target, from its share column or else its bullet; nil for none.
func share(t *report.Table, r report.Row, at int) *float64 {
	if at >= 0 {
		if at < len(r.Cells) {
			return r.Cells[at].Share
		}
		return nil
	}
	for i, c := range t.Columns {
		if c.Kind != report.BulletColumn || i >= len(r.Cells) || r.Cells[i].Bullet == nil {
			continue
		}
		if b := r.Cells[i].Bullet; b.Actual != nil && b.Target != nil && *b.Target > 0 {
			part := *b.Actual / *b.Target
			return &part
		}
	}
	return nil
}

// hasBars reports whether some line has a share of its target.
func hasBars(t *report.Table) bool { return longest(t) > 0 }

// longest is the largest share of a line, at most mostShare; 0 for none.
func longest(t *report.Table) (most float64) {
	at := shareColumn(t)
	for _, r := range t.Rows {
		if s := share(t, r, at); s != nil {
			most = max(most, min(*s, mostShare))
		}
	}
	return most
}

// newBar draws a share on a scale from zero to the longest bar of the table, at least to the target. Nil if there is no
// share, or if it is negative.
func newBar(s *float64, longest float64) *bar {
	if s == nil || *s < 0 {
		return nil
	}
	scale := float64(barWidth-tickWidth) / max(longest, 1)
	target := int(math.Round(scale))
	fill := min(int(math.Round(*s*scale)), target)
	if *s < 1 {
		fill = min(fill, target-1) // never up to a target that is not reached
	}
	b := &bar{Fill: fill, Short: target - fill}
	if *s > 1 {
		b.Over = int(math.Round((min(*s, mostShare) - 1) * scale))
	}
	if b.Cut = *s > mostShare; b.Cut {
		b.Over -= 2 * cutWidth
	}
	return b
}
