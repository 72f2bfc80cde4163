package proof

import (
	"context"
	"fmt"

	"bilan/internal/member"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/check"
)

// CheckCounts counts the rows behind each member's figures in a second way: row by row in Go, not by the statement that
// computed the figures. It returns an error for the first member whose number of rows differs. members gives the names
// for the error.
func CheckCounts(ctx context.Context, engine metric.Engine, m *metric.Model, book *book.Book, dimension string, asks []metric.Ask, members []member.Member) error {
	parts := book.Parts(dimension)
	for _, a := range withoutDimension(asks) {
		if m.Metrics[a.Metric].Formula != nil || !m.CanDivide(a.Metric, dimension) {
			continue // the terms of a formula are asks of their own; a metric that is not divided has no rows of members
		}
		counted, err := check.CountRows(ctx, m, engine, a, dimension)
		if err != nil {
			return err
		}
		for _, key := range append(parts.Keys(), "") {
			if inFigures := parts.Rows(a, key); inFigures != counted[key] {
				return countError(m, a, (&Case{Members: members}).memberName(dimension, key), inFigures, counted[key])
			}
		}
	}
	return nil
}

func countError(m *metric.Model, a metric.Ask, who string, inFigures, counted int64) error {
	return fmt.Errorf("nothing was sent, because a check failed: %s: %q in %s to %s is made of %d rows of the dataset %q, and %d were counted",
		who, a.Metric, a.Period.Start, lastDay(a.Period), inFigures, m.Metrics[a.Metric].Dataset, counted)
}

func lastDay(p period.Period) period.Date { return p.End.AddDays(-1) }
