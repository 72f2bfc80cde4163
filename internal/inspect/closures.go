package inspect

import (
	"fmt"
	"slices"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/period"
	"bilan/internal/yamlfile"
)

// Warnings lists probable mistakes in the YAML that can be found without reading a source.
func Warnings(p *loaded.Program) (found yamlfile.Mistakes) {
	found.Add(endedNotes(p)...)
	year := p.Now.Year()
	pairs := [][2]int{{year, year - 1}, {year - 1, year}}
	for _, pair := range pairs {
		known, missing := closureIndex(p, pair[0]), closureIndex(p, pair[1])
		if known < 0 || missing >= 0 || len(addedIndexes(p, pair[1])) > 0 || len(p.Config.Reports) == 0 {
			continue
		}
		c := p.Config.Calendar.Closures[known]
		weeks := 364 * (pair[1] - pair[0]) // the same weekdays
		warnOneYear(p, &found, fmt.Sprintf("calendar.closures[%d]", known), "closures", "listed", pair, fmt.Sprintf("{from: %s, until: %s}", c.From.AddDays(weeks), c.Until.AddDays(weeks)))
	}
	for _, pair := range pairs {
		known := addedIndexes(p, pair[0])
		if len(known) < manyAdded || len(addedIndexes(p, pair[1])) > 0 || closureIndex(p, pair[1]) >= 0 || len(p.Config.Reports) == 0 {
			continue
		}
		day := p.Config.Calendar.AddHolidays[known[0]].AddDays(364 * (pair[1] - pair[0]))
		warnOneYear(p, &found, fmt.Sprintf("calendar.add_holidays[%d]", known[0]), "days off", "added", pair, day.String())
	}
	return found
}

// manyAdded is the least number of added days off in a year that count as a closure. Fewer days may be holidays that
// were proclaimed once.
const manyAdded = 3

// warnOneYear warns of days off that are given for only one of two years. The first year of the pair has them.
func warnOneYear(p *loaded.Program, found *yamlfile.Mistakes, path, what, how string, pair [2]int, eg string) {
	found.Add(p.Config.At(path,
		fmt.Sprintf("%s of %d are %s and none of %d: a month that is not over is compared by business days, and those of %[4]d are then too many", what, pair[0], how, pair[1]),
		fmt.Sprintf("add those of %d, such as %s", pair[1], eg)))
}

// addedIndexes returns the indexes of the added days off that are workdays of the given year.
func addedIndexes(p *loaded.Program, year int) (places []int) {
	plain, err := period.NewCalendar(period.Options{Workdays: p.Config.Calendar.Workdays})
	for i, d := range p.Config.Calendar.AddHolidays {
		if d.Year == year && (err != nil || plain.IsBusinessDay(d)) {
			places = append(places, i)
		}
	}
	return places
}

// closureIndex returns the index of a closure that begins in the given year, or −1 if there is none.
func closureIndex(p *loaded.Program, year int) int {
	return slices.IndexFunc(p.Config.Calendar.Closures, func(s config.Span) bool { return s.From.Year == year })
}
