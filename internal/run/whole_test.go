package run

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"bilan/internal/distribution"
	"bilan/internal/member"
	"bilan/report/metric"
)

// sold is the sums of the made-up orders, computed in Go without the program: in cents, shares of orders in hundredths
// of a cent.
type sold struct {
	whole       *big.Rat
	byRep, team map[string]*big.Rat
	reps        int
}

func (s *sold) add(rep, team string, cents, share int64) {
	n := big.NewRat(cents*share, 100*100)
	s.whole.Add(s.whole, n)
	for _, in := range []struct {
		of  map[string]*big.Rat
		key string
	}{{s.byRep, rep}, {s.team, team}} {
		if in.of[in.key] == nil {
			in.of[in.key] = new(big.Rat)
		}
		in.of[in.key].Add(in.of[in.key], n)
	}
}

// aside returns a company of n reps, and the sums of its orders. The first rep has no order, the second no address, the
// third changes team within the month, the fourth has left. Some orders have no rep or an unknown one, some have two.
func aside(n int, seed uint64) (company, *sold) {
	r := rand.New(rand.NewPCG(seed, 4))
	s := &sold{whole: new(big.Rat), byRep: map[string]*big.Rat{}, team: map[string]*big.Rat{}, reps: n}
	teams := []string{"Nord", "Sud", "Est", "Ouest"}
	key := func(i int) string { return fmt.Sprintf("R%02d", i+1) }
	teamOn := func(i, day int) string {
		if i == 2 && day >= 15 {
			return "Ouest"
		}
		return teams[i%3]
	}
	reps, orders, splits := "id,name,team,manager,mail,since,until\n", "id,day,owner,customer,product,amount\n", "id,rep,share\n"
	for i := range n {
		row := func(team, since, until string) {
			mail := fmt.Sprintf("r%d@lenoir.example", i)
			if i == 1 {
				mail = ""
			}
			reps += fmt.Sprintf("%s,Rep %d Nom,%s,%s,%s,%s,%s\n", key(i), i, team, key(i-i%3), mail, since, until)
		}
		switch i {
		case 2:
			row("Est", "2024-01-01", "2026-10-14")
			row("Ouest", "2026-10-15", "")
		case 3:
			row("Nord", "2024-01-01", "2026-11-02")
		default:
			row(teams[i%3], "2024-01-01", "")
		}
	}
	for o := range 40 * n {
		i, day, cents := 1+r.IntN(n-1), 1+r.IntN(31), int64(r.IntN(2_000_000)-100_000)
		owner, id := key(i), fmt.Sprintf("O%d", o)
		switch r.IntN(20) {
		case 0:
			owner = ""
			s.add("", "", cents, 100)
		case 1:
			owner = "X99"
			s.add("", "", cents, 100)
		case 2:
			other := 1 + i%(n-1)
			splits += fmt.Sprintf("%s,%s,33\n%s,%s,67\n", id, key(i), id, key(other))
			s.add(key(i), teamOn(i, day), cents, 33)
			s.add(key(other), teamOn(other, day), cents, 67)
		default:
			s.add(owner, teamOn(i, day), cents, 100)
		}
		sign := ""
		if cents < 0 {
			sign = "-"
		}
		orders += fmt.Sprintf("%s,2026-10-%02d,%s,Client %d,%s,%s%d.%02d\n", id, day, owner, r.IntN(40), []string{"Nappes", "Plats", "Verres"}[r.IntN(3)], sign, max(cents, -cents)/100, max(cents, -cents)%100)
	}
	return company{"data/reps.csv": reps, "data/orders.csv": orders, "data/splits.csv": splits}, s
}

// The figures in the mails of a month add up to the total to the cent, although reps are left out, share orders or change
// team.
func TestMailsSumToTheWhole(t *testing.T) {
	for _, reps := range []int{12, 35} {
		t.Run(fmt.Sprint(reps), func(t *testing.T) {
			c, want := aside(reps, uint64(reps))
			c["bilan.yaml"] = strings.Replace(readCompany(t, "burst")["bilan.yaml"], "periods: [last week]", "periods: [last month]", 1)
			at := strings.Index(c["bilan.yaml"], "      - pipeline")
			c["bilan.yaml"] = strings.Replace(c["bilan.yaml"][:at], "  deals: {source: data, query: select * from deals, keys: {rep: owner}}\n", "", 1)
			c.change(t, "bilan.yaml", "  open: {label: En cours, dataset: deals, value: sum(amount), unit: currency} # undated: by the team of today\n", "")
			c.change(t, "bilan.yaml", ", open]", "]")
			list, b, err := burst(t.Context(), c.program(t, nil), nil)
			if err != nil {
				t.Fatal(err)
			}
			d := b.NewDistribution()
			for _, e := range list {
				d.Lines = append(d.Lines, e.Line())
			}
			want.holdLines(t, d)
			for _, sum := range d.Sums {
				if sum.Metric == "revenue" {
					want.holdSum(t, sum)
				}
			}
			whys := map[string]member.Reason{"R01": member.NoRows, "R02": member.NoAddress, "R04": member.Left}
			for key, why := range whys {
				if m := member.Find(b.Members, "rep", key); m.Why != why {
					t.Errorf("%s gets none because of %q", key, m.Why)
				}
			}
			if n := len(b.Readers()); n != reps-3+4 {
				t.Errorf("%d editions", n)
			}
		})
	}
}

func (s *sold) holdLines(t *testing.T, d *distribution.Distribution) {
	t.Helper()
	for _, l := range d.Lines {
		dim, key, _ := strings.Cut(l.Member, "=")
		want := s.byRep[key]
		if dim == "team" {
			want = s.team[key]
		}
		if l.Skipped != "" {
			continue
		}
		got, ok := new(big.Rat).SetString(string(*l.Value))
		if !ok || want == nil || got.Cmp(want) != 0 {
			t.Errorf("the mail of %s says %s, and its rows come to %s", l.Member, *l.Value, metric.Decimal(want))
		}
	}
}

// holdSum checks that the figures in the mails and the rest add up to the total of the orders.
func (s *sold) holdSum(t *testing.T, sum distribution.SumCheck) {
	t.Helper()
	whole, _ := new(big.Rat).SetString(string(sum.Whole))
	editions, _ := new(big.Rat).SetString(string(sum.Editions))
	rest, _ := new(big.Rat).SetString(string(sum.Rest))
	if whole.Cmp(s.whole) != 0 || new(big.Rat).Add(editions, rest).Cmp(whole) != 0 {
		t.Errorf("by %s: %s + %s = %s, and the orders come to %s", sum.By, sum.Editions, sum.Rest, sum.Whole, metric.Decimal(s.whole))
	}
	left := new(big.Rat).Set(s.team[""])
	if sum.By == "rep" {
		left.Add(left, s.byRep["R02"])
		left.Add(left, s.byRep["R04"])
	}
	if rest.Cmp(left) != 0 {
		t.Errorf("by %s: the rest is %s, and who gets no mail sold %s", sum.By, sum.Rest, metric.Decimal(left))
	}
}
