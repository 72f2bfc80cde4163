package profile

import (
	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/input"
)

// columnRun is a run of consecutive columns that have names of months, or of quarters.
type columnRun struct {
	first, last int  // indices of columns
	year        int  // the newest year in a name, 0 if there is none
	quarters    bool // quarters rather than months
}

// findRun returns the first run that is long enough, else the last one. A quarter among months ends a run, because it is
// their sum.
func findRun(columns []table.Column) columnRun {
	r := columnRun{first: -1, last: -1}
	for i, c := range columns {
		h, ok := locale.ParseHeading(input.CleanName(c.Name))
		year, quarter := int(h.Year), h.Quarter
		switch {
		case ok && r.first >= 0 && r.last == i-1 && quarter == r.quarters:
			r.last, r.year = i, max(r.year, year)
		case r.longEnough():
			return r
		case ok:
			r = columnRun{i, i, year, quarter}
		default:
			r = columnRun{first: -1, last: -1}
		}
	}
	return r
}

// longEnough reports whether the run is long enough to be no coincidence: six months or four quarters.
func (r columnRun) longEnough() bool {
	n := r.last - r.first + 1
	return r.first >= 0 && (n >= 6 || r.quarters && n >= 4)
}

// columnName returns the name for the column that will hold the months or quarters once the table is unfolded into rows.
func (r columnRun) columnName(french bool) string {
	names := map[bool]string{false: "month", true: "quarter"}
	if french {
		names = map[bool]string{false: "mois", true: "trimestre"}
	}
	return names[r.quarters]
}
