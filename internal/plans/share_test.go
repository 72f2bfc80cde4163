package plans

import (
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/period"
)

// Plans share their data if their SQL uses no parameter whose value differs.
func TestShares(t *testing.T) {
	paris := time.FixedZone("Europe/Paris", 3600)
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	cfg := &config.Config{Datasets: map[string]figure.Dataset{
		"orders": {Query: "select * from orders"},
		"week":   {Query: "select * from orders where day >= :period_start"},
		"sales":  {Query: "select 1", Entity: "orders"},
	}}
	of := func(dataset string, start, today int, change ...func(*Plan)) *Plan {
		p := &Plan{Config: cfg, Zone: paris, Datasets: []string{dataset}, Params: map[string]any{"period_start": day(start), "today": day(today)}}
		p.Report.Locale = "fr-FR"
		for _, c := range change {
			c(p)
		}
		return p
	}
	moves := func(start int) *Plan {
		return of("sales", 9, 16, func(p *Plan) {
			p.Datasets = append(p.Datasets, "sales.deals_before")
			p.Periods = []period.Period{{Unit: period.Week, Start: period.NewDate(2026, 11, start)}}
		})
	}
	for _, c := range []struct {
		what string
		a, b *Plan
		want bool
	}{
		{"no date is named", of("orders", 9, 16), of("orders", 1, 17), true},
		{"a date that is the same is named", of("week", 9, 16), of("orders", 9, 17), true},
		{"a date that differs is named by one", of("week", 9, 16), of("orders", 1, 16), false},
		{"a date that differs is named by the other", of("orders", 9, 16), of("week", 1, 16), false},
		{"the sales model names today", of("sales", 9, 16), of("sales", 9, 17), false},
		{"the sales model names no start", of("sales", 9, 16), of("sales", 1, 16), true},
		{"one tells how deals moved", moves(9), of("sales", 9, 16), true},
		{"both tell it since a day", moves(9), moves(9), true},
		{"both tell it since days of their own", moves(9), moves(2), false},
		{"days of two zones", of("orders", 9, 16), of("orders", 9, 16, func(p *Plan) { p.Zone = time.UTC }), false},
		{"two languages", of("orders", 9, 16), of("orders", 9, 16, func(p *Plan) { p.Report.Locale = "en-GB" }), false},
	} {
		if got := c.a.CanShare(c.b); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
