package diagnose

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/metric/check"
)

// checkTotals raises a doubt about metrics and targets whose rows include totals of other rows. It finds totals from
// databases and queries; totals in a file are an error when the file is read.
func (d *Diagnosis) checkTotals(ctx context.Context) error {
	type rows struct{ dataset, date, filter string }
	seen := map[rows]bool{}
	for _, name := range plans.MetricsOf(d.plan.Needs) {
		m := d.plan.Model.Metrics[name]
		of := rows{m.Dataset, m.Date, m.Filter}
		if m.Date == "" || !m.AddsUp || m.Counts || seen[of] || d.keepsTotals(m.Dataset) {
			continue
		}
		seen[of] = true // another metric over the same rows needs no second check
		columns, err := d.textColumns(ctx, m.Dataset)
		if err != nil {
			return err
		}
		found, err := check.Totals(ctx, d.plan.Model, d.engine, name, columns, d.plan.Periods)
		if err != nil {
			return err
		}
		for _, t := range byColumn(m.Dataset, found) {
			d.addTotalsDoubt(m, -1, t)
		}
	}
	return d.eachTarget(func(i int, t *metric.Target) error { return d.checkTargetTotals(ctx, i, t) })
}

func (d *Diagnosis) checkTargetTotals(ctx context.Context, i int, t *metric.Target) error {
	m := d.plan.Model.Metrics[t.Metric]
	if t.Dataset == "" || !m.AddsUp || d.keepsTotals(t.Dataset) {
		return nil
	}
	columns, err := d.textColumns(ctx, t.Dataset)
	if err != nil {
		return err
	}
	found, err := check.TargetTotals(ctx, d.plan.Model, d.engine, t, columns, d.plan.Periods)
	if err != nil {
		return err
	}
	var doubted []check.TotalRow
	for _, total := range found {
		member, err := d.isMember(ctx, t, total)
		if err != nil {
			return err
		}
		if !member {
			doubted = append(doubted, total)
			continue
		}
		one := totalsOfColumn{t.Dataset, total.Column, []check.TotalRow{total}} // a manager may have as large a target as three reps
		d.addRemark(fmt.Sprintf("targets[%d]", i), one.String()+": if they are their total, every figure counts them twice", "")
	}
	for _, c := range byColumn(t.Dataset, doubted) {
		d.addTotalsDoubt(m, i, c)
	}
	return nil
}

// isMember reports whether the key of a suspected total row is a known member. A word for a total, such as "Total", is
// never a member.
func (d *Diagnosis) isMember(ctx context.Context, t *metric.Target, total check.TotalRow) (bool, error) {
	if total.Named || total.Key == "" {
		return false, nil
	}
	for dim, column := range d.plan.Model.Datasets[t.Dataset].Keys {
		if column != total.Column {
			continue
		}
		keys, err := check.KnownKeys(ctx, d.plan.Model, d.engine, t.Metric, dim)
		if err != nil || slices.Contains(keys, total.Key) {
			return err == nil, err
		}
	}
	return false, nil
}

// keepsTotals reports whether the YAML says that total rows of a file are ordinary rows (total_rows: keep).
func (d *Diagnosis) keepsTotals(dataset string) bool {
	return slices.ContainsFunc(d.plan.Reads[dataset], func(read string) bool {
		t, ok := d.Files[read]
		src := d.Program.Config.Sources[t.Source]
		return ok && (src.CSV.TotalRows == "keep" || src.Tables[t.Name].CSV.TotalRows == "keep") || !ok && read != dataset && d.keepsTotals(read)
	})
}

// emptyKey stands for empty cells in an accept: block.
const emptyKey = "(empty)"

// totalsOfColumn are the rows with totals that one column marks. They are one doubt.
type totalsOfColumn struct {
	dataset, column string
	list            []check.TotalRow
}

func byColumn(dataset string, found []check.TotalRow) (columns []totalsOfColumn) {
	for _, t := range found {
		at := slices.IndexFunc(columns, func(c totalsOfColumn) bool { return c.column == t.Column })
		if at < 0 {
			at, columns = len(columns), append(columns, totalsOfColumn{dataset: dataset, column: t.Column})
		}
		columns[at].list = append(columns[at].list, t)
	}
	return columns
}

func (t totalsOfColumn) names() []string {
	names := make([]string, len(t.list))
	for i, row := range t.list {
		names[i] = cmp.Or(row.Key, emptyKey)
	}
	return names
}

func (t totalsOfColumn) String() string {
	keys := make([]string, len(t.list))
	for i, row := range t.list {
		if keys[i] = strconv.Quote(row.Key); row.Key == "" {
			keys[i] = "an empty cell"
		}
	}
	return fmt.Sprintf("rows with %s in %q are the sums of other rows", plans.FirstFive(keys), t.column)
}

// whereClause returns the SQL clause that leaves out the rows with totals.
func (t totalsOfColumn) whereClause() string {
	var keys []string
	blank := false
	for _, row := range t.list {
		if blank = blank || row.Key == ""; row.Key != "" {
			keys = append(keys, "'"+strings.ReplaceAll(row.Key, "'", "''")+"'")
		}
	}
	switch {
	case len(keys) == 0:
		return fmt.Sprintf("where %s is not null", t.column)
	case blank:
		return fmt.Sprintf("where %s not in (%s)", t.column, strings.Join(keys, ", "))
	}
	return fmt.Sprintf("where coalesce(%s, '') not in (%s)", t.column, strings.Join(keys, ", "))
}

// addTotalsDoubt raises one doubt per column with totals, also if several metrics use it. target is the index of the
// target, -1 for a metric.
func (d *Diagnosis) addTotalsDoubt(m *metric.Metric, target int, t totalsOfColumn) {
	for _, row := range t.list {
		d.totalKeys = append(d.totalKeys, totalKey{t.dataset, t.column, row.Key})
	}
	doubt := Doubt{
		Dataset: t.dataset, Metric: m.Name, Check: "totals", Path: "datasets." + t.dataset, Figures: true, names: t.names(),
		Message: fmt.Sprintf("%s, which every figure would count twice: leave them out in the query: %s", t, t.whereClause()),
		Said:    Say("totals", strings.Join(t.names(), ", ")),
	}
	if !slices.ContainsFunc(d.Doubts, func(o Doubt) bool { return o.String() == doubt.String() }) {
		d.addDoubt(doubt, acceptedTotals, target)
	}
}

func acceptedTotals(a figure.Accept) acceptedList { return acceptedList{a.Totals.Keys, a.Totals.Until} }
