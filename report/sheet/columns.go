package sheet

import (
	"encoding/json"
	"slices"
	"strconv"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// column is one column of numbers in the sheet of figures.
type column struct {
	head     string
	measure  measure
	pick     func(*metric.Record) *json.Number
	optional bool // left out if no figure has the number
}

// measure says in which unit a column's numbers are.
type measure int

const (
	figureUnit measure = iota // unit of the figure
	difference                // difference in the unit of the figure; in points if that is a per cent
	relative                  // relative difference, in per cent; in points for a figure that is a per cent
	ratio
	plainNumber
)

// columns are the number columns of the sheet of figures: those of every figure, then those of further scenarios and of
// the outlook that at least one figure has.
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
		{head: "n", measure: plainNumber, optional: true, pick: func(r *metric.Record) *json.Number {
			if r.N == nil {
				return nil
			}
			return countNumber(int(*r.N))
		}},
	}
	list = append(list, scenarioColumns(loc, "budget", func(r *metric.Record) *metric.GoalRecord { return r.BU })...)
	list = append(list, scenarioColumns(loc, f.forecastWord(), func(r *metric.Record) *metric.GoalRecord { return r.FC })...)
	list = append(list, scenarioColumns(loc, "stretch", func(r *metric.Record) *metric.GoalRecord { return r.ST })...)
	return f.withoutEmpty(append(list, outlookColumns(loc)...))
}

// forecastWord is the word key for the scenario forecast. It is called "announced" if any figure also has a statistical
// forecast.
func (f Figures) forecastWord() string {
	if slices.ContainsFunc(f.Records, func(r metric.Record) bool { return r.Foresight != nil }) {
		return "announced"
	}
	return "forecast"
}

// withoutEmpty removes the optional columns that no figure fills.
func (f Figures) withoutEmpty(list []column) []column {
	var kept []column
	for _, c := range list {
		filled := !c.optional
		for i := 0; i < len(f.Records) && !filled; i++ {
			filled = c.pick(&f.Records[i]) != nil
		}
		if filled {
			kept = append(kept, c)
		}
	}
	return kept
}

// scenarioColumns are the optional columns of a further scenario, such as the budget.
func scenarioColumns(loc *locale.Locale, name string, of func(*metric.Record) *metric.GoalRecord) []column {
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
		at(word, figureUnit, func(g *metric.GoalRecord) *json.Number { return g.Whole }),
		at(loc.Word("column."+name+"_to_date"), figureUnit, func(g *metric.GoalRecord) *json.Number { return g.ToDate }),
		at(delta, difference, func(g *metric.GoalRecord) *json.Number { return g.Delta }),
		at(loc.Word("sheet.in_percent", delta), relative, func(g *metric.GoalRecord) *json.Number { return g.DeltaPct }),
		at(loc.Word("note.of", loc.Word("scenario.attainment"), word), ratio, func(g *metric.GoalRecord) *json.Number { return g.Attainment }),
	}
}

// outlookColumns are the optional columns about the end of an open period.
func outlookColumns(loc *locale.Locale) []column {
	at := func(word string, m measure, pick func(*metric.Forecast) *json.Number) column {
		return column{loc.Word(word), m, func(r *metric.Record) *json.Number {
			if r.Outlook != nil {
				return pick(r.Outlook)
			}
			return nil
		}, true}
	}
	return []column{
		at("sheet.elapsed", plainNumber, func(o *metric.Forecast) *json.Number { return countNumber(o.Elapsed) }),
		at("sheet.remaining", plainNumber, func(o *metric.Forecast) *json.Number { return countNumber(o.Remaining) }),
		at("column.pace", figureUnit, func(o *metric.Forecast) *json.Number { return o.Pace }),
		at("sheet.landing", figureUnit, func(o *metric.Forecast) *json.Number { return o.Landing }),
		at("sheet.landing_pace", figureUnit, func(o *metric.Forecast) *json.Number { return o.LandingPace }),
		at("sheet.landing_shape", figureUnit, func(o *metric.Forecast) *json.Number { return o.LandingShape }),
		at("sheet.landing_forecast", figureUnit, func(o *metric.Forecast) *json.Number { return o.LandingForecast }),
		at("column.gap_to_go", figureUnit, func(o *metric.Forecast) *json.Number { return o.GapToGo }),
		at("column.needed", figureUnit, func(o *metric.Forecast) *json.Number { return o.Needed }),
		at("column.more_sales", plainNumber, func(o *metric.Forecast) *json.Number { return o.MoreSales }),
	}
}

func countNumber(n int) *json.Number {
	number := json.Number(strconv.Itoa(n))
	return &number
}

// cell is the column's number for a figure, with its number format; empty if the figure has none.
func (c column) cell(loc *locale.Locale, r *metric.Record) cell {
	n := c.pick(r)
	if n == nil {
		return cell{}
	}
	unit, percent := r.Unit, r.Unit == metric.Percent || r.Unit == metric.Points
	switch {
	case c.measure == plainNumber:
		unit = metric.Number
	case r.Unit == metric.Score && c.measure == relative: // a difference in the unit of the score
	case percent && (c.measure == difference || c.measure == relative):
		unit = metric.Points
	case c.measure == ratio || c.measure == relative:
		unit = metric.Percent
	}
	out := cell{number: n.String(), format: unitFormat(loc, r, unit)}
	if out.format == "" {
		out.format = plainFormat(out.number)
	}
	return out
}
