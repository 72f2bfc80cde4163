package trend

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/forecast"
	"bilan/report/foresight"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/sectiontest"
)

// A metric with future dates is hatched in future periods and solid in past ones.
func TestTrendShowsWhatLiesAhead(t *testing.T) {
	closing := &metric.Metric{Name: "closing", Label: "Affaires à signer", Date: "close_on", Unit: metric.Currency, Currency: "EUR", AddsUp: true, HasFuture: true}
	s := sectiontest.Monthly(t, "fr-FR",
		section.Section{Trend: &section.Trend{Metric: "closing", Next: period.Span{N: 3, Unit: period.Month}}},
		section.Section{Trend: &section.Trend{Metric: "closing", Last: period.Span{N: 2, Unit: period.Month}, Next: period.Span{N: 2, Unit: period.Month}}})
	s.Metrics["closing"] = closing
	b := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		return metric.Answer{Total: metric.Figure{Metric: closing, AC: metric.NumOf(notation.Rational(int64(a.Period.Start.Month) * 10_000))}}
	}}
	sections := maker.Sections(t, s, b)
	points := func(list []report.Point) string {
		var out []string
		for _, p := range list {
			out = append(out, sectiontest.PlainSpaces(p.Label))
		}
		return strings.Join(out, " ")
	}
	end := s.Periods[0].End
	first := s.Calendar.Containing(period.Month, end)
	chart := sections[0].Blocks[0].Columns
	if chart == nil || len(chart.FC) != 3 || points(chart.AC) != "  " || !chart.FC[0].Forecast {
		t.Fatalf("months from %v: AC %q, FC %+v", first.Start, points(chart.AC), chart.FC)
	}
	if want := s.Locale.Month(first.Start.Time()); chart.FC[0].Value == nil || *chart.FC[0].Value != float64(first.Start.Month)*10 {
		t.Errorf("%s has %v", want, chart.FC[0].Value)
	}
	both := sections[1].Blocks[0].Columns
	if len(both.AC) != 4 || both.AC[0].Value == nil || both.AC[1].Value == nil || both.AC[2].Value != nil || both.FC[2].Value == nil || both.FC[1].Value != nil {
		t.Errorf("before and after: AC %q, FC %q", points(both.AC), points(both.FC))
	}
	if strings.Contains(sections[0].Note, "réalisé") || !strings.Contains(sections[0].Note, "prévision") || !strings.Contains(sections[1].Note, "réalisé") {
		t.Errorf("notes %q, %q", sections[0].Note, sections[1].Note)
	}
}

// A trend of a metric with a statistical forecast shows that forecast and its range, not the announced one.
func TestTrendShowsWhatIsForeseenWithItsRange(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: sectiontest.Words("forecast")}},
		section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), As: "line", Compare: sectiontest.Words("forecast")}})
	s.Metrics["revenue"].HasForecast = true
	fs := foresight.Foresight{Basis: forecast.Smooth, Value: sectiontest.Rat("997000"), Low: sectiontest.Rat("932000"), High: sectiontest.Rat("1061000")}
	b := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		f := metric.Figure{Metric: s.Metrics["revenue"], Period: a.Period, AC: sectiontest.Num("800000"), AN: metric.Goal{Whole: sectiontest.Num("1129000")}}
		if f.FC = f.AN; a.Period.Start.Month >= time.November {
			f.AC, f.Foresight, f.FC = metric.NoNum(metric.NotYet), &fs, metric.Goal{Whole: metric.NumOrNone(fs.Value, metric.NoData)}
			f.Outlook.Method = forecast.Mixed
		}
		return metric.Answer{Total: f}
	}}
	sections := maker.Sections(t, s, b)
	for _, chart := range []*report.TimeChart{sections[0].Blocks[0].Columns, sections[1].Blocks[0].Line} {
		if chart == nil || *chart.FC[11].Value != 997 || *chart.Low[11].Value != 932 || *chart.High[11].Value != 1061 || chart.Low[9].Value != nil {
			t.Fatalf("%+v", chart)
		}
		if chart.Words.FC != "Prév." || chart.Words.Range != "8 fois sur 10" || !strings.Contains(sectiontest.PlainSpaces(chart.Alt), "8 fois sur 10 entre 932 k€ et 1,06 M€ en décembre") {
			t.Errorf("%q, %q: %s", chart.Words.FC, chart.Words.Range, chart.Alt)
		}
	}
	fs.Low, fs.High = nil, nil
	if chart := maker.Sections(t, s, b)[1].Blocks[0].Line; len(chart.Low) > 0 || chart.Words.Range != "" {
		t.Errorf("a short history has a range: %+v", chart.Low)
	}
	fs.Value, fs.Reason = nil, forecast.Short
	b.Answers = func(from func(metric.Ask) metric.Answer) func(metric.Ask) metric.Answer {
		return func(a metric.Ask) metric.Answer {
			out := from(a)
			out.Total.FC = out.Total.AN
			out.Total.Outlook.LandingForecast = out.Total.AN.Whole
			return out
		}
	}(b.Answers)
	if chart := maker.Sections(t, s, b)[0].Blocks[0].Columns; chart.Words.FC != "Annoncé" {
		t.Errorf("what was announced is called %q", chart.Words.FC)
	}
}
