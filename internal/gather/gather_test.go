package gather

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/companytest"
	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/report/metric"
)

// small returns a company with one report of last month. Rep R3 is not in the table of reps.
func small() companytest.Company {
	return companytest.Company{
		"bilan.yaml": `company: Maison Lenoir
owner: ops@lenoir.example
currency: EUR
sources: {exports: {files: exports}}
dimensions: {rep: {dataset: reps, key: id, label: name}}
datasets:
  reps: {source: exports, query: select * from reps}
  closings: {source: exports, query: select * from closings}
  orders: {source: exports, query: select * from orders, keys: {rep: rep}}
closings: {books: {dataset: closings, month: month}}
metrics: {revenue: {label: Revenue, dataset: orders, date: day, value: sum(amount), unit: currency}}
targets: [{metric: revenue, per: month, by: rep, values: {R1: 100, R2: 50}}]
reports:
  monthly:
    title: Monthly
    periods: [last month]
    sections: [{scorecard: [revenue]}, {members: {by: rep, columns: [revenue]}}]
`,
		"exports/reps.csv":     "id,name\nR1,Anne\nR2,Benoît\n",
		"exports/closings.csv": "month\n2026-09-01\n",
		"exports/orders.csv":   "id,day,rep,amount\n1,2026-10-05,R1,90.10\n2,2026-10-20,R2,60\n3,2026-10-30,R3,4.90\n4,2026-09-30,R1,7\n",
	}
}

func planned(t *testing.T, p *loaded.Program, order plans.Order) *plans.Plan {
	t.Helper()
	plan, err := plans.New(p, order)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// A batch has the figures of the report, what belongs to no member, and each member's part of them.
func TestBatch(t *testing.T) {
	p := small().Program(t)
	b, err := New(t.Context(), p, planned(t, p, plans.Order{Report: "monthly", Each: []string{"rep"}}))
	if err != nil {
		t.Fatal(err)
	}
	ask := metric.Ask{Metric: "revenue", Period: b.Plan.Periods[0]}
	if total := b.Book.Answer(ask).Total; total.AC.Rat.FloatString(2) != "155.00" || total.PL.Rat.FloatString(2) != "150.00" {
		t.Errorf("the total is %v of %v", total.AC, total.PL)
	}
	if u := b.trust.Unassigned; len(u) != 1 || u[0].Amount.Rat.FloatString(2) != "4.90" {
		t.Errorf("amounts without a member: %+v", u)
	}
	var parts []string
	for _, m := range b.Members("rep") {
		part := b.Part(m)
		parts = append(parts, m.Label+" "+part.Answer(ask).Total.AC.Rat.FloatString(2)+" of "+part.Answer(ask).Total.PL.Rat.FloatString(2))
		if part.Rows() != 1 || !strings.HasSuffix(part.Scope.Report.Title, m.Label) {
			t.Errorf("%s: %d rows, %q", m.Key, part.Rows(), part.Scope.Report.Title)
		}
	}
	if got := strings.Join(parts, "; "); got != "Anne 90.10 of 100.00; Benoît 60.00 of 50.00" {
		t.Error(got)
	}
}

// Each check of a dataset, a month that is not closed, and a period without rows hold the report.
func TestDoubts(t *testing.T) {
	check := func(text string) func(*testing.T, companytest.Company) {
		return func(t *testing.T, c companytest.Company) {
			c.With(t, "bilan.yaml", "keys: {rep: rep}", "keys: {rep: rep}, checks: "+text)
		}
	}
	for name, c := range map[string]struct {
		change      func(*testing.T, companytest.Company)
		check, says string
	}{
		"rows":   {check("{rows: 5}"), "rows", "4 rows where 5 are expected"},
		"unique": {check("{unique: [rep]}"), "unique", "rep is not unique: R1"},
		"not null": {func(t *testing.T, c companytest.Company) {
			check("{not_null: [rep]}")(t, c)
			c.With(t, "exports/orders.csv", "R2,60", ",60")
		}, "not_null", "rep is empty in 1 rows"},
		"sum":     {check("{sum: [{column: amount, equals: 160}]}"), "sum", "a gap of 2.00"},
		"no rows": {check(`{no_rows: [{query: select id from orders where amount < 5, say: small orders}]}`), "no_rows", "small orders: 3"},
		"fresh": {func(t *testing.T, c companytest.Company) {
			check("{fresh: {column: day, within: 1 day}}")(t, c)
			c.With(t, "exports/orders.csv", "3,2026-10-30", "3,2026-10-21")
		}, "fresh", "the newest day is 2026-10-21"},
		"closed": {func(t *testing.T, c companytest.Company) {
			c.With(t, "bilan.yaml", "periods:", "ready: {closed: books}\n    periods:")
		}, "closed", "2026-10 is not closed"},
		"empty": {func(t *testing.T, c companytest.Company) {
			c["exports/orders.csv"] = "id,day,rep,amount\n4,2026-09-30,R1,7\n"
		}, "empty", "no row at all in 2026-10"},
	} {
		t.Run(name, func(t *testing.T) {
			files := small()
			c.change(t, files)
			p := files.Program(t)
			_, err := New(t.Context(), p, planned(t, p, plans.Order{Report: "monthly"}))
			var held *diagnose.Unusable
			if !errors.As(err, &held) || len(held.Doubts) != 1 || held.Doubts[0].Check != c.check || !strings.Contains(held.Doubts[0].Message, c.says) {
				t.Fatalf("%v", err)
			}
			anyway, err := New(t.Context(), p, planned(t, p, plans.Order{Report: "monthly", Anyway: true}))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := anyway.Document()
			if err != nil || len(anyway.Doubts) != 1 || doc.Banner == "" {
				t.Errorf("made anyway: %v, %d doubts, banner %q", err, len(anyway.Doubts), doc.Banner)
			}
		})
	}
}

// Plans that can share their data read the sources once. Where one of them cannot be made, the others are made all the
// same.
func TestShared(t *testing.T) {
	files := small().With(t, "bilan.yaml", "reports:\n", `reports:
  second: {title: Second, periods: [last month], sections: [{scorecard: [revenue]}]}
  faulty: {title: Faulty, periods: [last month], sections: [{scorecard: [stock]}]}
`).With(t, "bilan.yaml", "metrics: {", "metrics: {stock: {label: Stock, dataset: closings, value: count(*)}, ").
		With(t, "bilan.yaml", "query: select * from closings}", "query: select * from closings, checks: {rows: 5}}")
	p := files.Program(t)
	opened := 0
	open := p.OpenWorkbench
	p.OpenWorkbench = func(ctx context.Context, dir string, zone *time.Location) (loaded.Workbench, error) {
		opened++
		return open(ctx, dir, zone)
	}
	made := func(list ...*plans.Plan) (names []string) {
		err := Shared(t.Context(), p, list, func(plan *plans.Plan, b *Batch, err error) error {
			result := "ok"
			if err != nil {
				result = "error"
			} else if b.Plan != plan {
				t.Errorf("%s got the batch of %s", plan.Name, b.Plan.Name)
			}
			names = append(names, plan.Name+" "+result)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	complete := func(report string) *plans.Plan {
		plan := planned(t, p, plans.Order{Report: report})
		d, err := p.Open(t.Context(), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := plans.Complete(t.Context(), d, plan); err != nil {
			t.Fatal(err)
		}
		return plan
	}
	list := []*plans.Plan{complete("second"), complete("faulty")}
	opened = 0
	if got := strings.Join(made(list...), ", "); got != "second ok, faulty error" || opened != 1 {
		t.Errorf("a check fails: %s, opened %d times", got, opened)
	}
	if err := os.Remove(filepath.Join(p.Config.Sources["exports"].Files, "closings.csv")); err != nil {
		t.Fatal(err)
	}
	opened = 0
	if got := strings.Join(made(list...), ", "); got != "second ok, faulty error" || opened != 3 {
		t.Errorf("a file is missing: %s, opened %d times", got, opened)
	}
}
