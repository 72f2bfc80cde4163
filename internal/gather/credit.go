package gather

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/report/metric"
	"bilan/report/metric/check"
	"bilan/report/metric/query"
)

// checkShares checks that the shares of each row add up to 100 %, in every dataset of the plan that has shares.
func (d *Gatherer) checkShares(ctx context.Context, plan *plans.Plan, engine metric.Engine) error {
	for _, name := range plan.Datasets {
		if d.Program.Config.Datasets[name].Credit.By == "" {
			continue
		}
		if bad := diagnose.CreditMisfit(ctx, d.Data, plan, name); bad != nil {
			return bad
		}
		if err := d.StoreShares(ctx, plan.Model, name); err != nil {
			return err
		}
		doubt, err := d.ShareDoubt(ctx, plan.Model, engine, name)
		if err != nil {
			return err
		}
		if doubt != nil {
			// shared figures would be wrong even if the doubt were accepted
			return &diagnose.Unusable{Doubts: []diagnose.Doubt{*doubt}}
		}
	}
	return nil
}

// ShareDoubt returns a doubt when the shares of a dataset do not add up to 100 %, else nil.
func (d *Gatherer) ShareDoubt(ctx context.Context, m *metric.Model, engine metric.Engine, name string) (*diagnose.Doubt, error) {
	var wrong *check.CreditError
	err := check.Credit(ctx, m, engine, name)
	if !errors.As(err, &wrong) {
		return nil, err
	}
	return &diagnose.Doubt{
		Dataset: wrong.Dataset, Check: "shares", Path: "datasets." + name + ".credit.share", Message: wrong.Message(), Hint: wrong.Hint(),
		Said: diagnose.Say("shares", wrong.Message()), Figures: true,
	}, nil
}

// StoreShares computes the shares of a dataset into a table of the workbench, once for all figures.
func (d *Gatherer) StoreShares(ctx context.Context, m *metric.Model, name string) error {
	sql := query.SharesSQL(m, name)
	tableName := "__shares " + name
	for n := 2; d.otherTables[tableName] != "" && d.otherTables[tableName] != sql; n++ {
		tableName = fmt.Sprintf("__shares %d %s", n, name) // the members of another plan have other spellings
	}
	if d.otherTables[tableName] == "" {
		if err := d.Bench.Derive(ctx, "", tableName, sql, nil); err != nil {
			return err
		}
		d.otherTables[tableName] = sql
	}
	m.Datasets[name].Credit.Kept = tableName
	return nil
}
