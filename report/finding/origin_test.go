package finding

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report/metric"
)

// company is a made-up book of three regions and eight reps. Revenue is sales × basket, and the margin rate is margin ÷
// revenue. The seed decides what changes in the last month.
type company struct {
	cal     *period.Calendar
	months  []period.Period
	metrics map[string]*metric.Metric
	answers map[metric.Ask]metric.Answer
}

const companyReps = 8

func newCompany(t *testing.T, seed uint64) *company {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	c := &company{cal: cal, metrics: map[string]*metric.Metric{}, answers: map[metric.Ask]metric.Answer{}}
	for _, m := range []metric.Metric{
		{Name: "revenue", Label: "Chiffre d’affaires", Unit: metric.Currency, Currency: "EUR", AddsUp: true, Date: "day"},
		{Name: "sales", Label: "Nombre de ventes", Unit: metric.Number, AddsUp: true, Date: "day"},
		{Name: "margin", Label: "Marge", Unit: metric.Currency, Currency: "EUR", AddsUp: true, Date: "day"},
		{Name: "basket", Label: "Panier moyen", Unit: metric.Currency, Currency: "EUR", Date: "day"},
		{Name: "margin_rate", Label: "Taux de marque", Unit: metric.Percent, Date: "day"},
	} {
		c.metrics[m.Name] = &m
	}
	c.metrics["margin_rate"].Formula, err = metric.ParseFormula("margin / revenue")
	if err != nil {
		t.Fatal(err)
	}
	month := cal.Containing(period.Month, period.NewDate(2026, 10, 1))
	c.months = append(PastOf(cal, month), month)
	r := rand.New(rand.NewPCG(seed, 9))
	rows := make([][companyReps][3]int64, len(c.months)) // cents of revenue, sales, cents of margin, by rep
	for i := range rows {
		for rep := range rows[i] {
			sales := 80 + int64(8*r.NormFloat64())
			cents := sales * (50_000 + int64(1500*r.NormFloat64()))
			rows[i][rep] = [3]int64{cents, sales, cents / 1000 * int64(300+30*rep+int(4*r.NormFloat64()))}
		}
	}
	c.happen(r, &rows[len(rows)-1])
	for i, p := range c.months {
		c.fill(p, i, rows)
	}
	return c
}

// happen changes the rows of a month: a rep sells nothing, orders are smaller, fewer or cheaper, or the mix changes.
func (c *company) happen(r *rand.Rand, rows *[companyReps][3]int64) {
	who := r.IntN(companyReps)
	for rep := range rows {
		v := &rows[rep]
		switch who % 5 {
		case 0:
			if rep == who {
				*v = [3]int64{}
			}
		case 1:
			v[0], v[2] = v[0]*9/10, v[2]*9/10
		case 2:
			v[0], v[1], v[2] = v[0]*8/10, v[1]*8/10, v[2]*8/10
		case 3:
			v[2] = v[2] * 9 / 10
		default:
			if rep == who {
				v[0], v[1], v[2] = v[0]*4, v[1]*4, v[2]*4
			}
		}
	}
}

func cents(n int64) *big.Rat { return big.NewRat(n, 100) }

// fill sets the answers for a month: totals, regions and reps.
func (c *company) fill(p period.Period, at int, rows [][companyReps][3]int64) {
	sum := func(at int, in func(rep int) bool) (revenue, sales, margin *big.Rat) {
		if at < 0 {
			return nil, nil, nil
		}
		var v [3]int64
		for rep := range companyReps {
			for k := range v {
				if in(rep) {
					v[k] += rows[at][rep][k]
				}
			}
		}
		return cents(v[0]), big.NewRat(v[1], 1), cents(v[2])
	}
	value := func(name string, at int, in func(int) bool) metric.Num {
		revenue, sales, margin := sum(at, in)
		if revenue == nil {
			return metric.NoNum(metric.NoData)
		}
		r := metric.NumOf(revenue)
		switch name {
		case "sales":
			return metric.NumOf(sales)
		case "margin":
			return metric.NumOf(margin)
		case "basket":
			return metric.Div(r, metric.NumOf(sales))
		case "margin_rate":
			return metric.Div(metric.NumOf(margin), r)
		}
		return r
	}
	all := func(int) bool { return true }
	for name, m := range c.metrics {
		figure := func(in func(int) bool, target int64) metric.Figure {
			f := metric.Figure{Metric: m, Period: p, AC: value(name, at, in), PY: value(name, at-12, in), PP: value(name, at-1, in), PLToDate: metric.NoNum(metric.NoTarget)}
			if name == "revenue" {
				f.PLToDate = metric.NumOf(big.NewRat(target, 3))
			}
			f.PL, f.DeltaPL, f.DeltaPY, f.DeltaPP = f.PLToDate, metric.Sub(f.AC, f.PLToDate), metric.Sub(f.AC, f.PY), metric.Sub(f.AC, f.PP)
			return f
		}
		total := figure(all, 8*120_000)
		c.answers[metric.Ask{Metric: name, Period: p}] = metric.Answer{Total: total}
		reps, regions := metric.Answer{Total: total}, metric.Answer{Total: total}
		for rep := range companyReps {
			reps.Slices = append(reps.Slices, metric.Slice{Key: fmt.Sprint("R", rep), Label: fmt.Sprint("Rep ", rep), Figure: figure(func(i int) bool { return i == rep }, 120_000)})
		}
		for region, size := range []int64{4, 3, 1} {
			in := func(rep int) bool {
				return rep/4 == 0 && region == 0 || rep/4 == 1 && rep < 7 && region == 1 || rep == 7 && region == 2
			}
			regions.Slices = append(regions.Slices, metric.Slice{Key: []string{"Nord", "Grand Est", "Sud + Est"}[region], Label: []string{"Nord", "Grand Est", "Bretagne"}[region], Figure: figure(in, size*120_000)})
		}
		c.answers[metric.Ask{Metric: name, By: "rep", Period: p}], c.answers[metric.Ask{Metric: name, By: "region", Period: p}] = reps, regions
	}
}

func (c *company) Answer(a metric.Ask) metric.Answer { return c.answers[a] }

// subjects returns the subjects of the revenue, the number of sales and the margin rate.
func (c *company) subjects() (list []*Subject) {
	last := len(c.months) - 1
	for _, name := range []string{"revenue", "sales", "margin_rate"} {
		s := &Subject{
			Metric: c.metrics[name], Period: c.months[last], Past: c.months[:last], By: []string{"region", "rep"}, Parents: map[string]string{"rep": "region"},
			Against: []string{"last_year", "previous"}, Days: func(p period.Period) int { return c.cal.BusinessDays(p.Start, p.End) },
		}
		switch name {
		case "revenue":
			s.Against, s.Factors = []string{"target", "last_year", "previous"}, []*metric.Metric{c.metrics["sales"], c.metrics["basket"]}
		case "margin_rate":
			s.Terms = []*metric.Metric{c.metrics["margin"], c.metrics["revenue"]}
		}
		list = append(list, s)
	}
	return list
}

// In made-up companies, a sentence contains the text of each of its numbers, the formula of a number gives exactly its
// value, and the remainder of each closure is 0. BILAN_SEED chooses other companies.
func TestNumbersAreTheirFigures(t *testing.T) {
	from, _ := strconv.ParseUint(os.Getenv("BILAN_SEED"), 10, 64)
	loc, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for seed := from; seed < from+20; seed++ {
		c := newCompany(t, seed)
		w := Writer{
			Full: func(m *metric.Metric, r *big.Rat) string { return loc.Number(r, 2) }, Signed: func(m *metric.Metric, r *big.Rat) string { return loc.Number(r, 2) },
			Points: func(m *metric.Metric, r *big.Rat) string { return loc.Number(r, 4) }, Heading: func(by string) string { return map[string]string{"rep": "Commercial", "region": "Région"}[by] },
			Period: func(p period.Period) Name { return Name{Unit: string(p.Unit), Text: c.cal.ID(p), In: c.cal.ID(p)} }, ID: c.cal.ID, Unassigned: "(non affecté)", Locale: loc,
		}
		for _, f := range Find(c.subjects(), c, w, 99) {
			kinds[f.Kind]++
			for _, n := range f.Numbers {
				if strings.Contains(n.Of, "×") {
					kinds["product or ratio"]++
				}
				want, _ := new(big.Rat).SetString(n.Value)
				got, err := evaluate(n.Of, f.Inputs)
				if err != nil || !near(got, want) {
					t.Errorf("seed %d: %q: %s is %s, and %s makes %v (%v)", seed, f.Text, n.Text, n.Value, n.Of, got, err)
				}
				if !strings.Contains(f.Text, n.Text) {
					t.Errorf("seed %d: %q does not stand in %q", seed, n.Text, f.Text)
				}
			}
			for key, value := range f.Inputs {
				if held, ok := c.holds(key); !ok || metric.Decimal(held) != value {
					t.Errorf("seed %d: %s is %s, and the figure %v", seed, key, value, held)
				}
			}
			if f.Closure != "" && !strings.HasSuffix(plainSpace(f.Closure), "reste 0,00.") && !strings.HasSuffix(plainSpace(f.Closure), "reste 0,0000.") {
				t.Errorf("seed %d: %q", seed, f.Closure)
			}
		}
	}
	for _, kind := range []string{"cause", "quiet", "streak", "extremes", "unusual", "product or ratio"} {
		if kinds[kind] == 0 {
			t.Errorf("no sentence was a %s: %v", kind, kinds)
		}
	}
}

func plainSpace(text string) string { return spaces.Replace(text) }

// holds returns the value of the figure with this key; false if its period is not in the book.
func (c *company) holds(key string) (*big.Rat, bool) {
	part := strings.Split(key, "/")
	for _, p := range c.months {
		if c.cal.ID(p) != part[1] {
			continue
		}
		answer := c.answers[metric.Ask{Metric: part[0], Period: p}]
		f := answer.Total
		if len(part) == 4 {
			by, member, _ := strings.Cut(part[2], "=")
			list := c.answers[metric.Ask{Metric: part[0], By: by, Period: p}].Slices
			at := slices.IndexFunc(list, func(s metric.Slice) bool { return s.Key == member })
			f = list[at].Figure
		}
		return orZero(numberNamed(part[len(part)-1], &f)), true
	}
	return nil, false
}

// near reports whether two numbers agree to a billionth. They may differ, because only 15 digits of a ratio are
// written.
func near(a, b *big.Rat) bool {
	off := new(big.Rat).Sub(a, b)
	bound := new(big.Rat).Mul(new(big.Rat).Add(abs(b), big.NewRat(1, 1)), big.NewRat(1, 1_000_000_000))
	return off.Abs(off).Cmp(bound) <= 0
}

// evaluate computes a formula of keys.
func evaluate(of string, inputs map[string]string) (*big.Rat, error) {
	keys := make([]string, 0, len(inputs))
	for key := range inputs {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return len(b) - len(a) })
	for i, key := range keys {
		of = strings.ReplaceAll(of, key, fmt.Sprintf("$%d$", i))
	}
	if list, ok := strings.CutPrefix(of, "count("); ok {
		return big.NewRat(int64(strings.Count(list, ";")+1), 1), nil
	}
	p := &formula{strings.NewReplacer(" ", "").Replace(of), func(i int) *big.Rat {
		r, _ := new(big.Rat).SetString(inputs[keys[i]])
		return r
	}}
	r := p.sum()
	if p.rest != "" {
		return r, fmt.Errorf("%q is left", p.rest)
	}
	return r, nil
}

// formula parses a formula from left to right; rest is the text that is not parsed yet.
type formula struct {
	rest string
	key  func(int) *big.Rat
}

func (p *formula) take(sign string) bool {
	rest, ok := strings.CutPrefix(p.rest, sign)
	p.rest = rest
	return ok
}

func (p *formula) sum() *big.Rat {
	r := p.product()
	for {
		switch {
		case p.take("+"):
			r.Add(r, p.product())
		case p.take("−"):
			r.Sub(r, p.product())
		default:
			return r
		}
	}
}

func (p *formula) product() *big.Rat {
	r := p.one()
	for {
		switch {
		case p.take("×"):
			r.Mul(r, p.one())
		case p.take("÷"):
			r.Quo(r, p.one())
		default:
			return r
		}
	}
}

func (p *formula) one() *big.Rat {
	if p.take("(") {
		r := p.sum()
		p.take(")")
		return r
	}
	key := p.take("$")
	n := len(p.rest) - len(strings.TrimLeft(p.rest, "0123456789"))
	i, _ := strconv.Atoi(p.rest[:n])
	p.rest = p.rest[n:]
	if key {
		p.take("$")
		return new(big.Rat).Set(p.key(i))
	}
	return big.NewRat(int64(i), 1)
}
