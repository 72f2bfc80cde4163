package run

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// People's names that are also a word, a place, a product, a customer, a month, a figure, a letter or a number.
var (
	ambiguous = []string{
		"Petit", "Paris", "Nord", "Nappes", "Martin", "Martin SA", "Jean Martin", "Jean Martin Dupont", "É", "A", "m", "1", "12", "Mai", "Avril", "Lundi", "Total", "CA", "Objectif", "Réel", "Semaine",
		"Hebdo", "Lenoir", "Maison Lenoir", "Commandes", "Panier", "Autres", "Collègue", "Équipe", "Zoé", "ZOÉ", "Émilie Brès", "Emilie Bres", "O'Neill", "Saint-Just", "Le Petit", "Petit Jean", "non affecté", "Produit",
	}
	customers = []string{"Martin SA", "Petit", "Petit & fils", "Paris Hôtel", "Jean Martin", "Le Petit", "1", "A", "Nord", "Saint-Just", "Maison Lenoir", "Zoé"}
	products  = []string{"Nappes", "Petit", "Martin", "Paris", "É", "Verres", "Jean Martin"} // the last one is a full name; as a title it would name a colleague
	places    = []string{"Nord", "Paris", "Lenoir", "Sud", "A"}
	keys      = []string{"1", "2", "12", "A", "a", "É", "R01", "R1", "Petit", "Paris", "01", "Z-1"}
	texts     = []string{"Une petite semaine à Paris.", "Bonne semaine à tous, du nord au sud.", "Petit rappel : le total est **hors taxes**.", "Paris", "Maison Lenoir vous remercie."}
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// honest returns a company without a leak, whose reps, customers, products and places share names. The same seed gives
// the same company.
func honest(seed uint64) company {
	r := rand.New(rand.NewPCG(seed, 14))
	names, ids := slices.Clone(ambiguous), slices.Clone(keys)
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	n := 3 + r.IntN(len(ids)-3)
	var reps, orders, splits strings.Builder
	reps.WriteString("id,name,team,manager,mail\n")
	for i := range n {
		fmt.Fprintf(&reps, "%s,%s,%s,%s,m%d@lenoir.example\n", ids[i], names[i], pick(r, places), ids[r.IntN(n)], i)
	}
	orders.WriteString("id,day,owner,customer,product,region,amount\n")
	splits.WriteString("id,rep,share\n")
	for i := range 30 + r.IntN(60) {
		owner := ids[r.IntN(n)] + strings.Repeat(" ", r.IntN(2))
		if r.IntN(15) == 0 {
			owner = ""
		}
		fmt.Fprintf(&orders, "O%d,2026-%s,%s,%s,%s,%s,%d.%02d\n", i, pick(r, []string{"11-09", "11-10", "11-13", "11-03", "10-12"}), owner, pick(r, customers), pick(r, products), pick(r, places), r.IntN(5000), r.IntN(100))
		if a, b := r.IntN(n), r.IntN(n); r.IntN(8) == 0 && a != b {
			fmt.Fprintf(&splits, "O%d,%s,30\nO%d,%s,70\n", i, ids[a], i, ids[b])
		}
	}
	return company{"bilan.yaml": honestYAML(r), "data/reps.csv": reps.String(), "data/orders.csv": orders.String(), "data/splits.csv": splits.String()}
}

func honestYAML(r *rand.Rand) string {
	sections := []string{
		"scorecard: [revenue, sales]", "trend: {metric: revenue, last: 8 weeks}", "members: {by: rep, columns: [revenue, sales]}", "target_table: {metric: revenue, by: rep}",
		"breakdown: {metric: revenue, by: product}", "breakdown: {title: Paris, metric: revenue, by: region}", "small_multiples: {metric: revenue, by: product, last: 4 weeks}",
		`table: {title: "` + pick(r, products[:6]) + `", query: "select * from orders where day >= :period_start and day < :period_end order by id", columns: [id, customer, product, amount], limit: 8}`,
		`text: "` + pick(r, texts) + `"`,
	}
	r.Shuffle(len(sections), func(i, j int) { sections[i], sections[j] = sections[j], sections[i] })
	yaml := `company: Maison Lenoir
owner: ops@lenoir.example
timezone: Europe/Paris
currency: EUR
locale: ` + pick(r, []string{"fr-FR", "en-GB", "de-DE"}) + `
mail: {from: bilan@lenoir.example, folder: out}
sources: {data: {files: data, csv: {columns: {id: text, owner: text, rep: text, name: text, team: text, manager: text, customer: text}}}}
dimensions:
  rep: {name: Commercial, dataset: reps, key: id, label: name, mail: mail, parent: team, manager: manager}
  team: {name: Équipe}
  product: {name: Produit}
  region: {name: Région}
datasets:
  reps: {source: data, query: select * from reps}
  splits: {source: data, query: select * from splits}
  orders:
    source: data
    query: select * from orders
    keys: {rep: owner, product: product, region: region}
    credit: {by: rep, dataset: splits, id: id, member: rep, share: share, amounts: [amount]}
metrics:
  revenue: {label: CA, dataset: orders, date: day, value: sum(amount), unit: currency}
  sales: {label: Commandes, dataset: orders, date: day, value: sum(credit)}
targets:
  - {metric: revenue, value: 20000, per: month}
reports:
  hebdo:
    title: ` + pick(r, []string{"Hebdo", "Paris", "Petit point", "Suivi"}) + `
    periods: [last week, month to date]
    each: {by: rep, parent: true}
    to: direction@lenoir.example
    attach: [pdf, xlsx, csv, rows]
`
	if names := pick(r, []string{"", "shown", "initials", "hidden"}); names != "" {
		yaml += "    names: " + names + "\n"
	}
	yaml += "    sections:\n"
	for _, s := range sections[:3+r.IntN(len(sections)-3)] {
		yaml += "      - " + s + "\n"
	}
	if !strings.Contains(yaml, "- table:") {
		yaml = strings.Replace(yaml, ", rows]", "]", 1)
	}
	return yaml
}

// A company without a leak sends all its editions, whatever the names of people, customers, products and places are.
// BILAN_BURSTS sets how many companies are tried.
func TestAmbiguousNamesHoldNothing(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("BILAN_BURSTS"))
	if err != nil {
		n = 2
	}
	editions, held := 0, 0
	for seed := range uint64(n) {
		c := honest(seed)
		list, b, err := burst(t.Context(), c.program(t, nil), nil)
		if err != nil || len(list) == 0 || len(list) != len(b.Readers()) {
			held++
			t.Errorf("seed %d: %d editions: %v\n%s%s", seed, len(list), err, c["bilan.yaml"], c["data/reps.csv"])
		}
		editions += len(list)
	}
	t.Logf("%d bursts, %d editions, %d held", n, editions, held)
}
