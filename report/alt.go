package report

import (
	"bilan/report/metric"
)

// alt is the chart's message in words: where it starts and ends, its extremes, how often it missed.
func (c *timeline) alt() string {
	first, last, low, high := -1, -1, -1, -1
	for i := range c.figures {
		n := c.figures[i].AC
		if !n.OK() {
			continue
		}
		if first < 0 {
			first, low, high = i, i, i
		}
		last = i
		if n.Rat.Cmp(c.figures[low].AC.Rat) < 0 {
			low = i
		}
		if n.Rat.Cmp(c.figures[high].AC.Rat) > 0 {
			high = i
		}
	}
	text := c.s.word("alt.trend", tidy(c.m.Label), c.at(first), c.at(last), c.at(low), c.at(high))
	if missed, of := c.missed(); c.target && of > 0 {
		text += " " + c.s.word("alt.missed", c.s.count(missed), c.s.count(of))
	}
	return text
}

// at is one point in words: "412 k€ (S46)".
func (c *timeline) at(i int) string {
	return c.s.word("alt.at", c.t.full(c.m, c.figures[i].AC), c.s.name(c.periods[i]))
}

// missed counts the periods that missed their target, of those that have one.
func (c *timeline) missed() (missed, of int64) {
	for i := range c.figures {
		if d := c.figures[i].DeltaPL; d.State == metric.Present {
			of++
			if effect(c.m, d.Rat) == Bad {
				missed++
			}
		}
	}
	return missed, of
}
