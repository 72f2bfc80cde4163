package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"bilan/internal/exitcode"
)

// sale is a query of the English example's order lines, as section 2 of the definitions describes them: drafts are left
// out, and a cancellation is a negative line on its day. month is the month of the report; last is the year that ends
// with it, and base the year before that.
const sale = `with sale as (select o.order_no, o.order_date as day, o.customer_no, l.product_no, l.net_amount as amount, l.list_amount as list, l.discount / 100.0 as discount, nullif(l.cost, 0) as cost, l.to_invoice, 0 as reversal
 from orders o join order_lines l on l.order_no = o.order_no where o.status <> 'Draft'
 union all select o.order_no, o.cancelled_on, o.customer_no, l.product_no, -l.net_amount, -l.list_amount, l.discount / 100.0, -nullif(l.cost, 0), -l.to_invoice, 1
 from orders o join order_lines l on l.order_no = o.order_no where o.status = 'Cancelled'),
month as (select * from sale where day >= '2026-10-01' and day < '2026-11-01'),
base as (select customer_no, sum(amount) as amount from sale where day >= '2024-11-01' and day < '2025-11-01' group by 1 having max(amount > 0 and reversal = 0)),
last as (select customer_no, sum(amount) as amount, max(amount > 0 and reversal = 0) as bought from sale where day >= '2025-11-01' and day < '2026-11-01' group by 1),
kept as (select b.customer_no, b.amount as before, coalesce(l.amount, 0) as after, coalesce(l.bought, 0) as again from base b left join last l on l.customer_no = b.customer_no),
`

// unpaid is a query of the invoices and credit notes that were not paid at the end of October.
const unpaid = `(select case kind when 'Credit note' then -net_amount when 'Invoice' then net_amount end as amount, due_on from invoices
 where kind <> 'Deposit' and invoice_date < '2026-11-01' and (paid_on is null or paid_on = '' or paid_on >= '2026-11-01'))`

// independent are metrics of October 2026, each with an SQLite statement for its value over the company's tables. The
// statements do not use the sales model.
var independent = []struct{ metric, sql string }{
	{"ordered", "select sum(amount) from month"},
	{"sales", "select count(distinct order_no) from month where reversal = 0"},
	{"discount_given", "select sum(list - amount) from month"},
	{"discount_rate", "select sum(list - amount) / sum(list) from month"},
	{"realisation", "select sum(amount) / sum(list) from month"},
	{"leak", "select sum(max(0, m.discount - p.max_discount / 100.0) * m.list) from month m join products p on p.product_no = m.product_no"},
	{"margin_rate", "select sum(amount - cost) / sum(amount) from month where cost is not null"},
	{"below_cost", "select count(*) from month where amount > 0 and amount < cost and reversal = 0"},
	{"buyers", "select count(distinct customer_no) from month where reversal = 0"},
	{"backlog", "select sum(to_invoice) from sale"},
	{"retention", "select avg(again) from kept"},
	{"retention_gross", "select sum(min(before, after)) / sum(before) from kept"},
	{"retention_net", "select sum(after) / sum(before) from kept"},
	{"churn", "select 1 - sum(min(before, after)) / sum(before) from kept"},
	{"invoiced", "select sum(case kind when 'Credit note' then -net_amount when 'Invoice' then net_amount end) from invoices where invoice_date >= '2026-10-01' and invoice_date < '2026-11-01'"},
	{"credited", "select -sum(net_amount) from invoices where kind = 'Credit note' and invoice_date >= '2026-10-01' and invoice_date < '2026-11-01'"},
	{"credit_rate", "select sum(case kind when 'Credit note' then net_amount end) / sum(case kind when 'Invoice' then net_amount end) from invoices where invoice_date >= '2026-10-01' and invoice_date < '2026-11-01'"},
	{"receivables", "select sum(amount) from " + unpaid},
	{"overdue_receivables", "select sum(amount) from " + unpaid + " where due_on < '2026-10-31'"},
	{"dso", "select (select sum(amount) from " + unpaid + `) * 90 / (select sum(case kind when 'Credit note' then -net_amount when 'Invoice' then net_amount end) from invoices
 where invoice_date >= '2026-08-01' and invoice_date < '2026-11-01')`},
	{"lost", "select sum(amount) from deals where stage = 'Lost' and closed_on >= '2026-10-01' and closed_on < '2026-11-01'"},
	{"quote_days", `select avg(days) from (select days, row_number() over (order by days) as i, count(*) over () as n from
 (select julianday(sent_on) - julianday(requested_on) as days from quotes q where requested_on is not null and sent_on >= '2026-10-01' and sent_on < '2026-11-01' and status <> 'Replaced'))
 where i in ((n + 1) / 2, (n + 2) / 2)`},
	{"stage_conversion", `select avg(passed) from (select deal_no, stage, max(passed) as passed, max(day) as day from (
 select a.deal_no, s.stage, d.next > s.place as passed, a.day from
  (select deal_no, case stage when 'Qualified' then 1 when 'Proposal' then 2 when 'Negotiation' then 3 end as place,
   lead(entered_on) over w as day, lead(case stage when 'Qualified' then 1 when 'Proposal' then 2 when 'Negotiation' then 3 when 'Won' then 4 else 0 end) over w as next
   from deal_stages window w as (partition by deal_no order by entered_on, case stage when 'Won' then 9 when 'Lost' then 9 when 'Qualified' then 1 when 'Proposal' then 2 else 3 end)) a
  join (select 1 as place, 'Qualified' as stage union all select 2, 'Proposal' union all select 3, 'Negotiation') s
   on s.place = a.place and a.next = 0 or s.place >= a.place and s.place < a.next
  join (select 0 as next union all select 1 union all select 2 union all select 3 union all select 4) d on d.next = a.next)
 where day < '2026-11-02' group by 1, 2) where day >= '2026-10-01' and day < '2026-11-01'`},
	{"stale", "select count(*) from customers where changed_on < '2025-11-01'"},
	{"completeness", `select sum(filled) * 1.0 / sum(n) from (
 select count(*) * 7 as n, count(segment) + count(region) + count(country) + count(nullif(rep_no, '')) + count(nullif(email, '')) + count(nullif(phone, '')) + count(nullif(vat_no, '')) as filled from customers
 union all select count(*) * 3, count(coalesce(nullif(o.rep_no, ''), c.rep_no)) + count(o.customer_no) + count(o.product_no) from
  (select s.*, r.rep_no from sale s join orders r on r.order_no = s.order_no where s.day >= '2025-11-01' and s.day <= '2026-11-01') o left join customers c on c.customer_no = o.customer_no
 union all select count(*) * 4, count(rep_no) + count(customer_no) + count(close_on) + count(nullif(next_step, '')) from deals where stage not in ('Won', 'Lost')
 union all select count(*) * 3, count(rep_no) + count(customer_no) + count(net_amount) from quotes where status <> 'Replaced' and sent_on >= '2025-11-01')`},
	{"qualified_leads", "select count(*) from leads where qualified = 'yes' and created_on >= '2026-10-01' and created_on < '2026-11-01'"},
	{"lead_deals", "select count(*) from leads where deal_no in (select deal_no from deals) and created_on >= '2026-10-01' and created_on < '2026-11-01'"},
	{"lead_quotes", "select count(*) from leads where deal_no in (select deal_no from quotes where status <> 'Replaced') and created_on >= '2026-10-01' and created_on < '2026-11-01'"},
	{"lead_sales", "select count(*) from leads where deal_no in (select deal_no from deals where stage = 'Won') and created_on >= '2026-10-01' and created_on < '2026-11-01'"},
	{"won", "select coalesce(sum(amount), 0) from deals where stage = 'Won' and closed_on >= '2026-10-01' and closed_on < '2026-11-01'"},
	{"win_rate", "select avg(stage = 'Won') from deals where stage in ('Won', 'Lost') and closed_on >= '2026-10-01' and closed_on < '2026-11-01'"},
	{"weighted", "select sum(amount * probability) / 100.0 from deals where stage not in ('Won', 'Lost') and close_on >= '2026-11-01'"},
	{"nps", "select 100.0 * (sum(score >= 9) - sum(score <= 6)) / count(*) from surveys where score is not null and answered_on >= '2026-10-01' and answered_on < '2026-11-01'"},
	{"new_customers", "select count(*) from (select customer_no, min(day) as first from sale where reversal = 0 group by 1) where first >= '2026-10-01' and first < '2026-11-01'"},
	{"lost_customers", lostIn("2026-10-01", "2026-11-01")},
	{"backlog_months", `select (select sum(to_invoice) from sale) * 3 / sum(case kind when 'Credit note' then -net_amount when 'Invoice' then net_amount end)
 from invoices where invoice_date >= '2026-08-01' and invoice_date < '2026-11-01'`},
	{"cycle_mean", "select avg(julianday(closed_on) - julianday(created_on)) from deals where stage = 'Won' and closed_on >= '2026-10-01' and closed_on < '2026-11-01'"},
	{"nps_margin", `select 196 * sqrt((avg(vote * vote) - avg(vote) * avg(vote)) / count(*)) from (select (score >= 9) - (score <= 6) as vote from surveys
 where score is not null and answered_on >= '2026-10-01' and answered_on < '2026-11-01')`},
	{"answers", "select count(*) from surveys where answered_on >= '2026-10-01' and answered_on < '2026-11-01'"},
	{"response_rate", "select avg(answered_on is not null) from surveys where sent_on >= '2026-10-01' and sent_on < '2026-11-01'"},
	{"reps_inside", `select avg(inside >= 0.9 * lines) from (select coalesce(nullif(o.rep_no, ''), c.rep_no) as rep, count(*) as lines, sum(m.discount <= p.max_discount / 100.0) as inside
 from month m join orders o on o.order_no = m.order_no join products p on p.product_no = m.product_no left join customers c on c.customer_no = o.customer_no
 where m.reversal = 0 group by 1) where rep is not null`},
	{"inside_guideline", "select avg(m.discount <= p.max_discount / 100.0) from month m join products p on p.product_no = m.product_no where m.reversal = 0"},
	{"reps_at_objective", `select avg(coalesce(a.amount, 0) >= t.target_k * 1000) from targets t join reps r on r.name = t.rep left join (` + soldBy + ` where m.day >= '2026-10-01' and m.day < '2026-11-01' group by 1) a
 on a.rep = r.rep_no where t.month = '2026-10-01' and t.target_k > 0`},
	{"abandonment", "select avg(status <> 'ordered') from carts where cart_day >= '2026-10-01' and cart_day < '2026-11-01'"},
}

// roi is the return of the campaigns that began in 2026: the margin of the orders that name them, up to the day of the
// report, divided by their cost, minus 1.
const roi = `select sum(margin) / sum(cost) - 1 from (select k.cost, coalesce((select sum(s.amount - s.cost) from sale s join orders o on o.order_no = s.order_no
 where o.campaign in (k.campaign_no, k.name) and s.day <= '2026-11-16'), 0) as margin from campaigns k where k.from_day >= '2026-01-01')`

// lostIn returns a statement that counts the customers for whom a day from start to end is exactly twelve months after
// their last order.
func lostIn(start, end string) string {
	return `select count(distinct customer_no) from (select customer_no, date(day, '+12 months') as lost, lead(day) over (partition by customer_no order by day) as next from sale where reversal = 0)
 where (next is null or next > lost) and lost >= '` + start + `' and lost < '` + end + `'`
}

// soldBy is the amount by rep. A shared order counts by its shares, another order for its rep or, without one, for its
// customer's rep.
const soldBy = `select coalesce(s.rep_no, nullif(o.rep_no, ''), c.rep_no) as rep, sum(m.amount * coalesce(s.share / 100.0, 1)) as amount from sale m join orders o on o.order_no = m.order_no
 left join splits s on s.order_no = m.order_no left join customers c on c.customer_no = o.customer_no`

// coverage is the pipeline coverage of November on the 16th: the amount of open deals due by its end, divided by the
// amount still needed.
const coverage = `select (select sum(amount) from deals where stage not in ('Won', 'Lost') and close_on >= '2026-11-16' and close_on < '2026-12-01')
 / ((select sum(target_k) * 1000 from targets where month = '2026-11-01') - (select sum(amount) from sale where day >= '2026-11-01' and day < '2026-11-16'))`

// The figures of the sales model equal those of independent SQL statements in another database, to the cent.
func TestFiguresEqualIndependentStatements(t *testing.T) {
	if testing.Short() {
		t.Skip("a report of all figures is made")
	}
	root := t.TempDir()
	var metrics []string
	for _, c := range independent {
		metrics = append(metrics, c.metric)
	}
	addReport(t, root, append(metrics, "coverage", "roi"))
	db, err := sql.Open("sqlite", "file:../../examples/english.db?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	equal := func(metric, statement string, values map[string]float64) {
		t.Helper()
		var want float64
		if err := db.QueryRow(sale + "unused as (select 1) " + statement).Scan(&want); err != nil {
			t.Errorf("%s: %v", metric, err)
			return
		}
		have, ok := values[metric]
		if !ok || math.Abs(have-want) > math.Max(1e-9*math.Abs(want), 1e-11) {
			t.Errorf("%s: %.6f, want %.6f (there: %v)", metric, have, want, ok)
		}
	}
	october := valuesOf(t, filepath.Join(root, "bilan.yaml"), "independent", "2026-10")
	for _, c := range independent {
		equal(c.metric, c.sql, october)
	}
	september := valuesOf(t, filepath.Join(root, "bilan.yaml"), "independent", "2026-09")
	equal("lost_customers", lostIn("2026-09-01", "2026-10-01"), september) // a month without lost customers is 0, not unknown
	equal("roi", roi, valuesOf(t, filepath.Join(root, "bilan.yaml"), "independent", "2026"))
	equal("coverage", coverage, valuesOf(t, filepath.Join(root, "bilan.yaml"), "independent", "2026-W46"))
}

// derivedLists are queries on datasets that the sales model derives, each with an SQLite statement that returns the
// same rows.
var derivedLists = []struct{ title, query, sql string }{
	{"Loyalty", "select years, count(*) as buyers, sum(amount) as amount from sales.loyalty group by years order by years", `select years, count(*), sum(amount) from
 (select customer_no, 1 + (max(day >= '2024-11-01' and day < '2025-11-01')) * (1 + (max(day >= '2023-11-01' and day < '2024-11-01'))) as years, sum(case when counted >= '2025-11-01' then value end) as amount
  from (select customer_no, case when amount > 0 and reversal = 0 then day end as day, amount as value, day as counted from sale where day < '2026-11-01') where true group by 1
  having max(day) >= '2025-11-01') group by 1 order by 1`},
	{"Results", "select rep, amount, rank, quartile, reps from sales.rep_results order by rank, rep", `select rep, amount, rank() over (order by amount desc), ntile(4) over (order by amount desc, rep), count(*) over () from
 (` + soldBy + ` where m.day >= '2025-11-01' and m.day < '2026-11-01' group by 1) where rep is not null order by 3, 1`},
	{"Proposal", "select rep, months, base, proposal, company from sales.quota_proposal order by rep", `select r.rep_no, r.months, coalesce(a.amount, 0), coalesce(a.amount, 0) * 12 / r.months * 1.05,
 (select sum(amount) from sale where day >= '2025-11-01' and day < '2026-11-01') * 1.05
 from (select rep_no, case when from_day > '2025-11-01' then (strftime('%Y', '2026-11-01') - strftime('%Y', from_day)) * 12 + strftime('%m', '2026-11-01') - strftime('%m', from_day) else 12 end as months
  from reps where until_day is null or until_day >= '2026-11-01') r
 left join (` + soldBy + ` where m.day >= '2025-11-01' and m.day < '2026-11-01' group by 1) a on a.rep = r.rep_no order by 1`},
}

// The datasets that the sales model derives equal the lists of independent SQL statements in another database.
func TestListsEqualIndependentStatements(t *testing.T) {
	if testing.Short() {
		t.Skip("a report of lists is made")
	}
	root := t.TempDir()
	file := filepath.Join(root, "bilan.yaml")
	sections := "reports:\n  lists:\n    title: Lists\n    periods: [last month]\n    sections:\n"
	for _, f := range derivedLists {
		sections += "      - table: {title: " + f.title + ", query: \"" + f.query + "\"}\n"
	}
	writeExample(t, root, "reports:\n", sections, "sales:\n", "sales:\n  definitions: {growth: 5 %}\n")
	db, err := sql.Open("sqlite", "file:../../examples/english.db?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var problems bytes.Buffer
	w := World{Stdout: &problems, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC) }, Child: again}
	if code := Main(context.Background(), []string{"-c", file, "render", "lists", "--period", "2026-10", "--format", "rows", "-o", root}, w); code != exitcode.Done {
		t.Fatalf("exit code %d: %s", code, problems.String())
	}
	for _, f := range derivedLists {
		equalRows(t, db, f.sql, filepath.Join(root, "lists-2026-10-"+strings.ToLower(f.title)+".csv"))
	}
}

// equalRows compares the rows of a file with those of a statement, numbers to the cent.
func equalRows(t *testing.T, db *sql.DB, statement, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	have, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(sale + "unused as (select 1) " + statement)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	defer rows.Close()
	n := 1
	for ; rows.Next(); n++ {
		want := make([]any, len(have[0]))
		into := make([]any, len(want))
		for i := range want {
			into[i] = &want[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if n >= len(have) || !sameCell(have[n][i], fmt.Sprint(want[i])) {
				t.Fatalf("%s, line %d, column %d: want %v, have %q", file, n+1, i+1, want[i], have[min(n, len(have)-1):])
			}
		}
	}
	if n != len(have) || n == 1 {
		t.Errorf("%s: %d lines, want %d", file, len(have), n)
	}
}

func sameCell(have, want string) bool {
	a, no := strconv.ParseFloat(have, 64)
	b, noB := strconv.ParseFloat(want, 64)
	return no == nil && noB == nil && math.Abs(a-b) < 0.006 || have == want
}

// addReport writes the English example, with its database's path, and adds a report of the given metrics.
func addReport(t *testing.T, root string, metrics []string) {
	t.Helper()
	report := "  independent:\n    title: All\n    periods: [last month]\n    sections:\n"
	for list := range slices.Chunk(metrics, 8) {
		report += "      - scorecard: [" + strings.Join(list, ", ") + "]\n"
	}
	writeExample(t, root, "reports:\n", "reports:\n"+report)
}

// writeExample writes the English example, with its database's path and with some texts replaced.
func writeExample(t *testing.T, root string, replaced ...string) {
	t.Helper()
	yaml, err := os.ReadFile("../../examples/english.yaml")
	if err != nil {
		t.Fatal(err)
	}
	database, err := filepath.Abs("../../examples/english.db")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(append(replaced, "sqlite: english.db", "sqlite: "+database)...).Replace(string(yaml))
	if err := os.WriteFile(filepath.Join(root, "bilan.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// valuesOf returns the values of a report's figures by metric, without those of members.
func valuesOf(t *testing.T, file, name, period string) map[string]float64 {
	t.Helper()
	var out, problems bytes.Buffer
	w := World{Stdout: &out, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC) }, Child: again}
	if code := Main(context.Background(), []string{"-c", file, "render", name, "--period", period, "--json"}, w); code != exitcode.Done {
		t.Fatalf("%s: exit code %d: %s", name, code, problems.String())
	}
	var answer struct {
		Figures []struct {
			Metric, Period, Member string
			AC                     *float64
		}
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, f := range answer.Figures {
		if _, known := values[f.Metric]; !known && f.AC != nil && f.Member == "" {
			values[f.Metric] = *f.AC
		}
	}
	return values
}
