package plans

import (
	"cmp"
	"slices"

	"bilan/internal/config"
	"bilan/internal/loaded"
)

// New makes the plan of an order: it finds the report, and resolves its slot and periods.
func New(p *loaded.Program, order Order) (*Plan, error) {
	r, ok := p.Config.Reports[order.Report]
	if !ok {
		return nil, NoReport(order.Report, p.Config.ReportNames())
	}
	return ForReport(p, order, r)
}

// ForReport is New for a report that need not be in the YAML.
func ForReport(p *loaded.Program, order Order, r config.Report) (*Plan, error) {
	cfg := p.Config.InLanguage(cmp.Or(r.Locale, p.Config.Locale))
	plan := &Plan{Name: order.Report, Report: r, Config: cfg, Corrects: order.Corrects}
	plan.Zone, plan.Calendar = r.Timezone.Location(), cfg.WorkingCalendar()
	plan.Release = order.release()
	plan.Each = cfg.EachDimensions(r)
	for _, dim := range order.Each {
		if !slices.Contains(plan.Each, dim) {
			plan.Each = append(plan.Each, dim)
		}
	}
	return plan, plan.setPeriods(order, p.Now.In(plan.Zone))
}
