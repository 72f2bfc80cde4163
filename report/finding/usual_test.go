package finding

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/insight"
	"bilan/report/metric"
)

// totals is a book with only the totals of one metric, by period.
type totals map[period.Period]metric.Figure

func (b totals) Answer(a metric.Ask) metric.Answer { return metric.Answer{Total: b[a.Period]} }

// The usual range of a complete month is that of its forecast, if the history is long enough for one.
func TestUsualIsTheForecast(t *testing.T) {
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	month := cal.Containing(period.Month, period.NewDate(2026, 10, 1))
	m := &metric.Metric{Name: "revenue", AddsUp: true, Date: "day"}
	for months, want := range map[int]bool{60: true, 43: false} {
		r, book := rand.New(rand.NewPCG(1, 2)), totals{}
		h := forecast.History{Season: 12}
		history := HistoryOf(cal, month)
		if len(history) != 84 {
			t.Fatalf("%d months", len(history))
		}
		for _, p := range history[84-months:] {
			v := 100_000 + int64(3000*r.NormFloat64())
			book[p] = metric.Figure{Metric: m, Period: p, AC: metric.NumOf(big.NewRat(v, 1))}
			h.Values, h.Days = append(h.Values, float64(v)), append(h.Days, float64(cal.BusinessDays(p.Start, p.End)))
		}
		h.Days = append(h.Days, float64(cal.BusinessDays(month.Start, month.End)))
		tell := &insightWriter{Subject: &Subject{Metric: m, Period: month, History: history, Days: func(p period.Period) int { return cal.BusinessDays(p.Start, p.End) }}, book: book}
		got := tell.usualRange("last_year")
		if !want {
			if got != (insight.Range{}) {
				t.Errorf("of %d months: %+v", months, got)
			}
			continue
		}
		f, _ := h.Ahead(1).Total(forecast.Total{From: 1, To: 1})
		if got != (insight.Range{Low: f.Range.Low, Expected: f.Value, High: f.Range.High}) {
			t.Errorf("%+v, want %v within %+v", got, f.Value, f.Range)
		}
	}
}

// An open month differs from its objective in an unusual way if the objective is outside the range of the landing.
func TestUsualIsTheLanding(t *testing.T) {
	cal, _ := period.NewCalendar(period.Options{})
	month := cal.Containing(period.Month, period.NewDate(2026, 10, 1))
	month.End = period.NewDate(2026, 10, 16)
	of := func(n int64) metric.Num { return metric.NumOf(big.NewRat(n, 1)) }
	for objective, out := range map[int64]bool{80: true, 95: false, 120: true} { // the landing is between 90 and 110
		gap := int64(50) - objective/2
		f := metric.Figure{AC: of(50), PL: of(objective), PLToDate: of(objective / 2), Foresight: &foresight.Foresight{Basis: forecast.Smooth, Value: big.NewRat(100, 1), Low: big.NewRat(90, 1), High: big.NewRat(110, 1)}}
		m := &metric.Metric{Name: "revenue", AddsUp: true}
		tell := &insightWriter{Subject: &Subject{Metric: m, Period: month}, book: totals{m.Known(month): f}}
		q := insight.Question{Actual: big.NewRat(50, 1), Reference: big.NewRat(50-gap, 1), Range: tell.usualRange("target")}
		if insight.LeftRange(q) != out {
			t.Errorf("objective %d: %v within %+v", objective, insight.LeftRange(q), q.Range)
		}
	}
}
