package staging

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"bilan/internal/companytest"
	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// yaml maps the table "documents" to orders, with lines in the table "lines".
const yaml = `company: Maison Lenoir
owner: ops@lenoir.example
currency: EUR
sources: {exports: {files: exports}}
datasets:
  documents: {source: exports, query: select * from documents}
  lines: {source: exports, query: select * from lines}
  objectives: {source: exports, query: select * from objectives}
sales:
  orders:
    from: documents
    id: Pièce
    day: Le
    rep: Commercial
    status: Genre
    lines: {from: lines, order: Pièce, amount: Montant}
  reps: {from: documents, id: Commercial, name: Commercial}
  quotas: {from: objectives, rep: Commercial, wide: "janvier..mars", year: An}
`

// The rows of the tables, as SQL.
const (
	documents  = `select * from (values ('F1', date '2026-10-05', 'R1', 'Facture'), ('F2', date '2026-10-06', 'R2', 'Avoir')) t("Pièce", "Le", "Commercial", "Genre")`
	lines      = `select * from (values ('F1', 10.50), ('F1', 20.00), ('F2', 30.00)) t("Pièce", "Montant")`
	objectives = `select * from (values ('R1', 2026, 100, 110, 120)) t("Commercial", "An", "janvier", "février", "mars")`
)

// staged stages an entity of the YAML over the tables, and returns its rows as text, or the mistakes.
func staged(t *testing.T, yaml, entity string, tables map[string]string) (rows string, err error) {
	t.Helper()
	p := companytest.Company{"bilan.yaml": yaml, "exports/documents.csv": "a\n1\n"}.Program(t)
	d, err := p.Open(t.Context(), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Bench.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"documents", "lines", "objectives"} {
		if err := d.Bench.Derive(t.Context(), "", name, tables[name], nil); err != nil {
			t.Fatal(err)
		}
	}
	s := New(d, &plans.Plan{Config: p.Config})
	e := s.Model.Entity(entity)
	if err := s.StageEntity(t.Context(), e); err != nil {
		return "", err
	}
	part := e
	if e.Lines != nil {
		part = e.Lines
	}
	found, err := d.Bench.Query(t.Context(), "select * from "+table.Ident(sales.StagedDataset(part, sales.Dataset(e.Name)))+" order by all", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found.Columns {
		rows += c.Name + " "
	}
	for _, row := range found.Rows {
		rows += fmt.Sprintln(row...)
	}
	return rows, nil
}

func tables() map[string]string {
	return map[string]string{"documents": documents, "lines": lines, "objectives": objectives}
}

// Rows have the roles as columns, and columns of months become rows.
func TestEntity(t *testing.T) {
	for entity, want := range map[string][]string{
		"orders": {"F1", "10.5", "20", "F2", "30"},
		"quotas": {"2026-01-01", "100", "2026-02-01", "110", "2026-03-01", "120"},
	} {
		rows, err := staged(t, yaml, entity, tables())
		if err != nil {
			t.Fatalf("%s: %v", entity, err)
		}
		for _, text := range want {
			if !strings.Contains(rows, text) {
				t.Errorf("%s has no %s:\n%s", entity, text, rows)
			}
		}
	}
}

// A mapping that does not suit the tables is refused at the role, with what to write.
func TestEntityRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		old, new      string // in the YAML
		table, rows   string // another table instead
		entity        string
		path, message string
	}{
		"a column that is not there":    {"id: Pièce", "id: Piece no", "", "", "orders", "sales.orders.id", `documents has no column "Piece no"`},
		"a day that is text":            {"day: Le", "day: Genre", "", "", "orders", "sales.orders.day", `column "Genre" of documents is text, not a date`},
		"an amount that is text":        {"", "", "lines", `select 'F1' as "Pièce", 'dix' as "Montant"`, "orders", "sales.orders.lines.amount", `column "Montant" of lines is text, not a number`},
		"an amount with tax":            {"amount: Montant", "amount: Montant TTC", "lines", `select 'F1' as "Pièce", 12.0 as "Montant TTC", 10.0 as "Montant HT"`, "orders", "sales.orders.lines.amount", "includes tax"},
		"an amount larger by a tax":     {"", "", "lines", `select 'F' || (i % 2 + 1) as "Pièce", i * 1.2 as "Montant", i * 1.0 as "Montant HT" from range(1, 20) t(i)`, "orders", "sales.orders.lines.amount", `larger than "Montant HT"`},
		"a condition with a mistake":    {"from: documents\n", "from: documents\n    where: Genree = 'Facture'\n", "", "", "orders", "sales.orders.where", `documents has no column "Genree"`},
		"an expression of a wrong type": {"day: Le", `day: upper("Genre")`, "", "", "orders", "sales.orders.day", "it gives text, and a date is needed"},
		"a head on two rows":            {"", "", "documents", documents + ` union all ` + documents, "orders", "sales.orders.id", "on several rows"},
		"lines without their heads":     {"", "", "lines", `select 'X' as "Pièce", 1.0 as "Montant"`, "orders", "sales.orders.lines.order", "no line belongs to a row"},
		"another table":                 {"from: documents\n    id", "from: lines\n    id", "", "", "orders", "sales.orders.from", `lines has 1 of the 4 columns`},
		"months that are not there":     {"janvier..mars", "janvier..mai", "", "", "quotas", "sales.quotas.wide", `has no column "mai"`},
		"months in the wrong order":     {"janvier..mars", "mars..janvier", "", "", "quotas", "sales.quotas.wide", `has the column "mars" after "janvier"`},
	} {
		t.Run(name, func(t *testing.T) {
			text, rows := yaml, tables()
			if c.old != "" {
				if !strings.Contains(text, c.old) {
					t.Fatalf("the YAML does not contain %q", c.old)
				}
				text = strings.Replace(text, c.old, c.new, 1)
			}
			if c.table != "" {
				rows[c.table] = c.rows
			}
			_, err := staged(t, text, c.entity, rows)
			var mistakes yamlfile.Mistakes
			if !errors.As(err, &mistakes) || len(mistakes) != 1 || mistakes[0].Path != c.path || !strings.Contains(mistakes[0].Message, c.message) || mistakes[0].Line == 0 {
				t.Errorf("%v", err)
			}
		})
	}
}
