package run

import (
	"fmt"
	"slices"

	"bilan/internal/config"
)

// Warnings are what is probably not meant in the YAML, as far as it can be told without reading a source.
func (p *Program) Warnings() (found config.Mistakes) {
	year := p.Now.Year()
	for _, pair := range [][2]int{{year, year - 1}, {year - 1, year}} {
		known, missing := p.closure(pair[0]), p.closure(pair[1])
		if known < 0 || missing >= 0 || len(p.Config.Reports) == 0 {
			continue
		}
		c := p.Config.Calendar.Closures[known]
		weeks := 364 * (pair[1] - pair[0]) // the same weekdays
		found.Add(p.Config.At(fmt.Sprintf("calendar.closures[%d]", known),
			fmt.Sprintf("closures of %d are listed and none of %d: a month that is not over is compared by business days, and those of %[2]d are then too many", pair[0], pair[1]),
			fmt.Sprintf("add those of %d, such as {from: %s, until: %s}", pair[1], c.From.AddDays(weeks), c.Until.AddDays(weeks))))
	}
	return found
}

// closure is the place of a closure that begins in a year, −1 when there is none.
func (p *Program) closure(year int) int {
	return slices.IndexFunc(p.Config.Calendar.Closures, func(s config.Span) bool { return s.From.Year == year })
}
