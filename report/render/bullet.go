package render

import (
	"math"

	"bilan/report"
)

// The three ranges of a bullet graph, from poor to good.
var bulletRanges = [3]color{{0xbd, 0xbd, 0xbd}, {0xd6, 0xd6, 0xd6}, {0xec, 0xec, 0xec}}

// bulletExtents are the scales, from zero, that the bullets of each column share.
func bulletExtents(t *report.Table) []extent {
	list := make([]extent, len(t.Columns))
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			if b := t.Rows[r].Cells[i].Bullet; b != nil && i < len(list) {
				list[i].hold(bulletMax(b))
			}
		}
	}
	return list
}

func bulletMax(b *report.Bullet) float64 {
	most := 0.0
	for _, v := range []*float64{&b.Max, b.Actual, b.Target, b.AtRisk, b.Good, b.Landing} {
		if n, ok := number(v); ok {
			most = math.Max(most, n)
		}
	}
	return most
}

// drawBullet draws Stephen Few's bullet graph: three grey ranges, the actual as a dark bar of a third of the
// height, the target as a short line across. Where an open period is forecast to land the bar goes on hatched, as IBCS
// has forecasts. The scale is linear and starts at zero; below zero nothing is drawn.
func drawBullet(k *ink, b *report.Bullet, high float64, at box) {
	if high <= 0 {
		return
	}
	const h = 8.4
	y := at.y + (at.h-h)/2
	x := func(v float64) float64 { return at.x + at.w*math.Min(math.Max(v/high, 0), 1) }
	if n, ok := number(b.Actual); ok && b.Plain {
		k.rect(at.x, y, math.Max(x(n)-at.x, 0.4), h, actual)
		k.line(at.x, at.y-2, at.x, at.bottom()+2, 0.8, ink900)
	}
	if b.Plain {
		return
	}
	start := at.x
	for i, end := range []*float64{b.AtRisk, b.Good, &b.Max} {
		if n, ok := number(end); ok && x(n) > start {
			k.rect(start, y, x(n)-start, h, bulletRanges[i])
			start = x(n)
		}
	}
	end := at.x
	if n, ok := number(b.Actual); ok && n > 0 {
		end = at.x + math.Max(x(n)-at.x, 0.4)
		k.rect(at.x, y+h/3, end-at.x, h/3, ink900)
	}
	if n, ok := number(b.Landing); ok && x(n) > end {
		k.hatch(box{end, y + h/3, x(n) - end, h / 3}, ink900)
	}
	if n, ok := number(b.Target); ok && n >= 0 {
		k.rect(math.Min(math.Max(x(n)-0.8, at.x), at.right()-1.6), y, 1.6, h, ink900)
	}
}
