package listing

import (
	"math/big"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/report/finding"
	"bilan/report/scope"
)

// overdue returns a section of overdue deals with a number of rows, its answer and its columns.
func overdue(t *testing.T, tag, says string, rows int) (*Table, *table.Table, []Field) {
	t.Helper()
	l, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	s := &scope.Scope{Config: &config.Config{Currency: "EUR"}, Locale: l}
	data := &table.Table{Columns: []table.Column{{Name: "label", Kind: table.Text}, {Name: "amount", Kind: table.Integer}, {Name: "late", Kind: table.Integer}, {Name: "rep", Kind: table.Text}}}
	for i := range rows {
		data.Rows = append(data.Rows, []table.Cell{"Hôtel Lutèce", int64(20000 - 1000*i), int64(12), nil})
	}
	of := section.Section{Table: &section.Table{Says: says, Columns: []section.TableColumn{{Column: "label"}, {Column: "amount", Unit: "currency"}}}}
	of.FillIn(figure.Set{})
	k := &Table{s: s, id: "sections[2]", c: of.Table}
	columns, err := k.columns(data)
	if err != nil {
		t.Fatal(err)
	}
	return k, data, columns
}

var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestTablesSaySomething(t *testing.T) {
	const says = "{rows} [rows:affaire a dépassé sa|affaires ont dépassé leur] date de signature ({amount.total}), la plus grosse est {label} ({amount}, {late} [late:jour|jours])"
	for rows, want := range map[int]string{
		1: "1 affaire a dépassé sa date de signature (20,0 k€), la plus grosse est Hôtel Lutèce (20,0 k€, 12 jours).",
		3: "3 affaires ont dépassé leur date de signature (57,0 k€), la plus grosse est Hôtel Lutèce (20,0 k€, 12 jours).",
	} {
		f, err := overdue3(t, says, rows)
		if err != nil || f == nil || plain.Replace(f.Text) != want {
			t.Errorf("%d rows: %+v, %v, want %q", rows, f, err, want)
			continue
		}
		for _, n := range f.Numbers {
			if _, ok := new(big.Rat).SetString(n.Value); !ok || !strings.Contains(f.Text, n.Text) || f.Inputs[n.Of] != n.Value || !strings.HasPrefix(n.Of, "sections[2]/") {
				t.Errorf("number %+v of %v", n, f.Inputs)
			}
		}
		if len(f.Numbers) != 4 {
			t.Errorf("%d numbers of 4: %v", len(f.Numbers), f.Numbers)
		}
	}
}

// A no-break space joins a count with the next word. An amount has its unit already.
func TestCountsKeepTheirWord(t *testing.T) {
	f, err := overdue3(t, "{rows} [rows:affaire|affaires] pour {amount.total} en tout, {late} jours au plus", 3)
	if want := "3\u00a0affaires pour 57,0\u00a0k€ en tout, 12\u00a0jours au plus."; err != nil || f.Text != want {
		t.Errorf("%q, want %q (%v)", f.Text, want, err)
	}
}

func overdue3(t *testing.T, says string, rows int) (*finding.Insight, error) {
	k, data, columns := overdue(t, "fr-FR", says, rows)
	return k.sentence(data, columns)
}

// A table says nothing if it has no rows, or if its first row has no value for the sentence. An unknown column is an
// error.
func TestTablesSayNothing(t *testing.T) {
	if f, err := overdue3(t, "{rows} affaires", 0); f != nil || err != nil {
		t.Errorf("without rows: %+v, %v", f, err)
	}
	if f, err := overdue3(t, "la plus grosse est à {rep}", 2); f != nil || err != nil {
		t.Errorf("without a rep: %+v, %v", f, err)
	}
	if _, err := overdue3(t, "{amuont}", 2); err == nil || !strings.Contains(err.Error(), `no column "amuont"`) {
		t.Errorf("%v", err)
	}
}
