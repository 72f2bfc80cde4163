package section

import (
	"strconv"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Forecast shows what a metric should come to in the months ahead.
type Forecast struct {
	Title    string `yaml:"title" is:"languages" def:"the metric: forecast" eg:"Ce qui vient" doc:"The section's title."`
	Metric   string `yaml:"metric" is:"req,bare,ref=metric" eg:"revenue" doc:"The metric: one with 'forecast: true', or with a target of the scenario forecast."`
	Ahead    string `yaml:"ahead" is:"span" def:"3 months" eg:"6 months" doc:"How many months, the one that is not over first: from 1 to 12."`
	Pipeline string `yaml:"pipeline" is:"ref=metric" eg:"weighted" doc:"A metric with 'ahead' to stand beside it, as the weighted pipeline by closing month."`
}

// Shows implements Kind.
func (f *Forecast) Shows() []string {
	if f.Pipeline != "" {
		return []string{f.Metric, f.Pipeline}
	}
	return []string{f.Metric}
}

// Against implements Kind.
func (f *Forecast) Against(string, bool) []string { return []string{"forecast", "last_year"} }

// Targeted implements Kind.
func (f *Forecast) Targeted() (metric, by string) { return "", "" }

// Past implements Kind.
func (f *Forecast) Past() (key, metric string) { return "metric", f.Metric }

// Judged implements Kind.
func (f *Forecast) Judged() []string { return nil }

// OwnPeriod implements Kind.
func (f *Forecast) OwnPeriod() string { return "" }

func (f *Forecast) fillIn(figure.Set) { scalar.Fill(&f.Ahead, "3 months") }

func (f *Forecast) check(l *Checker, path string) {
	l.dated(path+".metric", f.Metric)
	if m, ok := l.Metric(f.Metric); ok && !m.Forecast && !l.HasTarget(f.Metric, "forecast") {
		l.Wrong(path+".metric", "nothing foresees "+strconv.Quote(f.Metric), "add forecast: true to the metric, or a target with scenario: forecast")
	}
	if m, ok := l.Metric(f.Pipeline); ok && !m.Ahead {
		l.Wrong(path+".pipeline", strconv.Quote(f.Pipeline)+" has no rows in months to come", "add ahead: true to the metric if it has, or delete pipeline:")
	}
	if n, unit, err := period.ParseSpan(f.Ahead); err == nil && (unit != period.Month || n > 12) {
		l.Wrong(path+".ahead", strconv.Quote(f.Ahead)+" is not from 1 to 12 months", "write 3 months")
	}
}
