package gather

import (
	"context"

	"bilan/internal/config/scalar"
	"bilan/internal/diagnose"
	"bilan/internal/freshness"
)

// freshest compares the newest day of a dataset with a limit: the one in the YAML, or else the one learned from the
// dataset's history.
func (c *checker) freshest(ctx context.Context) error {
	f, cutOff := c.checks.Fresh, c.plan.Wanted(c.dataset)
	if f.Column == "" {
		return nil
	}
	h, err := c.d.History(ctx, c.plan, c.dataset, f.Column)
	if err != nil {
		return err
	}
	v := h.Judge(cutOff)
	if v.Newest.IsZero() {
		c.doubt("fresh", diagnose.Say("undated", f.Column, cutOff), "no row has a date in %q before %s", f.Column, cutOff)
		return nil
	}
	c.fresh = append(c.fresh, newestDay{c.dataset, v.Newest})
	switch {
	case !h.Newest().Before(cutOff): // rows of the cut-off or later show that data still arrives
	case f.Within != nil:
		c.within(v, *f.Within)
	case v.Stale:
		c.stale(v)
	}
	return nil
}

// within raises a doubt about data that is older than the limit in the YAML.
func (c *checker) within(v freshness.Verdict, limit scalar.Age) {
	last := c.plan.Wanted(c.dataset).AddDays(-1)
	if limit.Calendar {
		if age := v.Newest.Days(last); age > limit.Days {
			c.doubt("fresh", diagnose.Say("fresh", v.Newest, diagnose.Days(age), last, diagnose.Days(limit.Days)),
				"the newest %s is %s, %d days before %s (at most %d are allowed)", c.checks.Fresh.Column, v.Newest, age, last, limit.Days)
		}
		return
	}
	if v.Age > limit.Days {
		c.overdue(v, limit.Days, "are allowed")
	}
}

// stale raises a doubt about data that is older than its last twelve months lead to expect.
func (c *checker) stale(v freshness.Verdict) {
	if v.Rhythm == freshness.Daily {
		c.overdue(v, v.Limit, "were usual in the 12 months before: write within: to allow more")
		return
	}
	id := c.plan.Calendar.ID(v.Empty)
	c.doubt("fresh", diagnose.Say("missing", v.Empty), "no row has a %s in %s, and each %s of the 12 months before has some", c.checks.Fresh.Column, id, v.Empty.Unit)
}

func (c *checker) overdue(v freshness.Verdict, limit int, why string) {
	last := c.plan.Wanted(c.dataset).AddDays(-1)
	c.doubt("fresh", diagnose.Say("overdue", v.Newest, diagnose.BusinessDays(v.Age), last, diagnose.BusinessDays(limit)),
		"the newest %s is %s, and %d business days up to %s have no row (at most %d %s)", c.checks.Fresh.Column, v.Newest, v.Age, last, limit, why)
}
