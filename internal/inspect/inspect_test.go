package inspect

import (
	"errors"
	"strings"
	"testing"

	"bilan/internal/companytest"
	"bilan/internal/diagnose"
	"bilan/internal/yamlfile"
)

// sound returns a company in which there is nothing to report.
func sound() companytest.Company {
	return companytest.Company{
		"bilan.yaml": `company: Maison Lenoir
owner: ops@lenoir.example
currency: EUR
sources: {exports: {files: exports}}
dimensions: {rep: {dataset: reps, key: id, label: name}}
datasets:
  reps: {source: exports, query: select * from reps}
  quotas: {source: exports, query: select * from quotas, keys: {rep: rep}}
  orders: {source: exports, query: select * from orders, keys: {rep: rep}}
metrics:
  revenue: {label: Revenue, dataset: orders, date: day, value: sum(amount), unit: currency}
targets:
  - {metric: revenue, per: month, by: rep, dataset: quotas, date: month, value: quota}
reports:
  monthly:
    title: Monthly
    periods: [last month]
    sections:
      - scorecard: [revenue]
      - table: {title: Orders, query: select id as number from orders order by id, columns: [number]}
`,
		"exports/reps.csv":   "id,name\nR1,Anne\nR2,Benoît\n",
		"exports/quotas.csv": "rep,month,quota\nR1,2026-10-01,100\nR2,2026-10-01,50\nR1,2026-11-01,100\nR1,2026-12-01,100\n",
		"exports/orders.csv": "id,day,rep,amount,region\n1,2026-10-05,R1,90.10,Nord\n2,2026-10-20,R2,60,Sud\n3,2026-10-30,R1,4.90,Nord\n",
	}
}

// Connect compares each key of the YAML with the data. A mistake says where it is, what is wrong and what to write.
func TestConnect(t *testing.T) {
	for name, c := range map[string]struct {
		file, old, new          string
		mistake, warning, doubt string // beginnings; "" for none
	}{
		"sound":                     {"bilan.yaml", "Maison", "Maison", "", "", ""},
		"a column of a key":         {"bilan.yaml", "query: select * from orders, keys: {rep: rep}", "query: select * from orders, keys: {rep: repp}", `datasets.orders.keys.rep: dataset "orders" has no column "repp"`, "", ""},
		"a date that is none":       {"bilan.yaml", "date: day", "date: region", `metrics.revenue.date: column "region" of "orders" is text, not a date`, "", ""},
		"a sum of texts":            {"bilan.yaml", "sum(amount)", "sum(region)", `metrics.revenue.value: `, "", ""},
		"a column of a table":       {"bilan.yaml", "columns: [number]", "columns: [numbr]", `reports.monthly.sections[1].table.columns[0].column: the query has no column "numbr"`, "", ""},
		"a column of SQL":           {"bilan.yaml", "id as number", "idd as number", `reports.monthly.sections[1].table.query: `, "", ""},
		"a missing table":           {"bilan.yaml", "select * from quotas", "select * from quota", `datasets.quotas.query: `, "", ""},
		"a missing folder":          {"bilan.yaml", "files: exports", "files: export", `sources.exports.files: `, "", ""},
		"a rep whom nobody knows":   {"exports/orders.csv", "3,2026-10-30,R1", "3,2026-10-30,R9", "", `datasets.orders.keys.rep: `, ""},
		"a total among the quotas":  {"exports/quotas.csv", "R1,2026-12-01,100\n", "R1,2026-12-01,100\n,2026-12-01,350\n", "", `targets[0]: line 6 of "quotas" equals the sum of the rows above it`, ""},
		"a quota of nobody":         {"exports/quotas.csv", "R2,2026-10-01,50", "R9,2026-10-01,50", "", "", "unmatched_targets"},
		"a quota that stands twice": {"exports/quotas.csv", "R2,2026-10-01,50", "R1,2026-10-01,50", `targets[0]: two values in "quotas" for the month of 2026-10-01 for rep "R1"`, "", ""},
		"a check that fails":        {"bilan.yaml", "query: select * from reps", "query: select * from reps, checks: {rows: 3}", "", "", "rows"},
		"no row at all":             {"bilan.yaml", "  orders:", "  returns: {source: exports, query: select * from orders where amount < 0}\n  orders:", "", "datasets.returns: it has no rows", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := sound().With(t, c.file, c.old, c.new).Program(t)
			found, err := Connect(t.Context(), p, "")
			if err != nil {
				t.Fatal(err)
			}
			var doubts []string
			for _, d := range found.Doubts {
				doubts = append(doubts, d.Check)
			}
			compare(t, "mistakes", texts(found.Mistakes), c.mistake)
			compare(t, "warnings", texts(found.Warnings), c.warning)
			compare(t, "doubts", doubts, c.doubt)
		})
	}
}

func texts(list yamlfile.Mistakes) (texts []string) {
	for _, m := range list {
		texts = append(texts, m.Path+": "+m.Message)
	}
	return texts
}

// A mistake is reported at its place also when another one stops what would find it, and when its words mean something
// else: a formula of a metric without its date while the quotas cannot be read, and a key that is a column of the orders.
func TestConnectReportsBoth(t *testing.T) {
	p := sound().With(t, "bilan.yaml", "date: day", "date: dayy").With(t, "bilan.yaml", "from quotas", "from quota").
		With(t, "bilan.yaml", "targets:\n", "  basket: {label: Basket, formula: revenue / orders_count}\n  orders_count: {label: Orders, dataset: orders, date: day, value: count(*)}\ntargets:\n  - {metric: basket, value: 50}\n").Program(t)
	found, err := Connect(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(texts(found.Mistakes), "; "); !strings.Contains(got, "datasets.quotas.query: ") || !strings.Contains(got, `metrics.revenue.date: dataset "orders" has no column "dayy"`) {
		t.Error(got)
	}
	p = sound().With(t, "bilan.yaml", "key: id", "key: amount").Program(t)
	if found, err = Connect(t.Context(), p, ""); err != nil {
		t.Fatal(err)
	}
	compare(t, "mistakes", texts(found.Mistakes), `dimensions.rep.key: dataset "reps" has no column "amount"`)
}

// compare requires one finding with the text, or none if the text is "".
func compare(t *testing.T, kind string, found []string, want string) {
	t.Helper()
	if want == "" && len(found) == 0 {
		return
	}
	if len(found) != 1 || want == "" || !strings.Contains(found[0], want) {
		t.Errorf("%s: %q, want %q", kind, found, want)
	}
}

// Print returns the mistakes first, then the doubts.
func TestPrint(t *testing.T) {
	var out strings.Builder
	f := Findings{Warnings: yamlfile.Mistakes{{Message: "w"}}, Doubts: []diagnose.Doubt{{Check: "rows"}}}
	var held *diagnose.Unusable
	if err := f.Print(&out); !errors.As(err, &held) || out.String() != "warning: w\n" {
		t.Errorf("%v, %q", err, out.String())
	}
	f.Mistakes = yamlfile.Mistakes{{Message: "m"}}
	var mistakes yamlfile.Mistakes
	if err := f.Print(&out); !errors.As(err, &mistakes) {
		t.Errorf("%v", err)
	}
	if err := (Findings{}).Print(&out); err != nil {
		t.Error(err)
	}
}

// Sources lists the tables of a source with their columns; with names, only those sources.
func TestSources(t *testing.T) {
	p := sound().Program(t)
	list, err := Sources(t.Context(), p, nil)
	if err != nil || len(list) != 1 || len(list[0].Tables) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	var out strings.Builder
	PrintTables(&out, list[0].Tables)
	if text := out.String(); !strings.Contains(text, "orders") || !strings.Contains(text, "amount  decimal(2)") {
		t.Error(text)
	}
	if _, err := Sources(t.Context(), p, []string{"export"}); err == nil || !strings.Contains(err.Error(), "exports") {
		t.Errorf("an unknown source: %v", err)
	}
}
