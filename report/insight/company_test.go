package insight_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"

	"bilan/report/insight"
)

// A made-up company: 101 customers, 12 reps in 5 regions, 8 products in 3 ranges. The last region has one rep.
const (
	customers, reps, products = 101, 12, 8
)

var (
	regionOf = [reps]int{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4}
	rangeOf  = [products]int{0, 0, 0, 1, 1, 1, 2, 2}
	cost     = [products]float64{0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85} // for a list price of 1
)

type company struct {
	r      *rand.Rand
	months int // the number of months before the last one
	size   [customers]float64
	rep    [customers]int
	weight [products]float64
	season bool

	quantity [][customers][products]float64
	price    [][products]float64
	margin   [][products]float64
	week     [][4]float64
}

func newCompany(seed uint64, months int) *company {
	c := &company{r: rand.New(rand.NewPCG(seed, 7)), months: months, season: seed%2 == 0}
	for i := range c.size {
		c.size[i] = 1000 / float64(i+8)
		c.rep[i] = i % reps
	}
	c.r.Shuffle(customers, func(i, j int) { c.rep[i], c.rep[j] = c.rep[j], c.rep[i] })
	for p := range c.weight {
		c.weight[p] = 0.5 + c.r.Float64()
	}
	return c
}

// noise is a random factor with mean 1, log-normal with parameter sigma.
func (c *company) noise(sigma float64) float64 {
	return math.Exp(c.r.NormFloat64()*sigma - sigma*sigma/2)
}

func (c *company) level(t int) float64 {
	level := 1 + 0.002*float64(t)
	if c.season {
		level *= []float64{1, 0.95, 1.05, 1, 1, 1.1, 0.95, 0.6, 1.05, 1.05, 1, 1.2}[(t-c.months+120)%12] // the last month is January
	}
	return level
}

func (c *company) month(t int) (q [customers][products]float64, price, margin [products]float64, week [4]float64) {
	common := c.noise(0.005) * c.level(t)
	for i := range q {
		own := c.noise(0.2)
		for p := range q[i] {
			q[i][p] = c.size[i] * c.weight[p] * common * own * c.noise(0.5)
		}
	}
	buying := c.r.NormFloat64() * 0.006
	for p := range price {
		price[p] = (1 + 0.2*float64(p)) * c.noise(0.003)
		margin[p] = 1 - cost[p] + buying + c.r.NormFloat64()*0.01
	}
	for w := range week {
		week[w] = 0.25 * c.noise(0.05)
	}
	return q, price, margin, week
}

func (c *company) run() {
	for t := range c.months + 1 {
		q, price, margin, week := c.month(t)
		c.quantity, c.price, c.margin, c.week = append(c.quantity, q), append(c.price, price), append(c.margin, margin), append(c.week, week)
	}
}

// total returns the revenue and the margin rate of month t.
func (c *company) total(t int) (revenue, rate float64) {
	return sums(&c.quantity[t], &c.price[t], &c.margin[t])
}

func sums(q *[customers][products]float64, price, margin *[products]float64) (revenue, rate float64) {
	for i := range q {
		for p, n := range q[i] {
			v := n * price[p]
			revenue, rate = revenue+v, rate+v*margin[p]
		}
	}
	return revenue, rate / revenue
}

// sd returns the standard deviations of revenue and margin rate over 60 random versions of the last month.
func (c *company) sd() (revenue, rate float64) {
	var a, b []float64
	for range 60 {
		q, price, margin, _ := c.month(c.months)
		x, y := sums(&q, &price, &margin)
		a, b = append(a, x), append(b, y)
	}
	return deviation(a), deviation(b)
}

func deviation(list []float64) float64 {
	var mean, sum float64
	for _, x := range list {
		mean += x / float64(len(list))
	}
	for _, x := range list {
		sum += (x - mean) * (x - mean)
	}
	return math.Sqrt(sum / float64(len(list)-1))
}

// by returns the revenue and the margin of month t, summed by group. of returns the group of a customer and a product.
func (c *company) by(t, groups int, of func(customer, product int) int) (revenue, margin []float64) {
	revenue, margin = make([]float64, groups), make([]float64, groups)
	for i := range customers {
		for p := range products {
			v := c.quantity[t][i][p] * c.price[t][p]
			revenue[of(i, p)] += v
			margin[of(i, p)] += v * c.margin[t][p]
		}
	}
	return revenue, margin
}

type dimension struct {
	name, within string
	groups       int
	of           func(customer, product int) int
	parent       func(group int) string
}

func (c *company) dimensions() []dimension {
	key := func(name string, i int) string { return fmt.Sprint(name, " ", i) }
	return []dimension{
		{"region", "", 5, func(i, _ int) int { return regionOf[c.rep[i]] }, nil},
		{"rep", "region", reps, func(i, _ int) int { return c.rep[i] }, func(g int) string { return key("region", regionOf[g]) }},
		{"customer", "rep", customers, func(i, _ int) int { return i }, func(g int) string { return key("rep", c.rep[g]) }},
		{"range", "", 3, func(_, p int) int { return rangeOf[p] }, nil},
		{"product", "range", products, func(_, p int) int { return p }, func(g int) string { return key("range", rangeOf[g]) }},
	}
}

// cents rounds an amount to cents.
func cents(x float64) *big.Rat { return big.NewRat(int64(math.Round(x*100)), 100) }

// exact rounds amounts to cents.
func exact(list []float64) (out []*big.Rat) {
	for _, x := range list {
		out = append(out, cents(x))
	}
	return out
}

func sum(list []*big.Rat) *big.Rat {
	all := new(big.Rat)
	for _, x := range list {
		all.Add(all, x)
	}
	return all
}

// revenueQuestion compares the last month's revenue with last year, or with the previous month.
func (c *company) revenueQuestion(previous bool) insight.Question {
	now, ref := c.months, c.months-12
	if previous {
		ref = now - 1
	}
	q := insight.Question{Cycle: 12}
	for t := range c.months {
		x, _ := c.total(t)
		q.Past = append(q.Past, x)
	}
	for _, d := range c.dimensions() {
		var keys []string
		past := make([][]float64, d.groups)
		for t := range c.months {
			values, _ := c.by(t, d.groups, d.of)
			for g, x := range values {
				past[g] = append(past[g], x)
			}
		}
		for g := range d.groups {
			keys = append(keys, fmt.Sprint(d.name, " ", g))
		}
		a, _ := c.by(now, d.groups, d.of)
		b, _ := c.by(ref, d.groups, d.of)
		cut := insight.MemberCut(d.name, keys, exact(a), exact(b), past)
		cut.Coarser = d.within
		for g := range cut.Parts {
			if d.parent != nil {
				cut.Parts[g].Coarser = d.parent(g)
			}
		}
		q.Cuts = append(q.Cuts, cut)
		if d.name == "customer" {
			q.Actual, q.Reference = sum(exact(a)), sum(exact(b))
		}
	}
	q.Cuts = append(q.Cuts, c.factors(now, ref), c.weeks(now, ref))
	if previous {
		q.Previous = &q.Past[len(q.Past)-1]
	}
	return q
}

// factors returns the cut of the revenue into quantity and mean price.
func (c *company) factors(now, ref int) insight.Cut {
	quantity := func(t int) (sum float64) {
		for i := range customers {
			for p := range products {
				sum += c.quantity[t][i][p]
			}
		}
		return sum
	}
	past := make([][]float64, 2)
	for t := range c.months {
		x, _ := c.total(t)
		past[0], past[1] = append(past[0], quantity(t)), append(past[1], x/quantity(t))
	}
	pair := func(t int) []*big.Rat {
		x, _ := c.total(t)
		n := cents(quantity(t))
		return []*big.Rat{n, new(big.Rat).Quo(cents(x), n)}
	}
	return insight.FactorCut("factor", []string{"quantity", "price"}, pair(now), pair(ref), past)
}

func (c *company) weeks(now, ref int) insight.Cut {
	values := func(t int) (list []float64) {
		x, _ := c.total(t)
		for _, w := range c.week[t] {
			list = append(list, x*w/(c.week[t][0]+c.week[t][1]+c.week[t][2]+c.week[t][3]))
		}
		return list
	}
	pace := func(t int) (list []float64) {
		x, _ := c.total(t)
		for _, v := range values(t) {
			list = append(list, 4*v/x)
		}
		return list
	}
	var past []float64
	for t := range c.months {
		past = append(past, pace(t)...)
	}
	return insight.WeekCut("week", []string{"week 0", "week 1", "week 2", "week 3"}, exact(values(now)), exact(values(ref)), pace(now), past)
}

// rateQuestion compares the last month's margin rate with last year.
func (c *company) rateQuestion() insight.Question {
	now, ref := c.months, c.months-12
	q := insight.Question{Cycle: 12}
	for t := range c.months {
		_, x := c.total(t)
		q.Past = append(q.Past, x)
	}
	for _, d := range c.dimensions() {
		if d.name == "customer" {
			continue
		}
		ratios := func(t int) (list []insight.Ratio) {
			revenue, margin := c.by(t, d.groups, d.of)
			for g := range revenue {
				list = append(list, insight.Ratio{Num: cents(margin[g]), Den: cents(revenue[g])})
			}
			return list
		}
		past := make([][]insight.Ratio, d.groups)
		for t := range c.months {
			for g, x := range ratios(t) {
				past[g] = append(past[g], x)
			}
		}
		var keys []string
		for g := range d.groups {
			keys = append(keys, fmt.Sprint(d.name, " ", g))
		}
		cut, ok := insight.RatioCut(d.name, keys, ratios(now), ratios(ref), past)
		if !ok {
			panic("a ratio without a base")
		}
		cut.Coarser = d.within
		q.Cuts = append(q.Cuts, cut)
		if d.name == "product" {
			q.Actual, q.Reference = rate(ratios(now)), rate(ratios(ref))
		}
	}
	return q
}

func rate(list []insight.Ratio) *big.Rat {
	num, den := new(big.Rat), new(big.Rat)
	for _, r := range list {
		num.Add(num, r.Num)
		den.Add(den, r.Den)
	}
	return num.Quo(num, den)
}
