package gather

import (
	"context"
	"fmt"
	"math/big"

	"bilan/internal/config/figure"
	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// checker runs the checks of one dataset and collects the doubts that they raise.
type checker struct {
	d        *Gatherer
	plan     *plans.Plan
	dataset  string
	checks   figure.Checks
	doubts   []diagnose.Doubt
	fresh    []newestDay
	controls []control
}

func (c *checker) addDoubt(check string, said diagnose.ReaderText, format string, args ...any) {
	c.doubts = append(c.doubts, diagnose.Doubt{Dataset: c.dataset, Check: check, Message: fmt.Sprintf(format, args...), Said: said, Figures: check == "fresh"})
}

// checkError returns nil for nil, and otherwise a CheckError about the SQL at the given key of the dataset's checks.
func (c *checker) checkError(key, sql string, err error) error {
	if err == nil {
		return nil
	}
	return &diagnose.CheckError{Dataset: c.dataset, Path: "datasets." + c.dataset + ".checks." + key, SQL: sql, Err: err}
}

func (c *checker) query(ctx context.Context, format string, args ...any) (*table.Table, error) {
	return c.d.Bench.Ask(ctx, fmt.Sprintf(format, args...), nil)
}

// number returns the single number that a query gives. Null counts as zero.
func (c *checker) number(ctx context.Context, sql string) (*big.Rat, error) {
	t, err := c.d.Bench.Query(ctx, sql, nil)
	if err != nil {
		return nil, err
	}
	if len(t.Rows) != 1 || len(t.Columns) != 1 {
		return nil, fmt.Errorf("%q gives %d rows and %d columns, where one number is needed", sql, len(t.Rows), len(t.Columns))
	}
	if t.Rows[0][0] == nil {
		return new(big.Rat), nil
	}
	r, ok := table.Rat(t.Rows[0][0])
	if !ok {
		return nil, fmt.Errorf("%q gives %v, where a number is needed", sql, t.Rows[0][0])
	}
	return r, nil
}
