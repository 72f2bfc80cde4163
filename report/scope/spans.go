package scope

import (
	"strconv"

	"bilan/internal/period"
)

// Span is the number of periods with the dates that they cover: "12 mois, 1 déc. 2025 – 30 nov. 2026".
func (s *Scope) Span(periods []period.Period) string {
	first, last := periods[0], periods[len(periods)-1]
	return s.Word("note.span", s.Locale.Plural("span."+string(first.Unit), int64(len(periods))),
		s.Locale.Range(first.Start.Time(), LastDay(last)))
}

// ShortWithYear is a period by its short name and its year: "nov. 2026", "S46 2026", "T3 2026", "16 nov. 2026".
func (s *Scope) ShortWithYear(p period.Period) string {
	switch p.Unit {
	case period.Day:
		return s.Locale.DateMedium(p.Start.Time())
	case period.Year:
		return s.Label(p)
	case period.Quarter:
		return s.PeriodName(p)
	case period.Month:
		return s.Locale.MonthYearShort(s.monthOf(p))
	}
	year, _ := s.Calendar.Number(p)
	return s.Label(p) + NBSP + strconv.Itoa(year)
}

// Unfinished is the footnote that explains Star at a period.
func (s *Scope) Unfinished(p period.Period) string {
	return s.Word("foot.unfinished", s.Locale.Capital(s.PeriodName(p)), s.Locale.Date(LastDay(p)))
}

// Star marks a period that is not over, which a footnote explains.
const Star = "*"

// Rolling is the name of a span that ends on the report's day: "12 mois glissants".
func (s *Scope) Rolling(span period.Span) string {
	return s.Locale.Plural("rolling."+string(span.Unit), int64(span.N))
}

// RollingTo is a span that ends on a day: whole units of the calendar where the day ends one, else on no boundary.
func (s *Scope) RollingTo(span period.Span, end period.Date) period.Period {
	last := s.Calendar.Containing(span.Unit, end.AddDays(-1))
	if last.Close == end {
		return period.Period{Unit: span.Unit, Start: s.Calendar.Shift(last, 1-span.N).Start, End: end, Close: end}
	}
	return s.Calendar.Resolve(span.Rolling(), end)
}

// Parts divides a whole period into units of the calendar. Only the days of a unit inside the period count.
func (s *Scope) Parts(over period.Period, unit period.Unit) []period.Period {
	var list []period.Period
	for at := over.Start; at.Before(over.Close); {
		p := s.Calendar.Containing(unit, at)
		p.Start = at
		if over.Close.Before(p.Close) {
			p.Close = over.Close
		}
		p.End = p.Close
		list, at = append(list, p), p.Close
	}
	return list
}

// FinishedPeriods returns the last complete periods of p's unit. An incomplete period would look like a fall in a sparkline.
func (s *Scope) FinishedPeriods(p period.Period) []period.Period {
	end := p.End
	if unit := s.Calendar.Containing(p.Unit, end.AddDays(-1)); p.Open() || end.Before(unit.Close) {
		end = unit.Start
	}
	return s.Calendar.Last(SparkPeriods, p.Unit, end)
}
