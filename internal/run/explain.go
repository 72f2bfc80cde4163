package run

import (
	"context"
	"fmt"
	"io"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/gather"
	"bilan/internal/plans"
)

// Explain writes for each sentence of a report's insights the figures behind its numbers, and the SQL that computed them.
func (p *Program) Explain(ctx context.Context, w io.Writer, order plans.Order) error {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return err
	}
	list, err := gather.Explain(ctx, &p.Program, plan)
	if err != nil {
		return fmt.Errorf("report %q: %w", order.Report, err)
	}
	if len(list) == 0 {
		return &plans.BadRequest{Err: fmt.Errorf("report %q has no insights: add a section such as insights: [revenue]", order.Report)}
	}
	written := map[string]bool{}
	for _, e := range list {
		fmt.Fprintln(w, e.Text)
		for _, n := range e.Numbers {
			fmt.Fprintf(w, "  %s = %s\n      %s\n", n.Text, n.Value, n.Of)
		}
		for _, s := range e.SQL {
			writeStatement(w, p.Config.Metrics[s.Metric], s, written)
		}
		fmt.Fprintln(w)
	}
	return nil
}

// writeStatement writes the metric and dimension of a statement. It adds the metric's definition and the SQL, unless
// written has that SQL already.
func writeStatement(w io.Writer, m figure.Metric, s gather.Statement, written map[string]bool) {
	figureName := s.Metric
	if s.By != "" {
		figureName += " by " + s.By
	}
	if written[s.SQL] {
		fmt.Fprintf(w, "  %s: as above\n", figureName)
		return
	}
	written[s.SQL] = true
	fmt.Fprintf(w, "  %s: %s\n", figureName, definition(m))
	for line := range strings.SplitSeq(s.SQL, "\n") {
		fmt.Fprintf(w, "    %s\n", line)
	}
}

// definition returns a metric's definition in the YAML, on one line.
func definition(m figure.Metric) string {
	if m.Formula != "" {
		return m.Formula
	}
	text := fmt.Sprintf("%s from %s by %s", m.Value, m.Dataset, m.Date)
	if m.Filter != "" {
		text += " where " + m.Filter
	}
	return strings.Join(strings.Fields(text), " ")
}
