package sheet

import (
	"encoding/json"
	"slices"
	"strconv"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// column is one column of numbers among the figures.
type column struct {
	head    string
	measure measure
	pick    func(*metric.Record) *json.Number
	further bool // it stands only where some figure fills it
}

// measure is the unit of a column's numbers.
type measure int

const (
	own        measure = iota // the figure's own unit
	difference                // the same; of per cent in points
	relative                  // a ratio; of per cent in points
	ratio
	plainNumber
)

// columns are the numbers of every figure and, where the figures have them, those of the further scenarios and of how an
// open period may end.
func (f Figures) columns(loc *locale.Locale) []column {
	list := []column{
		{head: loc.Word("scenario.ac.long"), pick: func(r *metric.Record) *json.Number { return r.AC }},
		{head: loc.Word("scenario.pl.long"), pick: func(r *metric.Record) *json.Number { return r.PL }},
		{head: loc.Word("column.target_to_date"), pick: func(r *metric.Record) *json.Number { return r.PLToDate }},
		{head: loc.Word("scenario.py.long"), pick: func(r *metric.Record) *json.Number { return r.PY }},
		{head: loc.Word("scenario.pp.long"), pick: func(r *metric.Record) *json.Number { return r.PP }},
		{head: loc.Word("scenario.delta_pl"), measure: difference, pick: func(r *metric.Record) *json.Number { return r.DeltaPL }},
		{head: loc.Word("scenario.delta_pl_pct"), measure: relative, pick: func(r *metric.Record) *json.Number { return r.DeltaPLPct }},
		{head: loc.Word("scenario.delta_py"), measure: difference, pick: func(r *metric.Record) *json.Number { return r.DeltaPY }},
		{head: loc.Word("scenario.delta_py_pct"), measure: relative, pick: func(r *metric.Record) *json.Number { return r.DeltaPYPct }},
		{head: loc.Word("scenario.attainment"), measure: ratio, pick: func(r *metric.Record) *json.Number { return r.Attainment }},
		{head: "n", measure: plainNumber, further: true, pick: func(r *metric.Record) *json.Number {
			if r.N == nil {
				return nil
			}
			return count(int(*r.N))
		}},
	}
	list = append(list, goal(loc, "budget", func(r *metric.Record) *metric.GoalRecord { return r.BU })...)
	list = append(list, goal(loc, f.announced(), func(r *metric.Record) *metric.GoalRecord { return r.FC })...)
	list = append(list, goal(loc, "stretch", func(r *metric.Record) *metric.GoalRecord { return r.ST })...)
	return f.filled(append(list, outlook(loc)...))
}

// announced is the word for the scenario forecast, which differs from the forecast of metrics that have their own.
func (f Figures) announced() string {
	if slices.ContainsFunc(f.Records, func(r metric.Record) bool { return r.Foresight != nil }) {
		return "announced"
	}
	return "forecast"
}

// filled leaves out the further columns that no figure fills.
func (f Figures) filled(list []column) []column {
	var kept []column
	for _, c := range list {
		filled := !c.further
		for i := 0; i < len(f.Records) && !filled; i++ {
			filled = c.pick(&f.Records[i]) != nil
		}
		if filled {
			kept = append(kept, c)
		}
	}
	return kept
}

// goal are the columns of a scenario besides the target.
func goal(loc *locale.Locale, name string, of func(*metric.Record) *metric.GoalRecord) []column {
	at := func(head string, m measure, pick func(*metric.GoalRecord) *json.Number) column {
		return column{head, m, func(r *metric.Record) *json.Number {
			if g := of(r); g != nil {
				return pick(g)
			}
			return nil
		}, true}
	}
	word, delta := loc.Word("column."+name), loc.Word("column.vs_"+name)
	return []column{
		at(word, own, func(g *metric.GoalRecord) *json.Number { return g.Whole }),
		at(loc.Word("column."+name+"_to_date"), own, func(g *metric.GoalRecord) *json.Number { return g.ToDate }),
		at(delta, difference, func(g *metric.GoalRecord) *json.Number { return g.Delta }),
		at(loc.Word("sheet.in_percent", delta), relative, func(g *metric.GoalRecord) *json.Number { return g.DeltaPct }),
		at(loc.Word("note.of", loc.Word("scenario.attainment"), word), ratio, func(g *metric.GoalRecord) *json.Number { return g.Attainment }),
	}
}

// outlook are the columns of how an open period may end.
func outlook(loc *locale.Locale) []column {
	at := func(word string, m measure, pick func(*metric.Forecast) *json.Number) column {
		return column{loc.Word(word), m, func(r *metric.Record) *json.Number {
			if r.Outlook != nil {
				return pick(r.Outlook)
			}
			return nil
		}, true}
	}
	return []column{
		at("sheet.elapsed", plainNumber, func(o *metric.Forecast) *json.Number { return count(o.Elapsed) }),
		at("sheet.remaining", plainNumber, func(o *metric.Forecast) *json.Number { return count(o.Remaining) }),
		at("column.pace", own, func(o *metric.Forecast) *json.Number { return o.Pace }),
		at("sheet.landing", own, func(o *metric.Forecast) *json.Number { return o.Landing }),
		at("sheet.landing_pace", own, func(o *metric.Forecast) *json.Number { return o.LandingPace }),
		at("sheet.landing_shape", own, func(o *metric.Forecast) *json.Number { return o.LandingShape }),
		at("sheet.landing_forecast", own, func(o *metric.Forecast) *json.Number { return o.LandingForecast }),
		at("column.gap_to_go", own, func(o *metric.Forecast) *json.Number { return o.GapToGo }),
		at("column.needed", own, func(o *metric.Forecast) *json.Number { return o.Needed }),
		at("column.more_sales", plainNumber, func(o *metric.Forecast) *json.Number { return o.MoreSales }),
	}
}

func count(n int) *json.Number {
	number := json.Number(strconv.Itoa(n))
	return &number
}

// cell is the column's number for a figure, in the format of its unit.
func (c column) cell(loc *locale.Locale, r *metric.Record) cell {
	n := c.pick(r)
	if n == nil {
		return cell{}
	}
	unit, percent := r.Unit, r.Unit == metric.Percent || r.Unit == metric.Points
	switch {
	case c.measure == plainNumber:
		unit = metric.Number
	case r.Unit == metric.Score && c.measure == relative: // it is the difference
	case percent && (c.measure == difference || c.measure == relative):
		unit = metric.Points
	case c.measure == ratio || c.measure == relative:
		unit = metric.Percent
	}
	out := cell{number: n.String(), format: format(loc, r, unit)}
	if out.format == "" {
		out.format = plain(out.number)
	}
	return out
}
