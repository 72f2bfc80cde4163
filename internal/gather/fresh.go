package gather

import (
	"context"
	"fmt"

	"bilan/internal/config/scalar"
	"bilan/internal/diagnose"
	"bilan/internal/freshness"
)

// checkFreshness compares the newest day of a dataset with a limit: the one in the YAML, or else the one learned from
// the dataset's history.
func (c *checker) checkFreshness(ctx context.Context) error {
	f, cutOff := c.checks.Fresh, c.plan.NeededUntil(c.dataset)
	if f.Column == "" {
		return nil
	}
	h, err := c.d.History(ctx, c.plan, c.dataset, f.Column)
	if err != nil {
		return err
	}
	v := h.Judge(cutOff)
	if v.Newest.IsZero() {
		c.addDoubt("fresh", diagnose.Say("undated", f.Column, cutOff), "no row has a date in %q before %s", f.Column, cutOff)
		return nil
	}
	c.fresh = append(c.fresh, newestDay{c.dataset, v.Newest})
	switch {
	case !h.Newest().Before(cutOff): // rows of the cut-off or later show that data still arrives
	case f.Within != nil:
		c.checkAge(v, *f.Within)
	case v.Stale:
		c.addStaleDoubt(v)
	}
	return nil
}

// checkAge raises a doubt about data that is older than the limit in the YAML.
func (c *checker) checkAge(v freshness.Verdict, limit scalar.Age) {
	last := c.plan.NeededUntil(c.dataset).AddDays(-1)
	if limit.Calendar {
		if age := v.Newest.Days(last); age > limit.Days {
			c.addDoubt("fresh", diagnose.Say("fresh", v.Newest, diagnose.Days(age), last, diagnose.Days(limit.Days)),
				"the newest %s is %s, %s before %s (allowed: at most %d)", c.checks.Fresh.Column, v.Newest, count(age, "day"), last, limit.Days)
		}
		return
	}
	if v.Age > limit.Days {
		c.addOverdueDoubt(v, limit.Days, "allowed: at most %d")
	}
}

// addStaleDoubt raises a doubt about data that is older than its last twelve months lead to expect.
func (c *checker) addStaleDoubt(v freshness.Verdict) {
	if v.Rhythm == freshness.Daily {
		c.addOverdueDoubt(v, v.Limit, "usual in the 12 months before: at most %d; write within: to allow more")
		return
	}
	id := c.plan.Calendar.ID(v.Empty)
	c.addDoubt("fresh", diagnose.Say("missing", v.Empty), "no row has a %s in %s, and each %s of the 12 months before has some", c.checks.Fresh.Column, id, v.Empty.Unit)
}

// addOverdueDoubt raises a doubt about business days without rows. why is the end of its message, with a verb for the
// limit.
func (c *checker) addOverdueDoubt(v freshness.Verdict, limit int, why string) {
	last := c.plan.NeededUntil(c.dataset).AddDays(-1)
	c.addDoubt("fresh", diagnose.Say("overdue", v.Newest, diagnose.BusinessDays(v.Age), last, diagnose.BusinessDays(limit)),
		"the newest %s is %s, followed by %s without a row up to %s ("+why+")", c.checks.Fresh.Column, v.Newest, count(v.Age, "business day"), last, limit)
}

// count writes a number with its noun: 1 day, 2 days.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
