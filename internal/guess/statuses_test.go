package guess

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/table"
)

func TestAnOrderThatIsPickedIsFirm(t *testing.T) {
	for _, c := range []struct {
		values, draft []string
		doubt         string // the value that the note asks about; "" if it asks about none
	}{
		{[]string{"Livrée", "En préparation"}, nil, "En préparation"},
		{[]string{"Livrée", "En attente de validation", "Brouillon"}, []string{"En attente de validation", "Brouillon"}, ""},
		{[]string{"Livrée", "A valider"}, []string{"A valider"}, ""},
		{[]string{"Shipped", "Pending"}, nil, "Pending"},
		{[]string{"Shipped", "Pending approval"}, []string{"Pending approval"}, ""},
		{[]string{"Livrée", "Expédiée"}, nil, ""},
	} {
		n := int64(len(c.values))
		e := Mapping([]*Table{{Source: "x", Name: "commandes", Rows: n, Columns: []Column{text("N° commande", 1, strings.Split("ABCD", "")[:n]...),
			column("Date de commande", table.Date, n), column("Total HT", table.Decimal, n), text("Statut", 1, c.values...)}}}).Entity("orders")
		var draft []string
		for _, l := range e.Lists {
			if l.Name == "draft" {
				draft = l.Values
			}
		}
		seen := strings.Join(e.Seen, "\n")
		if !slices.Equal(draft, c.draft) || strings.HasPrefix(seen, "? ") != (c.doubt != "") || !strings.Contains(seen, "is "+c.doubt) && c.doubt != "" {
			t.Errorf("%v: draft %v, seen %q", c.values, draft, seen)
		}
	}
}

// Values that differ only in case, accents and blanks are one status, as in the sales model.
func TestStatusesInSeveralSpellings(t *testing.T) {
	e := Mapping([]*Table{{Source: "x", Name: "devis", Rows: 8, Columns: []Column{text("N° devis", 1, strings.Split("ABCDEFGH", "")...), column("Date du devis", table.Date, 8),
		column("Montant HT", table.Decimal, 8), text("Statut", 1, "Accepté", "ACCEPTÉ", "accepte ", "Refusé", "Refuse", "Envoyé", "ENVOYÉ", "Relancé")}}}).Entity("quotes")
	lists := map[string]string{}
	for _, l := range e.Lists {
		lists[l.Name] = strings.Join(l.Values, ",")
	}
	if lists["accepted"] != "Accepté" || lists["refused"] != "Refusé" || strings.Join(e.Seen, "\n") != "Statut: Envoyé (2), Relancé (1) count as open quotes" {
		t.Errorf("%v, %q", lists, e.Seen)
	}
}

func TestStagesByTheirProbabilityWhereItDiffers(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      bool
	}{{10, 80, true}, {0.2, 0.4, true}, {38, 44, false}, {100, 100, false}, {0, 0, false}} {
		if got := differ(map[string]float64{"A": c.low, "B": c.high}, []string{"A", "B"}); got != c.want {
			t.Errorf("%v to %v: %v", c.low, c.high, got)
		}
	}
}
