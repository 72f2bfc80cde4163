package outlook

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/forecast"
)

// Deals are open deals, each with the day on which it should close, its amount and its probability from 0 to 1.
type Deals []deal

type deal struct {
	close          period.Date
	amount, chance *big.Rat
}

// DealsSQL is the query for the open deals of a dataset: close date, amount and probability, sorted by all three. where
// is a condition, "" for all rows.
func DealsSQL(dataset, close, amount, probability, where string) string {
	if where == "" {
		where = "true"
	}
	return fmt.Sprintf("select cast(%s as date) as close, %s as amount, %s as probability from %s where (%s) and %[1]s is not null order by all",
		table.Ident(close), table.Ident(amount), table.Ident(probability), datasetIdent(dataset), where)
}

// datasetIdent is the quoted name of a dataset in SQL. The datasets of the sales model are in the schema "sales".
func datasetIdent(dataset string) string {
	if strings.HasPrefix(dataset, "sales.") {
		return dataset
	}
	return table.Ident(dataset)
}

// ReadDeals reads the rows that DealsSQL asks for. If one probability is above 1, all are per cents. A deal without an
// amount counts with 0; one without a probability has the probability 0.
func ReadDeals(t *table.Table) (list Deals) {
	unit := big.NewRat(1, 1)
	for _, row := range t.Rows {
		day, ok := row[0].(time.Time)
		if !ok {
			continue
		}
		d := deal{period.DateOf(day), new(big.Rat), new(big.Rat)}
		if r, ok := table.Rat(row[1]); ok {
			d.amount = r
		}
		if r, ok := table.Rat(row[2]); ok {
			d.chance = r
			if r.Cmp(big.NewRat(1, 1)) > 0 {
				unit = big.NewRat(100, 1)
			}
		}
		list = append(list, d)
	}
	for i := range list {
		list[i].chance = new(big.Rat).Quo(list[i].chance, unit)
	}
	return list
}

// Weighted sums deals: their number, their amount, and Sum, the amount weighted by probability. Low and High are the
// range in which the won amount is 8 times in 10 if each deal is won or lost independently.
type Weighted struct {
	Count       int
	Amount, Sum *big.Rat
	Low, High   *big.Rat
}

// ClosingIn are the deals that should close in a period. known is the first day that is not known. Deals that
// should have closed before it are left out, because they are overdue.
func (list Deals) ClosingIn(p period.Period, known period.Date) Weighted {
	if p.Start.Before(known) {
		p.Start = known
	}
	return list.closingBetween(p.Start, p.Close)
}

// Overdue are the deals that should have closed before a day.
func (list Deals) Overdue(known period.Date) Weighted {
	return list.closingBetween(period.Date{}, known)
}

func (list Deals) closingBetween(from, until period.Date) Weighted {
	w := Weighted{Amount: new(big.Rat), Sum: new(big.Rat)}
	var drawn []forecast.Deal
	for _, d := range list {
		if d.close.Before(from) || !d.close.Before(until) {
			continue
		}
		w.Count++
		w.Amount.Add(w.Amount, d.amount)
		w.Sum.Add(w.Sum, new(big.Rat).Mul(d.amount, d.chance))
		amount, _ := d.amount.Float64()
		chance, _ := d.chance.Float64()
		drawn = append(drawn, forecast.Deal{Amount: amount, Chance: chance})
	}
	r := forecast.Pipeline(drawn).Range
	w.Low, w.High = roundToCents(r.Low), roundToCents(r.High)
	return w
}

// roundToCents rounds an estimate to two decimals, so that it is the same on every machine.
func roundToCents(v float64) *big.Rat { return big.NewRat(int64(math.Round(v*100)), 100) }
