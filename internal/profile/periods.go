package profile

import (
	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/input"
)

// run is a run of columns that are called like months, or like quarters.
type run struct {
	first, last int
	year        int // the newest year in a name, 0 for none
	quarters    bool
}

// runOf is the first run that is long enough, else the last one. Quarters among months are sums of theirs, and end a run.
func runOf(columns []table.Column) run {
	r := run{first: -1, last: -1}
	for i, c := range columns {
		h, ok := locale.ParseHeading(input.CleanName(c.Name))
		year, quarter := int(h.Year), h.Quarter
		switch {
		case ok && r.first >= 0 && r.last == i-1 && quarter == r.quarters:
			r.last, r.year = i, max(r.year, year)
		case r.found():
			return r
		case ok:
			r = run{i, i, year, quarter}
		default:
			r = run{first: -1, last: -1}
		}
	}
	return r
}

// found reports whether the run is long enough to be meant: half a year of months, a year of quarters.
func (r run) found() bool {
	n := r.last - r.first + 1
	return r.first >= 0 && (n >= 6 || r.quarters && n >= 4)
}

// into is the name of the column with their names.
func (r run) into(french bool) string {
	names := map[bool]string{false: "month", true: "quarter"}
	if french {
		names = map[bool]string{false: "mois", true: "trimestre"}
	}
	return names[r.quarters]
}
