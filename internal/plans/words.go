package plans

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"bilan/report/metric"
)

// FirstFive writes the first five names of a list, and how many more there are.
func FirstFive(list []string) string {
	if len(list) > 5 {
		return strings.Join(list[:5], ", ") + fmt.Sprintf(" and %d more", len(list)-5)
	}
	return strings.Join(list, ", ")
}

// AddOnce adds a text to a list unless the list has it already.
func AddOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// AmountText writes a value of a metric with its unit. A value below 100 that is no whole number has two decimals.
func (plan *Plan) AmountText(m *metric.Metric, r *big.Rat) string {
	digits := 0
	if r.Cmp(big.NewRat(100, 1)) < 0 && !r.IsInt() {
		digits = 2
	}
	if m.Unit == metric.Currency {
		return plan.Scope.Locale.Money(r, cmp.Or(m.Currency, plan.Config.Currency), digits)
	}
	return plan.Scope.Locale.Number(r, digits)
}

// DimensionLabel returns the name that readers see for a dimension.
func (plan *Plan) DimensionLabel(name string) string {
	return cmp.Or(plan.Config.Dimensions[name].Heading(), name)
}

// DatasetLabel returns the name that readers see for a dataset. It is the label of the dataset's first metric in the
// report, a metric with a date before one without; else of its first metric, a sum of money over all rows before others;
// else the title of a section made of its rows; else its own name.
func (plan *Plan) DatasetLabel(dataset string) string {
	for _, dated := range []bool{true, false} {
		for _, a := range plan.Needs.Asks {
			if m := plan.Model.Metrics[a.Metric]; m != nil && m.Dataset == dataset && (m.Date != "" || !dated) {
				return m.Label
			}
		}
	}
	for _, simple := range []bool{true, false} {
		for _, name := range slices.Sorted(maps.Keys(plan.Model.Metrics)) {
			m := plan.Model.Metrics[name]
			if m.Dataset == dataset && (!simple || m.AddsUp && m.Unit == metric.Currency && m.Filter == "" && m.Window == 0) {
				return m.Label
			}
		}
	}
	for _, sec := range plan.Report.Sections {
		switch loc := plan.Scope.Locale; {
		case sec.Cohorts != nil && sec.Cohorts.Dataset == dataset:
			return cmp.Or(sec.Cohorts.Title, loc.Word("title.cohorts."+cmp.Or(sec.Cohorts.Show, "share")))
		case sec.Pipeline != nil && sec.Pipeline.Dataset == dataset:
			return cmp.Or(sec.Pipeline.Title, loc.Word("title.pipeline"))
		}
	}
	return dataset
}

// MoneyText writes an amount in the company's currency.
func (plan *Plan) MoneyText(r *big.Rat) string {
	return plan.Scope.Locale.Money(r, plan.Config.Currency, 0)
}

// StateLabel returns the name that readers see for a dataset without dates: the label of its first metric without a date
// in the report, else the title of the pipeline that shows it, else its DatasetLabel.
func (plan *Plan) StateLabel(dataset string) string {
	for _, sec := range plan.Report.Sections {
		for _, name := range sec.Shows() {
			if m := plan.Model.Metrics[name]; m.Date == "" && m.Dataset == dataset {
				return m.Label
			}
		}
		if sec.Pipeline != nil && sec.Pipeline.Dataset == dataset {
			return cmp.Or(sec.Pipeline.Title, plan.Scope.Locale.Word("title.pipeline"))
		}
	}
	return plan.DatasetLabel(dataset)
}

// Concerns reports whether a path of the YAML affects the plan's report.
func (plan *Plan) Concerns(path string) bool {
	key, rest, _ := strings.Cut(path, ".")
	name, _, _ := strings.Cut(rest, ".")
	switch {
	case key == "metrics":
		return slices.Contains(MetricsOf(plan.Needs), name)
	case key == "reports":
		return name == plan.Name
	case strings.HasPrefix(key, "targets["):
		for i, t := range plan.Config.Targets {
			if key == fmt.Sprintf("targets[%d]", i) {
				return slices.Contains(MetricsOf(plan.Needs), t.Metric)
			}
		}
	}
	return true
}
