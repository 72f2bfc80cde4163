package run

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config"
	"bilan/report/metric"
)

// creditColumns asks for the columns of all that is shared.
func creditColumns(cfg *config.Config, dataset string, need func(path, column string)) {
	for _, name := range sortedKeys(cfg.Datasets) {
		c, path := cfg.Datasets[name].Credit, "datasets."+name+".credit"
		if name == dataset {
			need(path+".id", c.ID)
			for i, amount := range c.Amounts {
				need(item(cfg, path+".amounts", i), amount)
			}
		}
		if c.Dataset == dataset {
			need(path+".id", c.ID)
			need(path+".member", c.Member)
			need(path+".share", c.Share)
		}
	}
}

// creditMisfit is what a dataset's rows cannot be shared for, nil when nothing is to blame.
func (d *data) creditMisfit(ctx context.Context, plan *Plan, name string) *misfit {
	c, path := d.p.Config.Datasets[name].Credit, "datasets."+name+".credit"
	if c.By == "" {
		return nil
	}
	if columns, err := d.bench.Describe(ctx, "", name); err == nil && has(columns, "credit") {
		return &misfit{path, fmt.Sprintf("dataset %q has a column %q of its own", name, "credit"),
			"give it another name in the query: the shares stand in a column of that name"}
	}
	for i, amount := range c.Amounts {
		if bad := d.fits(ctx, plan, item(d.p.Config, path+".amounts", i), place{name: name, column: amount}, wantNumber); bad != nil {
			return bad
		}
	}
	return d.fits(ctx, plan, path+".share", place{name: c.Dataset, column: c.Share}, wantNumber)
}

// shares demands that the shares of every row that the plan reads add up to 100 %.
func (d *data) shares(ctx context.Context, plan *Plan, engine metric.Engine) error {
	for _, name := range plan.Datasets {
		if d.p.Config.Datasets[name].Credit.By == "" {
			continue
		}
		if bad := d.creditMisfit(ctx, plan, name); bad != nil {
			return bad
		}
		if err := d.keepShares(ctx, plan.Model, name); err != nil {
			return err
		}
		doubt, err := d.shareDoubt(ctx, plan.Model, engine, name)
		if err != nil {
			return err
		}
		if doubt != nil {
			return &Unusable{Doubts: []Doubt{*doubt}} // nothing that is shared can be shown, whoever accepts it
		}
	}
	return nil
}

// shareDoubt doubts shares that do not add up.
func (d *data) shareDoubt(ctx context.Context, m *metric.Model, engine metric.Engine, name string) (*Doubt, error) {
	var wrong *metric.CreditError
	err := m.CheckCredit(ctx, engine, name)
	if !errors.As(err, &wrong) {
		return nil, err
	}
	return &Doubt{
		Dataset: wrong.Dataset, Check: "shares", Path: "datasets." + name + ".credit.share", Message: wrong.Message(), hint: wrong.Hint(),
		said: say("shares", wrong.Message()), figures: true,
	}, nil
}

// keepShares makes a table of a dataset's shares, once for all figures.
func (d *data) keepShares(ctx context.Context, m *metric.Model, name string) error {
	kept := "__shares " + name
	if err := d.bench.Derive(ctx, "", kept, m.SharesSQL(name), nil); err != nil {
		return err
	}
	m.Datasets[name].Credit.Kept = kept
	return nil
}

// credits says of every dataset whose rows are shared what is wrong with the shares, and what is probably not meant.
func (c *connection) credits(ctx context.Context) error {
	for _, name := range c.plan.Datasets {
		credit, path := c.cfg.Datasets[name].Credit, "datasets."+name+".credit"
		if credit.By == "" {
			continue
		}
		unusable := c.broken[name] || c.broken[credit.Dataset] || c.misfit(c.creditMisfit(ctx, c.plan, name)) ||
			c.keepAllShares(ctx, name) != nil // a column that is not there was told already
		if unusable || c.wrongShares(ctx, name) {
			c.unfits(name)
		}
		if !unusable && !c.unknown(name) && !c.unknown(credit.Dataset) {
			c.doubtfulShares(ctx, path, name)
		}
	}
	return ctx.Err()
}

// keepAllShares makes a dataset's table of shares for the figures of all reports.
func (c *connection) keepAllShares(ctx context.Context, name string) error {
	if err := c.keepShares(ctx, c.plan.Model, name); err != nil {
		return err
	}
	for _, plan := range c.plans {
		plan.Model.Datasets[name].Credit.Kept = c.plan.Model.Datasets[name].Credit.Kept
	}
	return nil
}

// unfits notes that no metric of a dataset can be asked.
func (c *connection) unfits(dataset string) {
	for name, m := range c.cfg.Metrics {
		if m.Dataset == dataset {
			c.unfit["metrics."+name] = true
		}
	}
}

func (c *connection) wrongShares(ctx context.Context, name string) bool {
	doubt, err := c.shareDoubt(ctx, c.plan.Model, c.asker(c.plan.Params), name)
	if doubt != nil {
		c.found.Doubts = append(c.found.Doubts, *doubt)
	}
	return doubt != nil || err != nil // a column that is not there was told already
}

func (c *connection) doubtfulShares(ctx context.Context, path, name string) {
	credit, engine := c.cfg.Datasets[name].Credit, c.asker(c.plan.Params)
	if d, err := c.plan.Model.DoubtCredit(ctx, engine, name); err == nil {
		// A dataset that is cut by time has not all that is shared: that some of it is missing says nothing.
		if windowed := beginning.MatchString(c.cfg.Datasets[name].Query); d.Strange > 0 && (!windowed || d.Strange == d.Shared) {
			c.warn(path+".id", fmt.Sprintf("%d of %d %q in %q are in no row of %q: %s", d.Strange, d.Shared, credit.ID, credit.Dataset, name,
				firstOf(d.Strangers, d.Strange)), "")
		}
		if len(d.Twice) > 0 {
			c.warn(path+".id", fmt.Sprintf("shared ids stand on several rows of %q: %s", name, firstOf(d.Twice, d.Repeated)),
				"each of these rows is shared, and sum(credit) counts each: one row per "+credit.ID+" is meant")
		}
	}
	list, values, err := c.plan.Model.UnmatchedShares(ctx, engine, name)
	if c.cfg.Dimensions[credit.By].Dataset == "" || c.broken[c.cfg.Dimensions[credit.By].Dataset] || err != nil || len(list) == 0 {
		return
	}
	members, err := c.plan.Model.Members(ctx, engine, credit.By)
	if err == nil {
		c.warn(path+".member", c.strangers(credit.Dataset, credit.Member, "match no "+credit.By, list, values, meaningsOf(members, credit.By, credit.Dataset)), "")
	}
}

// firstOf writes the first names of several.
func firstOf(names []string, all int64) string {
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
