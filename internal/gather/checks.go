package gather

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
)

// Check runs the checks of every dataset and returns a doubt for each that failed, in load order. It passes the error
// of a check's query to fault, and stops if fault returns an error.
func (d *Gatherer) Check(ctx context.Context, plan *plans.Plan, fault func(error) error) ([]diagnose.Doubt, error) {
	var doubts []diagnose.Doubt
	for _, name := range plan.Datasets {
		c := checker{d: d, plan: plan, dataset: name, checks: plan.Config.Datasets[name].Checks}
		if err := c.runAll(ctx, fault); err != nil {
			return nil, err
		}
		doubts = append(doubts, c.doubts...)
		d.fresh = append(d.fresh, c.fresh...)
		d.controls = append(d.controls, c.controls...)
	}
	open, err := d.findOpenMonths(ctx, plan)
	return append(doubts, open...), err
}

func (c *checker) runAll(ctx context.Context, fault func(error) error) error {
	for _, step := range []func(context.Context) error{c.checkRows, c.checkFreshness, c.checkUnique, c.checkNotNull, c.checkSums, c.checkNoRows} {
		err := step(ctx)
		if err == nil {
			continue
		}
		var at *diagnose.CheckError
		if !errors.As(err, &at) {
			err = &diagnose.CheckError{Dataset: c.dataset, Err: err}
		}
		if err := fault(err); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) checkRows(ctx context.Context) error {
	if c.checks.Rows.IsZero() {
		return nil
	}
	t, err := c.query(ctx, "select count(*) from %s", table.Ident(c.dataset))
	if err != nil {
		return err
	}
	n := t.Rows[0][0].(int64)
	if !c.checks.Rows.Allows(n) {
		c.addDoubt("rows", diagnose.Say("rows", diagnose.Count(n), diagnose.Condition(c.checks.Rows.String())), "%d rows where %s are expected", n, c.checks.Rows)
	}
	return nil
}

func (c *checker) checkUnique(ctx context.Context) error {
	if len(c.checks.Unique) == 0 {
		return nil
	}
	columns := loaded.Idents(c.checks.Unique)
	t, err := c.query(ctx, "select %s, count(*) as __n from %s group by all having count(*) > 1 order by all limit 4", columns, table.Ident(c.dataset))
	if err != nil {
		return err
	}
	if len(t.Rows) > 0 {
		key, twice := strings.Join(c.checks.Unique, ", "), diagnose.FormatRepeated(t)
		c.addDoubt("unique", diagnose.Say("unique", key, twice), "%s is not unique: %s", key, twice)
	}
	return nil
}

func (c *checker) checkNotNull(ctx context.Context) error {
	for _, column := range c.checks.NotNull {
		t, err := c.query(ctx, "select count(*) from %s where %s is null", table.Ident(c.dataset), table.Ident(column))
		if err != nil {
			return err
		}
		if n := t.Rows[0][0].(int64); n > 0 {
			c.addDoubt("not_null", diagnose.Say("not_null", diagnose.Count(n), column), "%s is empty in %d rows", column, n)
		}
	}
	return nil
}

// checkSums compares sums with control totals. A difference up to the tolerance is allowed; without a tolerance there
// must be none.
func (c *checker) checkSums(ctx context.Context) error {
	for i, s := range c.checks.Sum {
		got, err := c.number(ctx, fmt.Sprintf("select sum(%s) from %s", table.Ident(s.Column), table.Ident(c.dataset)))
		if err != nil {
			return err
		}
		want, err := c.controlTotal(ctx, s.Equals)
		if err != nil {
			return c.checkError(fmt.Sprintf("sum[%d].equals", i), s.Equals.SQL, err)
		}
		gap := new(big.Rat).Sub(got, want)
		c.controls = append(c.controls, control{c.dataset, s.Column, gap})
		bound := new(big.Rat)
		if s.Tolerance.Rat != nil {
			bound = s.Tolerance.Rat
		}
		if new(big.Rat).Abs(gap).Cmp(bound) > 0 {
			c.addDoubt("sum", diagnose.Say("sum", s.Column, got, want, gap), "%s sums to %s and the control total is %s: a gap of %s", s.Column, got.FloatString(2), want.FloatString(2), gap.FloatString(2))
		}
	}
	return nil
}

func (c *checker) controlTotal(ctx context.Context, equals scalar.Total) (*big.Rat, error) {
	if equals.Number != nil {
		return equals.Number, nil
	}
	return c.number(ctx, equals.SQL)
}

func (c *checker) checkNoRows(ctx context.Context) error {
	for i, q := range c.checks.NoRows {
		t, err := c.d.Bench.First(ctx, 4, q.SQL, nil)
		if err != nil {
			return c.checkError(fmt.Sprintf("no_rows[%d]", i), q.SQL, err)
		}
		if len(t.Rows) == 0 {
			continue
		}
		if q.Say == "" {
			c.addDoubt("no_rows", diagnose.Say("no_rows", diagnose.FormatExamples(t)), "rows that must not be there: %s", diagnose.FormatExamples(t))
			continue
		}
		c.addDoubt("no_rows", diagnose.Say("no_rows.say", q.Say, diagnose.FormatExamples(t)), "%s: %s", q.Say, diagnose.FormatExamples(t))
	}
	return nil
}
