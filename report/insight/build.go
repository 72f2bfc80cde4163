package insight

import "math/big"

// FactorCut divides the change of a product by its factors, such as the number of sales and the basket. Each slice has
// an element for each factor; an element of past has the factor's values in earlier periods, oldest first.
func FactorCut(name string, keys []string, now, reference []*big.Rat, past [][]float64) Cut {
	c := Cut{Name: name, OwnPast: true}
	for i, amount := range Shapley(reference, now) {
		c.Parts = append(c.Parts, Part{Key: keys[i], Amount: amount, Now: toFloat(now[i]), Past: past[i]})
	}
	return c
}

// Mix is the key of the part of a RatioCut that comes from the members' weights, not from their rates.
const Mix = "mix"

// RatioCut divides the change of a ratio into the rate of each member and one part for the mix. Each slice has an
// element for each member; past is oldest first. ok is false if a sum of Den is zero, or a member has a Num without a
// Den.
func RatioCut(name string, keys []string, now, reference []Ratio, past [][]Ratio) (c Cut, ok bool) {
	mix, rate, ok := MixRate(reference, now)
	if !ok {
		return c, false
	}
	c = Cut{Name: name, OwnPast: true}
	all := Part{Key: Mix, Amount: new(big.Rat), Past: make([]float64, len(past[0]))}
	from, to := toFloat(totalRatio(reference).Den), toFloat(totalRatio(now).Den)
	totals := make([]float64, len(past[0]))
	for t := range totals {
		for i := range keys {
			totals[t] += toFloat(past[i][t].Den)
		}
	}
	for i, key := range keys {
		all.Amount.Add(all.Amount, mix[i])
		usualRate := (toFloat(reference[i].value()) + toFloat(now[i].value())) / 2
		weight := (toFloat(reference[i].Den)/from + toFloat(now[i].Den)/to) / 2
		all.Now += usualRate * toFloat(now[i].Den) / to
		p := Part{Key: key, Amount: rate[i], Now: weight * toFloat(now[i].value())}
		for t := range totals {
			all.Past[t] += usualRate * toFloat(past[i][t].Den) / safeDivisor(totals[t])
			p.Past = append(p.Past, weight*toFloat(past[i][t].value()))
		}
		c.Parts = append(c.Parts, p)
	}
	c.Parts = append(c.Parts, all)
	return c, true
}

// WeekCut divides the change of a sum by the weeks of its period. The pace of a week is its value per business day,
// divided by that of its period. Each week's pace is compared with past: the paces of the weeks of earlier periods,
// oldest first.
func WeekCut(name string, keys []string, now, reference []*big.Rat, pace []float64, past []float64) Cut {
	c := Cut{Name: name, OwnPast: true}
	for i, key := range keys {
		c.Parts = append(c.Parts, Part{Key: key, Amount: minus(now[i], reference[i]), Now: pace[i], Past: past})
	}
	return c
}
