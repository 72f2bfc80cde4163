package diagnose

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bojanz/currency"

	"bilan/internal/config/figure"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/check"
)

// checkCurrencies raises a doubt about each sum of money over rows with several currencies.
func (d *Diagnosis) checkCurrencies(ctx context.Context) error {
	for _, name := range plans.MetricsOf(d.plan.Needs) {
		m := d.plan.Model.Metrics[name]
		column := soleColumn.FindStringSubmatch(m.Value)
		if m.Unit != metric.Currency || !m.AddsUp || column == nil || d.isConverted(m, unquote(column[1])) {
			continue
		}
		candidates, err := d.codeColumns(ctx, m)
		if err != nil {
			return err
		}
		for _, c := range candidates {
			if err := d.checkMixedCurrencies(ctx, m, c); err != nil {
				return err
			}
		}
	}
	return nil
}

var (
	soleColumn    = regexp.MustCompile(`(?is)^\s*sum\s*\(\s*("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*\)\s*$`)
	currencyName  = regexp.MustCompile(`(?i)curr|devise|monnaie|w(?:ä|ae)hrung|divisa|moneda|valuta|moeda|^ccy$`)
	convertedWord = regexp.MustCompile(`(?i)^(?:base|conv|converted|converti|konvertiert)$`)
)

// isConverted reports whether a column is in one currency, according to its name (amount_eur) or its query (amount * rate
// as amount). It is true for all amounts of the sales model, which Bilan converts or checks when it reads them.
func (d *Diagnosis) isConverted(m *metric.Metric, column string) bool {
	if strings.HasPrefix(m.Dataset, "sales.") {
		return true
	}
	for _, word := range strings.FieldsFunc(column, func(r rune) bool { return r == '_' || r == ' ' || r == '-' }) {
		if currency.IsValid(strings.ToUpper(word)) || convertedWord.MatchString(word) {
			return true
		}
	}
	computed := regexp.MustCompile(`(?is)[\w)"]\s*[*/]\s*[\w("][^,]*\bas\s+"?` + regexp.QuoteMeta(column) + `\b`)
	return computed.MatchString(d.Program.Config.Datasets[m.Dataset].Query)
}

// codeColumns returns the columns of a metric's dataset whose first values are all currency codes, without columns in
// the metric's filter.
func (d *Diagnosis) codeColumns(ctx context.Context, m *metric.Metric) ([]string, error) {
	texts, err := d.textColumns(ctx, m.Dataset)
	texts = slices.DeleteFunc(texts, func(name string) bool { return strings.Contains(strings.ToLower(m.Filter), strings.ToLower(name)) })
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	first, err := d.engine.Query(ctx, fmt.Sprintf("select %s from %s limit 50", loaded.Idents(texts), table.Ident(m.Dataset)), nil)
	if err != nil {
		return nil, err
	}
	var codes []string
	for i, name := range texts {
		if hasOnlyCodes(first, i) {
			codes = append(codes, name)
		}
	}
	return codes, nil
}

// hasOnlyCodes reports whether a column of an answer contains currency codes only, and at least one.
func hasOnlyCodes(t *table.Table, column int) (some bool) {
	for _, row := range t.Rows {
		switch code, _ := row[column].(string); {
		case code == "":
		case !currency.IsValid(code):
			return false
		default:
			some = true
		}
	}
	return some
}

func acceptedCodes(a figure.Accept) acceptedList {
	return acceptedList{a.Currencies.Codes, a.Currencies.Until}
}

// checkMixedCurrencies raises a doubt if a column has several currencies in the metric's rows of the report's periods.
func (d *Diagnosis) checkMixedCurrencies(ctx context.Context, m *metric.Metric, column string) error {
	codes, err := check.Values(ctx, d.plan.Model, d.engine, m.Name, column, d.plan.Periods)
	if err != nil {
		return err
	}
	own := slices.Contains(codes, m.Currency) || currencyName.MatchString(column)
	if len(codes) < 2 || !own || slices.ContainsFunc(codes, func(code string) bool { return !currency.IsValid(code) }) {
		return nil
	}
	d.addDoubt(Doubt{
		Dataset: m.Dataset, Metric: m.Name, Check: "currencies", Path: "metrics." + m.Name + ".value",
		Message: fmt.Sprintf("%s adds up amounts whose column %q has %s: convert them in the query, or write filter: %s = '%s'", m.Value, column,
			strings.Join(codes, ", "), column, m.Currency),
		Said: Say("currencies", strings.Join(codes, ", ")), Figures: true, names: codes,
	}, acceptedCodes, -1)
	return nil
}
