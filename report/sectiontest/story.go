package sectiontest

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Story is a book with the figures of a small company: revenue by rep, a rate, counts, and a year of history. Its table
// is that of sections[5].
func Story(s *scope.Scope) *Book {
	return &Book{
		Answers: func(a metric.Ask) metric.Answer {
			m := s.Metrics[a.Metric]
			out := metric.Answer{Total: shareOf(m, a.Period, "1")}
			if a.By == "" {
				return out
			}
			for _, rep := range reps {
				f := shareOf(m, a.Period, rep.share)
				if rep.target == "" {
					f = Figure(m, f.AC, Num("no target"), Num("no target"), f.PY, f.PP)
				}
				out.Slices = append(out.Slices, metric.Slice{Key: rep.key, Label: rep.label, Unassigned: rep.key == "", Figure: f})
			}
			return out
		},
		OpenDeals: metric.Pipeline{
			Open: []metric.Stage{
				{Name: "Qualifié", Count: 41, Amount: Num("612000"), Weighted: Num("61200")},
				{Name: "Devis", Count: 18, Amount: Num("298500.50"), Weighted: Num("119400.20")},
				{Name: "Négociation", Count: 5, Amount: Num("121000"), Weighted: Num("90750")},
				{Name: "À relancer", Count: 2, Amount: Num("8000"), Weighted: Num("no data"), Unknown: true},
			},
			Total:   metric.Stage{Count: 66, Amount: Num("1039500.50"), Weighted: Num("271350.20")},
			Won:     metric.Stage{Count: 7, Amount: Num("88200")},
			Lost:    metric.Stage{},
			Overdue: metric.Stage{Count: 3, Amount: Num("24100")},
		},
		Tables: map[string]*table.Table{"sections[5]": {
			Columns: []table.Column{{Name: "client"}, {Name: "commande_id", Kind: table.Integer}, {Name: "le", Kind: table.Date},
				{Name: "montant", Kind: table.Decimal, Scale: 2}, {Name: "marge", Kind: table.Real}, {Name: "paye", Kind: table.Bool}},
			Rows: [][]table.Cell{
				{"Bricolage du Nord", int64(10248), day(2026, 11, 9), decimal.RequireFromString("12450.5"), 0.314, true},
				{"Γιώργος 🛠", int64(10251), day(2026, 11, 12), decimal.RequireFromString("-80"), nil, false},
				{"Quincaillerie Martin", int64(10259), nil, decimal.RequireFromString("999.99"), 0.2, nil},
			},
		}},
	}
}

func day(y int, m time.Month, d int) time.Time { return period.NewDate(y, m, d).Time() }

var reps = []struct{ key, label, target, share string }{
	{"07", "Amélie Roux", "x", "0.31"},
	{"12", "Bastien Le Goff", "x", "0.27"},
	{"15", "Chloé Nguyen\nVan", "x", "0.2"},
	{"21", "Denis Petit", "x", "0.19"},
	{"33", "Élodie Weber", "", "0"},
	{"", "", "", "0.03"},
}

// shareOf makes the figure of a metric in a period for a share of the company: for revenue, about 59 000 € a day with a
// season, and a target a little above.
func shareOf(m *metric.Metric, p period.Period, share string) metric.Figure {
	part := Rat(share)
	days := big.NewRat(int64(p.Start.Days(p.End)), 1)
	whole := big.NewRat(int64(p.Start.Days(p.Close)), 1)
	season := big.NewRat(int64(90+(p.Start.Time().YearDay()*7)%25), 100)
	amount := func(daily string, of *big.Rat) metric.Num {
		return metric.NumOf(new(big.Rat).Mul(new(big.Rat).Mul(Rat(daily), of), part))
	}
	switch m.Name {
	case "conversion":
		return Figure(m, metric.NumOf(new(big.Rat).Mul(Rat("0.2741"), season)), Num("0.28"), Num("0.28"), Num("0.262"), Num("0.27"))
	case "complaints":
		ac := metric.NumOf(new(big.Rat).Mul(days, big.NewRat(2, 1)))
		return Figure(m, ac, Num("no target"), Num("no target"), amount("1.5", days), Num("0"))
	case "customers":
		return Figure(m, Num("1204"), Num("no target"), Num("no target"), Num("no data"), Num("no data"))
	}
	ac := metric.NumOf(new(big.Rat).Mul(amount("58914.37", days).Rat, season))
	return Figure(m, ac, amount("61428.50", days), amount("61428.50", whole), amount("55000", days), amount("57000", days))
}
