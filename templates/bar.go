package templates

import (
	"math"

	"bilan/report"
)

// barWidth is the width in pixels of the longest bar.
const barWidth = 64

// maxShare is the share of the target at which longer bars are cut.
const maxShare = 2.0

// bar shows how much of its target a line has reached, with table cells of these widths in pixels. Mail readers may
// block pictures, but not table cells.
type bar struct {
	Fill  int  // reached part, up to the target
	Short int  // missing part, up to the target
	Over  int  // part beyond the target
	Cut   bool // the share is larger than maxShare
}

const (
	tickWidth = 2
	cutWidth  = 3
)

// shareColumn is the index of the first column with shares of a target, −1 if there is none.
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

// targetShare is the share of its target that a line has reached: from the column at, or from its bullet if at is −1. It is
// nil if the line has none.
func targetShare(t *report.Table, r report.Row, at int) *float64 {
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

// hasBars reports whether any line has a share of its target above zero.
func hasBars(t *report.Table) bool { return longestShare(t) > 0 }

// longestShare is the largest share of all lines, at most maxShare; 0 if there is none.
func longestShare(t *report.Table) (most float64) {
	at := shareColumn(t)
	for _, r := range t.Rows {
		if s := targetShare(t, r, at); s != nil {
			most = max(most, min(*s, maxShare))
		}
	}
	return most
}

// newBar makes the bar of a share. The scale begins at zero and ends at the longest bar of the table, or at the target
// if that is longer. It returns nil if there is no share or if it is negative.
func newBar(s *float64, longest float64) *bar {
	if s == nil || *s < 0 {
		return nil
	}
	scale := float64(barWidth-tickWidth) / max(longest, 1)
	target := int(math.Round(scale))
	fill := min(int(math.Round(*s*scale)), target)
	if *s < 1 {
		fill = min(fill, target-1) // a bar never reaches a target that is not reached
	}
	b := &bar{Fill: fill, Short: target - fill}
	if *s > 1 {
		b.Over = int(math.Round((min(*s, maxShare) - 1) * scale))
	}
	if b.Cut = *s > maxShare; b.Cut {
		b.Over -= 2 * cutWidth
	}
	return b
}
