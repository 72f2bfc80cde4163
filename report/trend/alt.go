package trend

import (
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
)

// alt is the chart in words for readers who cannot see it: its first and last values, its extremes, how often the
// target was missed, and the landing.
func (c *timeline) alt() string {
	first, last, low, high := -1, -1, -1, -1
	for i := range c.r.list {
		n := c.r.list[i].ac
		if !n.OK() {
			continue
		}
		if first < 0 {
			first, low, high = i, i, i
		}
		if last = i; c.r.list[i].unfinished && i > first {
			continue // an unfinished period would look like a fall
		}
		if n.Rat.Cmp(c.r.list[low].ac.Rat) < 0 {
			low = i
		}
		if n.Rat.Cmp(c.r.list[high].ac.Rat) > 0 {
			high = i
		}
	}
	text := c.title() + "."
	switch {
	case first >= 0 && first == last:
		text = c.s.Word("foot.sign", prose.Tidy(c.m.Label), c.at(first, acOf))
	case first >= 0:
		text = c.s.Word("alt.trend", prose.Tidy(c.m.Label), c.at(first, acOf), c.at(last, acOf), c.at(low, acOf), c.at(high, acOf))
	}
	if missed, of := c.missed(); c.target && of > 0 {
		text += " " + c.s.Word("alt.missed", c.s.Count(missed), c.s.Count(of))
	}
	return text + c.altForecast()
}

// altForecast describes the first and last values of the forecast.
func (c *timeline) altForecast() string {
	first, last := -1, -1
	for i := range c.r.list {
		if c.r.list[i].fc.OK() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	switch {
	case first < 0:
		return ""
	case first == last:
		return " " + c.s.Word("alt.landing", c.at(last, fcOf)) + c.altRange(last)
	}
	return " " + c.s.Word("alt.forecast", c.at(first, fcOf), c.at(last, fcOf)) + c.altRange(last)
}

// altRange describes the range of the last point; "" when it has none.
func (c *timeline) altRange(i int) string {
	r := &c.r.list[i]
	if !r.low.OK() {
		return ""
	}
	return " " + c.s.Word("alt.range", c.t.Full(c.m, r.low), c.t.Full(c.m, r.high), c.name(i))
}

// at writes one point in words: "412 k€ (S46)".
func (c *timeline) at(i int, pick func(*reading) metric.Num) string {
	return c.s.Word("alt.at", c.t.Full(c.m, pick(&c.r.list[i])), c.name(i))
}

// missed counts the points that missed their target. of is the number of points with a target. Forecasts do not count.
func (c *timeline) missed() (missed, of int64) {
	for i := range c.r.list {
		if r := &c.r.list[i]; r.stage != ahead && !r.fc.OK() && r.deltaPL.OK() {
			of++
			if notation.EffectTone(c.m, r.deltaPL.Rat) == report.Bad {
				missed++
			}
		}
	}
	return missed, of
}
