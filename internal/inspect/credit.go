package inspect

import (
	"context"
	"fmt"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
)

// checkShares checks the shares of every dataset whose rows are shared among members. It records mistakes and warnings.
func (c *sourceCheck) checkShares(ctx context.Context) error {
	for _, name := range c.Plan.Datasets {
		credit, path := c.Config.Datasets[name].Credit, "datasets."+name+".credit"
		if credit.By == "" {
			continue
		}
		unusable := c.Broken[name] || c.Broken[credit.Dataset] || c.recordMisfit(diagnose.CreditMisfit(ctx, c.Data, c.Plan, name)) ||
			c.keepAllShares(ctx, name) != nil // a missing column was already reported
		if unusable || c.wrongShares(ctx, name) {
			c.markUnfit(name)
		}
		if !unusable && !c.hasNoValues(name) && !c.hasNoValues(credit.Dataset) {
			c.doubtfulShares(ctx, path, name)
		}
	}
	return ctx.Err()
}

// keepAllShares stores the shares of a dataset in a table, for the figures of all reports.
func (c *sourceCheck) keepAllShares(ctx context.Context, name string) error {
	if err := c.StoreShares(ctx, c.Plan.Model, name); err != nil {
		return err
	}
	for _, plan := range c.plans {
		plan.Model.Datasets[name].Credit.Kept = c.Plan.Model.Datasets[name].Credit.Kept
	}
	return nil
}

// markUnfit records that no metric of a dataset can be computed.
func (c *sourceCheck) markUnfit(dataset string) {
	for name, m := range c.Config.Metrics {
		if m.Dataset == dataset {
			c.Failed["metrics."+name] = true
		}
	}
}

func (c *sourceCheck) wrongShares(ctx context.Context, name string) bool {
	doubt, err := c.ShareDoubt(ctx, c.Plan.Model, c.Asker(c.Plan.Params), name)
	if doubt != nil {
		c.found.Doubts = append(c.found.Doubts, *doubt)
	}
	return doubt != nil || err != nil // a missing column was already reported
}

func (c *sourceCheck) doubtfulShares(ctx context.Context, path, name string) {
	credit, engine := c.Config.Datasets[name].Credit, c.Asker(c.Plan.Params)
	if d, err := check.DoubtCredit(ctx, c.Plan.Model, engine, name); err == nil {
		// a dataset that is limited in time lacks some of the shared rows, so missing rows are no mistake
		if windowed := plans.Beginning.MatchString(c.Config.Datasets[name].Query); d.Strange > 0 && (!windowed || d.Strange == d.Shared) {
			c.warn(path+".id", fmt.Sprintf("%d of %d %q in %q are in no row of %q: %s", d.Strange, d.Shared, credit.ID, credit.Dataset, name,
				listNames(d.UnknownKeys, d.Strange)), "")
		}
		if len(d.Twice) > 0 && !strings.HasPrefix(name, "sales.") { // a sale of the sales model may have several lines
			c.warn(path+".id", fmt.Sprintf("shared ids are on several rows of %q: %s", name, listNames(d.Twice, d.Repeated)),
				"each of these rows is counted with its shares: the dataset needs one row per "+credit.ID)
		}
	}
	list, values, err := check.UnmatchedShares(ctx, c.Plan.Model, engine, name)
	if c.Config.Dimensions[credit.By].Dataset == "" || c.Broken[c.Config.Dimensions[credit.By].Dataset] || err != nil || len(list) == 0 {
		return
	}
	members, err := query.Members(ctx, c.Plan.Model, engine, credit.By)
	if err == nil {
		c.warn(path+".member", diagnose.DescribeUnknownKeys(c.Data, credit.Dataset, credit.Member, "match no "+credit.By, list, values, diagnose.NewKeyMatcher(members, credit.By, credit.Dataset)), "")
	}
}

// listNames writes names for people, with the number of those that are not listed. all is the number of all names.
func listNames(names []string, all int64) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = fmt.Sprintf("%q", name)
	}
	text := strings.Join(list, ", ")
	if more := all - int64(len(names)); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
