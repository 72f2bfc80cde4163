package finding

import (
	"slices"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/insight"
)

// HistoryOf returns the months before a complete month that a forecast of it needs, oldest first. It is nil for other
// periods.
func HistoryOf(c *period.Calendar, p period.Period) (list []period.Period) {
	if p.Unit != period.Month || p.Open() {
		return nil
	}
	for range forecastMonths {
		before, ok := c.Previous(p)
		if !ok {
			break
		}
		list, p = append(list, before), before
	}
	slices.Reverse(list)
	return list
}

// forecastMonths is the largest number of months that a forecast uses, as in foresight.
const forecastMonths = 84

// usualRange is the range that contains the figure 8 times out of 10. For an open period compared with its objective, it
// comes from the range of the landing; for a complete month, from the forecast before it began. It is zero if the past
// is too short for either.
func (t *insightWriter) usualRange(against string) insight.Range {
	f := t.total(t.Period)
	if fs := f.Foresight; t.Period.Open() && against == "target" && fs.IsForecast() && fs.Low != nil && fs.High != nil && f.PL.OK() && f.AC.OK() {
		low, _ := fs.Low.Float64()
		value, _ := fs.Value.Float64()
		high, _ := fs.High.Float64()
		return insight.Landing(insight.Range{Low: low, Expected: value, High: high}, f.AC.Float(), f.PL.Float())
	}
	if t.range80 == nil {
		r := t.forecastRange()
		t.range80 = &r
	}
	return *t.range80
}

// forecastRange is the range of the forecast of the subject's month, as it was before the month began; zero if there is
// none.
func (t *insightWriter) forecastRange() insight.Range {
	h := forecast.History{Season: 12}
	for _, p := range slices.Backward(t.History) {
		n := t.answer(t.Metric, "", p).Total.AC
		if !n.OK() {
			break
		}
		h.Values, h.Days = append(h.Values, n.Float()), append(h.Days, float64(t.Days(p)))
	}
	slices.Reverse(h.Values)
	slices.Reverse(h.Days)
	h.Days = append(h.Days, float64(t.Days(t.Period)))
	f, ok := h.Ahead(1).Total(forecast.Total{From: 1, To: 1})
	if !ok || f.Range == nil {
		return insight.Range{}
	}
	return insight.Range{Low: f.Range.Low, Expected: f.Value, High: f.Range.High}
}
