package insight_test

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"bilan/report/insight"
)

// TestProtocol measures how often Explain names the true cause in made-up companies: docs/decisions/0127. By default it
// uses a sample of the cases. BILAN_PROTOCOL selects a complete run, which lasts some minutes and prints the rates: 1 is
// for three sets of seeds that no threshold was tuned on, 0 for the set that was used for tuning, and any other number for
// the set with that number.
func TestProtocol(t *testing.T) {
	sets, full := []uint64{1}, false
	if text := os.Getenv("BILAN_PROTOCOL"); text != "" {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			t.Fatalf("BILAN_PROTOCOL=%s is no number", text)
		}
		if sets, full = []uint64{n}, true; n == 1 {
			sets = []uint64{1, 2, 3}
		}
	}
	for _, set := range sets {
		from := set * 1_000_000
		t.Run(fmt.Sprint("Noise/", set), func(t *testing.T) { noise(t, from, full) })
		for _, what := range causes {
			t.Run(fmt.Sprint("Causes/", set, "/", what.name), func(t *testing.T) { curve(t, what, from+10_000, full) })
		}
	}
}

// noise tests that hardly any cause is named in companies in which nothing happened.
func noise(t *testing.T, from uint64, full bool) {
	companies, most := uint64(1000), 4
	if !full {
		companies, most = 40, 1
	}
	spoke, left := 0, 0
	for i := range companies {
		c := newCompany(from+i, 24+12*int(i/2%2))
		c.run()
		for _, previous := range []bool{false, true} {
			q := c.revenueQuestion(previous)
			left += one(insight.LeftRange(q))
			cause := insight.Explain(q)
			if cause == nil || cause.Cut == insight.Season && c.season {
				continue // in these companies December is higher than January, so a cause is right
			}
			spoke++
			t.Logf("seed %d: %s, surprise %.2f", from+i, name(cause), cause.Surprise)
			break
		}
	}
	t.Logf("%d of %d companies: a cause where there is none; %d totals out of their range", spoke, companies, left)
	if spoke > most {
		t.Errorf("%d of %d reports name a cause where there is none, more than %d", spoke, companies, most)
	}
}

// cause makes a question about a company whose last month has an effect of k standard deviations. right lists all true
// answers.
type cause struct {
	name string
	make func(c *company, k float64) (q insight.Question, right []string)
}

var causes = []cause{
	{"changed mix", changedMix}, {"lost account", lostAccount}, {"price rise", priceRise}, {"broken week", brokenWeek},
	{"season", seasonal}, {"rep left", repLeft},
}

func changedMix(c *company, k float64) (insight.Question, []string) {
	_, sd := c.sd()
	c.run()
	now := c.months
	_, was := c.total(now)
	// Purchases move from the products with the best margins to the one with the worst, until the rate has fallen by k
	// sd.
	low, high := 0.0, 1.0
	before := c.quantity[now]
	for range 40 {
		f := (low + high) / 2
		c.quantity[now] = before
		for i := range customers {
			for from := range 3 {
				moved := before[i][from] * f
				c.quantity[now][i][from] -= moved
				c.quantity[now][i][products-1] += moved * c.price[now][from] / c.price[now][products-1]
			}
		}
		if _, is := c.total(now); was-is < k*sd {
			low = f
		} else {
			high = f
		}
	}
	return c.rateQuestion(), []string{"product mix", "range mix"}
}

func lostAccount(c *company, k float64) (insight.Question, []string) {
	who := 10 + c.r.IntN(30)
	for range 3 { // the customer's size changes the noise, so three steps approach k
		sd, _ := c.sd()
		c.size[who] *= k * sd / c.usual(func(i int) bool { return i == who })
	}
	c.run()
	c.quantity[c.months][who] = [products]float64{}
	return c.revenueQuestion(false), []string{fmt.Sprint("customer customer ", who)}
}

// usual is the expected revenue, in the last month, of the customers for whom in is true.
func (c *company) usual(in func(customer int) bool) (sum float64) {
	for i := range customers {
		for p := range products {
			if in(i) {
				sum += c.size[i] * c.weight[p] * (1 + 0.2*float64(p)) * c.level(c.months)
			}
		}
	}
	return sum
}

func priceRise(c *company, k float64) (insight.Question, []string) {
	sd, _ := c.sd()
	c.run()
	for p := range products {
		c.price[c.months][p] *= 1 + k*sd/c.usual(func(int) bool { return true })
	}
	return c.revenueQuestion(false), []string{"factor price"}
}

func brokenWeek(c *company, k float64) (insight.Question, []string) {
	sd, _ := c.sd()
	c.run()
	which, all := c.r.IntN(4), 0.0
	lost := k * sd / c.usual(func(int) bool { return true })
	for w := range 4 {
		all += c.week[c.months][w]
	}
	for w := range 4 {
		c.week[c.months][w] /= all
	}
	lost = math.Min(lost, c.week[c.months][which])
	c.week[c.months][which] -= lost
	for i := range customers {
		for p := range products {
			c.quantity[c.months][i][p] *= 1 - lost
		}
	}
	return c.revenueQuestion(false), []string{fmt.Sprint("week week ", which)}
}

func repLeft(c *company, k float64) (insight.Question, []string) {
	who := c.r.IntN(reps)
	his := func(i int) bool { return c.rep[i] == who }
	for range 3 {
		sd, _ := c.sd()
		f := k * sd / c.usual(his)
		for i := range customers {
			if his(i) {
				c.size[i] *= f
			}
		}
	}
	c.run()
	for i := range customers {
		if his(i) {
			c.quantity[c.months][i] = [products]float64{}
		}
	}
	right := []string{fmt.Sprint("rep rep ", who)}
	if who == reps-1 { // the only rep of his region
		right = append(right, "region region 4")
	}
	return c.revenueQuestion(false), right
}

// seasonal makes a company whose revenue falls by k standard deviations in the last month of each year, and compares
// with the previous month.
func seasonal(c *company, k float64) (insight.Question, []string) {
	sd, _ := c.sd()
	c.season = false
	c.run()
	f := 1 - k*sd/c.usual(func(int) bool { return true })
	for t := c.months; t >= 0; t -= 12 {
		for i := range customers {
			for p := range products {
				c.quantity[t][i][p] *= f
			}
		}
	}
	return c.revenueQuestion(true), []string{"season"}
}

// curve tests that nearly all companies whose total left its range get the true cause, for effects of several sizes.
func curve(t *testing.T, what cause, from uint64, full bool) {
	seeds := uint64(400)
	if !full {
		seeds = 6
	}
	for _, k := range []float64{2, 3, 5} {
		var right, left, silent, wrong, inside int
		answers := map[string]int{}
		for i := range seeds {
			c := newCompany(from+i, 24+12*int(i/2%2))
			q, truths := what.make(c, k)
			flat := q
			if q.Previous != nil {
				flat.Cycle = 0 // with a season, the seasonal fall would stay inside the range
			}
			out := insight.LeftRange(flat)
			left += one(out)
			found := insight.Explain(q)
			switch {
			case found == nil:
				silent += one(out)
			case contains(truths, found):
				right += one(out)
				inside += one(!out)
			default:
				wrong++
				answers[name(found)]++
			}
		}
		t.Logf("%-12s %g sd: %3d left their range, %3d right, %3d silent, %3d wrong %v; %d right of those that stayed in it", what.name, k, left, right, silent, wrong, answers, inside)
		few := full && (k == 3 && float64(right) < 0.97*float64(left) || k == 5 && float64(right) < 0.97*float64(seeds))
		if few || k == 5 && right < int(seeds)*5/6 { // in a sample, one company may stay inside its range
			t.Errorf("%s at %g sd: %d right of %d that left their range, of %d", what.name, k, right, left, seeds)
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func name(c *insight.Cause) string {
	if len(c.Parts) == 0 {
		return c.Cut
	}
	return c.Cut + " " + c.Parts[0].Key
}

func contains(truths []string, c *insight.Cause) bool {
	for _, truth := range truths {
		if truth == name(c) {
			return true
		}
	}
	return false
}
