package guess

import (
	"strings"
	"testing"

	"bilan/internal/sales"
	"bilan/internal/table"
)

// Every role of the dictionary is in the sales model, and all but rare entities are in the dictionary.
func TestTheDictionaryNamesRoles(t *testing.T) {
	for entity, names := range words().Entities {
		kinds := kindsOf(entity)
		for role, n := range names.Roles {
			if kinds[role] == "" {
				t.Errorf("%s.%s is no role", entity, role)
			}
			if len(n.Sure)+len(n.Perhaps) == 0 {
				t.Errorf("%s.%s has no name", entity, role)
			}
		}
	}
	for _, entity := range sales.Names() {
		if words().Entities[entity] == nil {
			t.Errorf("no names for %s", entity)
		}
	}
	for entity, needs := range required {
		for _, need := range needs {
			for _, role := range strings.Split(need, "|") {
				if kindsOf(entity)[role] == "" {
					t.Errorf("%s needs %s, which is no role", entity, role)
				}
			}
		}
	}
}

func TestPlainNames(t *testing.T) {
	for _, list := range [][]string{
		{"N° de commande", "Numéro commande", "no_commande", "N° Commande "},
		{"OrderDate", "order_date", "Order date", "ORDER DATE"},
		{"Montant HT (k€)", "montant ht", "Montant H.T."},
		{"Qté", "Quantité", "qte"},
		{"Réf. article", "Référence de l'article"},
	} {
		for _, name := range list[1:] {
			if normalName(name) != normalName(list[0]) {
				t.Errorf("%q is %q, %q is %q", name, normalName(name), list[0], normalName(list[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"Créé par", "Créé le"}, {"Remise %", "Montant remise"}, {"Nom", "N°"}} {
		if normalName(pair[0]) == normalName(pair[1]) {
			t.Errorf("%q and %q are alike: %q", pair[0], pair[1], normalName(pair[0]))
		}
	}
}

// text returns a column of texts. Each value has n rows.
func text(name string, n int64, values ...string) Column {
	c := Column{Name: name, Kind: table.Text, Filled: n * int64(len(values)), Distinct: int64(len(values))}
	for _, v := range values {
		c.Values = append(c.Values, Value{v, n})
	}
	return c
}

func column(name string, kind table.Kind, rows int64) Column {
	return Column{Name: name, Kind: kind, Filled: rows, Distinct: rows, Sum: float64(rows) * 100}
}

func TestAnAmountWithTaxIsNoAmount(t *testing.T) {
	d := Mapping([]*Table{{Source: "x", Name: "commandes", Rows: 4, Columns: []Column{
		text("N° commande", 1, "A", "B", "C", "D"), column("Date", table.Date, 4), column("Total TTC", table.Decimal, 4)}}})
	if d.Entity("orders") != nil || !strings.Contains(strings.Join(d.Unread, "\n"), "Total TTC includes tax") {
		t.Errorf("%+v", d.Unread)
	}
}

func TestAColumnThatMightBeAnotherIsDoubted(t *testing.T) {
	d := Mapping([]*Table{{Source: "x", Name: "commandes", Rows: 4, Columns: []Column{
		text("N° commande", 1, "A", "B", "C", "D"), column("Date de commande", table.Date, 4), column("Date du document", table.Date, 4),
		column("Montant", table.Decimal, 4), text("Commercial", 2, "Anne", "Luc")}}})
	e := d.Entity("orders")
	if day := e.Role("day"); day.Sure || day.Why != "or Date du document" {
		t.Errorf("day: %+v", day)
	}
	if amount := e.Role("amount"); amount.Sure {
		t.Errorf("amount: %+v", amount)
	}
	if rep := e.Role("rep"); !rep.Sure {
		t.Errorf("rep: %+v", rep)
	}
}

// A key that matches few members is a guess. A column whose values match members is preferred to one whose name fits.
func TestKeysAreHeldAgainstMembers(t *testing.T) {
	reps := &Table{Source: "x", Name: "commerciaux", Rows: 3, Columns: []Column{text("Matricule", 1, "R1", "R2", "R3"), text("Nom", 1, "Leroy Anne", "Moreau Luc", "Petit Zoé")}}
	orders := func(named, other []string) *Table {
		return &Table{Source: "x", Name: "commandes", Rows: 3, Columns: []Column{text("N° commande", 1, "A", "B", "C"), column("Date de commande", table.Date, 3),
			column("Total HT", table.Decimal, 3), text("Commercial", 1, named...), text("Auteur", 1, other...)}}
	}
	d := Mapping([]*Table{reps, orders([]string{"x", "y", "z"}, []string{"anne LEROY", "Luc Moreau", "Zoe Petit"})})
	if r := d.Entity("orders").Role("rep"); r.Text != "Auteur" {
		t.Errorf("%+v", r)
	}
	d = Mapping([]*Table{reps, orders([]string{"x", "y", "Leroy Anne"}, []string{"1", "2", "3"})})
	if r := d.Entity("orders").Role("rep"); r.Text != "Commercial" || r.Sure || !strings.Contains(r.Why, "33 %") {
		t.Errorf("%+v", r)
	}
}

func TestTablesThatAreBuiltAlikeAreOne(t *testing.T) {
	year := func(name string) *Table {
		return &Table{Source: "x", Name: name, Origin: name + ".csv", Rows: 3, Columns: []Column{text("N° commande", 1, "A", "B", "C"), column("Date", table.Date, 3), column("Total HT", table.Decimal, 3)}}
	}
	d := Mapping([]*Table{year("commandes_2025"), year("commandes_2026")})
	if from := d.Entity("orders").From; len(from) != 2 {
		t.Errorf("%v", from)
	}
}

func TestWhatIsRemovedIsTold(t *testing.T) {
	d := &Draft{Entities: []*Entity{{Name: "orders", Path: "sales.orders", From: []string{"x.o"}, Roles: []Role{{Name: "id"}, {Name: "day"}, {Name: "amount"}, {Name: "status"}},
		Lists: []List{{Name: "draft", Values: []string{"x"}}}}}}
	if !d.Remove("sales.orders.status", "no") || d.Entity("orders").has("status") || len(d.Entity("orders").Lists) != 0 {
		t.Errorf("%+v", d.Entities[0])
	}
	if !d.Remove("sales.orders.day", "no") || d.Entity("orders") != nil || len(d.Unread) != 2 {
		t.Errorf("%+v %v", d.Entities, d.Unread)
	}
	if d.Remove("reports.x", "no") || d.Remove("sales.deals", "no") {
		t.Error("something was removed that was not there")
	}
}

func TestTextsAreQuotedForYAML(t *testing.T) {
	for text, want := range map[string]string{"Total HT": "Total HT", "a: b": "'a: b'", "# x": "'# x'", "12": `"12"`} {
		if got := Scalar(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := Flow([]string{"a, b", "c"}); got != "['a, b', c]" {
		t.Error(got)
	}
}

// The order of the words in a column's name does not matter. Lines are recognised by a column with the same name as the
// id of their order.
func TestLinesAreKnownByTheirHeadsID(t *testing.T) {
	heads := &Table{Source: "x", Name: "orders", Rows: 2, Columns: []Column{text("my order", 1, "A", "B"), column("order_date", table.Date, 2)}}
	heads.Columns[0].Name = "order_no"
	lines := &Table{Source: "x", Name: "order_lines", Rows: 4, Columns: []Column{text("order_no", 2, "A", "B"), column("line_total", table.Decimal, 4), text("code_client", 2, "C", "D")}}
	e := Mapping([]*Table{heads, lines}).Entity("orders")
	if e == nil || e.Lines == nil || e.Lines.Role("order").Text != "order_no" || !e.Lines.Role("order").Sure {
		t.Fatalf("%+v", e)
	}
	if level, _ := levelOf("client_code", words().Entities["customers"].Roles["id"]); level != sure {
		t.Error("client_code is not Code client")
	}
}

// A reference that differs in each row is not the name of a product.
func TestANumberOfRowsIsNoProduct(t *testing.T) {
	refs := make([]string, 40)
	for i := range refs {
		refs[i] = strings.Repeat("R", i+1)
	}
	for _, c := range []struct {
		values []string
		rows   int64
		want   bool
	}{{refs, 1, false}, {refs[:10], 4, true}} {
		e := Mapping([]*Table{{Source: "x", Name: "commandes", Rows: 40, Columns: []Column{
			column("N° commande", table.Integer, 40), column("Date", table.Date, 40), column("Total HT", table.Decimal, 40), text("Référence", c.rows, c.values...)}}}).Entity("orders")
		if e.has("product") != c.want {
			t.Errorf("%d values: product %v", len(c.values), e.Role("product"))
		}
	}
}
