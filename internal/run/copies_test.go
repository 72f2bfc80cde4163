package run

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// alikeRows are rows of several members that are alike but no copies: a header, and a function that makes the nth row
// of a rep.
var alikeRows = map[string]struct {
	header string
	rows   int
	row    func(r *rand.Rand, rep, n int) string
}{
	"an order each": {"id,day,amount", 12, func(r *rand.Rand, rep, n int) string {
		return fmt.Sprintf("O%d-%d,2026-11-09,%d", rep, n, 100*r.IntN(9))
	}},
	"an id that is a number": {"id,day,amount", 12, func(_ *rand.Rand, rep, n int) string { return fmt.Sprintf("%d,2026-11-09,100", 100*rep+n) }},
	"lines of orders": {"order_id,line,day,amount", 12, func(r *rand.Rand, rep, n int) string {
		return fmt.Sprintf("O%d-%d,%d,2026-11-09,%d", rep, n/3, n%3, r.IntN(9))
	}},
	"a visit a day": {"day,type,minutes", 5, func(r *rand.Rand, _, n int) string {
		return fmt.Sprintf("2026-11-%02d,visite,%d", 9+n, pick(r, []int{15, 30, 45, 60}))
	}},
	"many visits a day": {"day,type,minutes", 60, func(r *rand.Rand, _, n int) string {
		return fmt.Sprintf("2026-11-%02d,visite,%d", 9+n%5, pick(r, []int{15, 30}))
	}},
	"visits of one length":           {"day,type,minutes", 5, func(_ *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-%02d,visite,30", 9+n) }},
	"amounts by product":             {"day,product,amount", 8, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,P%d,%d", n, r.IntN(10000)) }},
	"few sales by product":           {"day,product,amount", 8, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,P%d,%d", n, r.IntN(4)) }},
	"many products without sales":    {"day,product,amount", 30, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,P%d,%d", n, r.IntN(8)/7) }},
	"levels of skills":               {"day,skill,level,wanted", 6, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,S%d,%d,%d", n, 1+r.IntN(4), 3+n%2) }},
	"hours of days":                  {"day,hours", 5, func(_ *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-%02d,7", 9+n) }},
	"one order each":                 {"id,day,amount", 1, func(_ *rand.Rand, rep, _ int) string { return fmt.Sprintf("O%d,2026-11-09,100", rep) }},
	"two orders each, of one amount": {"day,amount", 2, func(_ *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-%02d,100", 9+n) }},
	"customers whom several visit":   {"day,customer,amount", 20, func(r *rand.Rand, _, _ int) string { return fmt.Sprintf("2026-11-09,C%d,%d", r.IntN(25), r.IntN(900)) }},
	"a third of the orders of two": {"id,day,amount", 12, func(_ *rand.Rand, rep, n int) string {
		return fmt.Sprintf("O%d,2026-11-09,%d", own(rep, n), 7*own(rep, n))
	}},
	"an amount in cents of a month": {"day,amount", 9, func(r *rand.Rand, _, n int) string {
		return fmt.Sprintf("2026-11-%02d,%d.%02d", 9+n%5, r.IntN(900), r.IntN(100))
	}},
	"stages and their numbers":         {"day,stage,deals", 5, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,E%d,%d", n, r.IntN(10)) }},
	"codes of the week, other amounts": {"day,week,amount", 4, func(r *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-09,W%d,%d", n, 500*r.IntN(20)) }},
	"texts of one kind":                {"day,reason,amount", 9, func(r *rand.Rand, _, _ int) string { return "2026-11-09,prix," + fmt.Sprint(10*r.IntN(30)) }},
	"nothing but days":                 {"day", 5, func(_ *rand.Rand, _, n int) string { return fmt.Sprintf("2026-11-%02d", 9+n) }},
}

// own returns the number of a rep's nth order. Every fourth number is also that of another rep's order.
func own(rep, n int) int {
	if n%4 == 0 {
		return 1000*(rep/2*2) + n
	}
	return 1000*rep + n
}

// Rows of several members that are alike by chance or by the nature of the data hold no edition.
func TestRowsThatAreAlikeAreNoCopies(t *testing.T) {
	for name, of := range alikeRows {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(2) {
				if _, b, err := burst(t.Context(), alikeCompany(of.header, of.rows, of.row, seed).program(t, nil), nil); err != nil || len(b.Readers()) != 7 {
					t.Errorf("seed %d: %v", seed, err)
				}
			}
		})
	}
}

func alikeCompany(header string, rows int, row func(r *rand.Rand, rep, n int) string, seed uint64) company {
	r := rand.New(rand.NewPCG(seed, 14))
	c := company{}
	var data strings.Builder
	data.WriteString("rep," + header + "\n")
	reps := "id,name,team,mail\n"
	for rep := range 7 {
		reps += fmt.Sprintf("R%d,Jeanne %c,T%d,r%d@lenoir.example\n", rep, 'A'+rep, rep%2, rep)
		for n := range rows {
			fmt.Fprintf(&data, "R%d,%s\n", rep, row(r, rep, n))
		}
	}
	c["data/reps.csv"], c["data/facts.csv"] = reps, data.String()
	c["bilan.yaml"] = `company: Maison Lenoir
owner: ops@lenoir.example
timezone: Europe/Paris
locale: fr-FR
mail: {from: bilan@lenoir.example, folder: out}
sources: {data: {files: data}}
dimensions: {rep: {dataset: reps, key: id, label: name, mail: mail, parent: team}}
datasets:
  reps: {source: data, query: select * from reps}
  facts: {source: data, query: select * from facts, keys: {rep: rep}}
metrics: {n: {label: Nombre, dataset: facts, date: day, value: count(*)}}
reports:
  hebdo:
    title: Hebdo
    periods: [last week]
    each: rep
    sections:
      - scorecard: [n]
      - table: {title: Liste, query: select * from facts, columns: [day], limit: 3}
`
	return c
}

// With common: true in its dataset, rows that several members share hold no edition.
func TestCommonRowsHoldNothing(t *testing.T) {
	leak := leaks()["a list of members that is joined without a condition"]
	c := readCompany(t, "burst")
	leak.company(t, c)
	c.change(t, "bilan.yaml", "    keys: {rep: owner, product: product}\n", "    keys: {rep: owner, product: product}\n    common: true\n")
	if _, _, err := burst(t.Context(), c.program(t, nil), nil); err != nil {
		t.Error(err)
	}
}

// A number that a table's SQL computes from the rows of many others, or a rank among them, is no leak.
func TestWhatManyMakeHoldsNothing(t *testing.T) {
	for name, column := range map[string]string{
		"a share":               "amount / sum(amount) over () as share",
		"a share that is round": "round(100 * amount / sum(amount) over ()) as share",
		"an average":            "avg(amount) over () as average",
		"a rank":                "rank() over (order by amount desc) as place",
		"his own total":         "sum(amount) over (partition by trim(owner)) as his",
		"how many":              "count(*) over () as n",
	} {
		t.Run(name, func(t *testing.T) {
			c := readCompany(t, "burst")
			c.insert(t, column)
			c["data/orders.csv"] += "O9,2026-11-11,R05,Zazie,Verres,300\n"
			if _, _, err := burst(t.Context(), c.program(t, nil), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// A table with a limit over all members may lack some rows of a member. Those that it has are his own, and no leak.
func TestAListThatIsShortHoldsNothing(t *testing.T) {
	c := readCompany(t, "burst")
	c.change(t, "bilan.yaml", "order by id\"", "qualify row_number() over (order by amount desc) <= 3 order by id\"")
	if _, _, err := burst(t.Context(), c.program(t, nil), nil); err != nil {
		t.Error(err)
	}
}
