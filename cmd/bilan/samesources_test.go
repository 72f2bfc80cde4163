package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"bilan/internal/testdb"
)

// madeTable is a table of a made-up company. A column is NAME:KIND; the kinds are text, day, money and count. A cell is
// its SQL text without quotes, "" for null.
type madeTable struct {
	name    string
	columns []string
	rows    [][]string
}

// madeCompany returns the tables of a company with two years of sales. Names have accents, some orders have no rep,
// some have equal amounts, and one deal has no close date.
func madeCompany() []madeTable {
	reps := madeTable{name: "vendeurs", columns: []string{"matricule:text", "nom:text", "équipe:text"},
		rows: [][]string{{"V01", "Hélène Müller", "Nord"}, {"V02", "Noël Çelik", "Nord"}, {"V03", "Zoé O'Brien", "Île-de-France"}}}
	customers := madeTable{name: "clients", columns: []string{"code:text", "nom:text", "vendeur:text"}}
	for i := range 9 {
		customers.rows = append(customers.rows, []string{fmt.Sprintf("C%02d", i+1), fmt.Sprintf("Société Été %d", i+1), reps.rows[i%3][0]})
	}
	orders := madeTable{name: "commandes", columns: []string{"numéro:text", "date:day", "montant_ht:money", "coût:money", "vendeur:text", "client:text", "quantité:count"}}
	day := time.Date(2024, 12, 2, 0, 0, 0, 0, time.UTC)
	for i := range 240 {
		rep, cost := reps.rows[i*7%3][0], fmt.Sprintf("%d.%02d", 40+i*37%900, i%100)
		if i%17 == 0 {
			rep = ""
		}
		if i%23 == 0 {
			cost = ""
		}
		orders.rows = append(orders.rows, []string{fmt.Sprintf("BC%04d", i+1), day.AddDate(0, 0, i*3).Format(time.DateOnly),
			fmt.Sprintf("%d.%02d", 90+i*53%1900, i*7%100), cost, rep, customers.rows[i*5%9][0], strconv.Itoa(1 + i%4)})
	}
	targets := madeTable{name: "objectifs", columns: []string{"mois:day", "vendeur:text", "montant:money"}}
	for m := range 24 {
		for i, rep := range reps.rows {
			targets.rows = append(targets.rows, []string{time.Date(2025, time.Month(1+m), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), rep[1], strconv.Itoa(2500+500*i) + ".50"})
		}
	}
	deals := madeTable{name: "affaires", columns: []string{"no:text", "créée:day", "étape:text", "montant:money", "prévue:day", "vendeur:text", "motif:text"}}
	stages := []string{"Qualifié", "Devis", "Négociation", "Gagné", "Perdu"}
	for i := range 60 {
		created, closes, reason := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*5), "", ""
		if i%11 != 0 || i%5 > 2 {
			closes = created.AddDate(0, 0, 20+i%50).Format(time.DateOnly)
		}
		if i%5 == 4 {
			reason = []string{"Prix", "Délai"}[i%2]
		}
		deals.rows = append(deals.rows, []string{fmt.Sprintf("A%03d", i+1), created.Format(time.DateOnly), stages[i%5], fmt.Sprintf("%d.00", 1000*(1+i%6)), closes, reps.rows[i%3][0], reason})
	}
	return []madeTable{reps, customers, orders, targets, deals}
}

const sameSourcesYAML = `company: Établissements Même
owner: ops@shop.example
locale: fr-FR
currency: EUR
timezone: Europe/Paris
sources: {crm: {%s}}
sales:
  reps: {from: crm.vendeurs, id: matricule, name: nom, team: équipe}
  customers: {from: crm.clients, id: code, name: nom, rep: vendeur}
  orders: {from: crm.commandes, id: numéro, day: date, amount: montant_ht, cost: coût, rep: vendeur, customer: client, quantity: quantité}
  quotas: {from: crm.objectifs, month: mois, rep: vendeur, amount: montant}
  deals: {from: crm.affaires, id: no, created: créée, stage: étape, amount: montant, close: prévue, rep: vendeur, reason: motif,
          stages: [Qualifié, Devis, Négociation], won: Gagné, lost: Perdu}
mail: {from: ops@shop.example, folder: out}
reports:
  objectifs: {pack: objectives, if_empty: send}
  affaires: {pack: pipeline, if_empty: send}
  clients: {pack: customers, if_empty: send}
`

// A pack's page does not depend on the kind of source: equal rows give equal bytes.
func TestSamePagesFromEverySource(t *testing.T) {
	company := madeCompany()
	now := time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC)
	packs := []string{"objectifs", "affaires", "clients"}
	want := map[string][]byte{}
	for _, s := range []struct {
		name  string
		write func(t *testing.T, folder string, company []madeTable) (source string)
	}{{"CSV in Windows-1252", frenchCSV}, {"XLSX", workbooks}, {"SQLite", sqliteFile}, {"PostgreSQL", postgresTables}, {"MariaDB", mariadbTables}} {
		t.Run(s.name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.Mkdir(filepath.Join(folder, "data"), 0o755); err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprintf(sameSourcesYAML, s.write(t, filepath.Join(folder, "data"), company))
			file := filepath.Join(folder, "bilan.yaml")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			writtenAt(t, filepath.Join(folder, "data"), now.Add(-time.Hour))
			for _, pack := range packs {
				var out, problems bytes.Buffer
				world := World{Stdout: &out, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return now }, Child: again}
				if code := Main(context.Background(), []string{"-c", file, "render", pack, "-o", "-"}, world); code != 0 {
					t.Fatalf("%s: exit code %d: %s", pack, code, problems.String())
				}
				if want[pack] == nil {
					want[pack] = out.Bytes()
				}
				if !bytes.Equal(out.Bytes(), want[pack]) {
					t.Errorf("%s differs from that of the first source%s", pack, keptPages(t, pack, want[pack], out.Bytes()))
				}
			}
		})
	}
}

// keptPages writes two PDFs that differ to the folder in BILAN_KEEP_PAGES, and returns a remark for the test's error.
func keptPages(t *testing.T, pack string, want, got []byte) string {
	folder := os.Getenv("BILAN_KEEP_PAGES")
	if folder == "" {
		return " (BILAN_KEEP_PAGES=FOLDER keeps both)"
	}
	name := filepath.Join(folder, pack+"-"+strings.ReplaceAll(filepath.Base(t.Name()), " ", ""))
	for suffix, data := range map[string][]byte{"-want.pdf": want, "-got.pdf": got} {
		if err := os.WriteFile(name+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return ": " + name + "-*.pdf"
}

func writtenAt(t *testing.T, folder string, at time.Time) {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func frenchCSV(t *testing.T, folder string, company []madeTable) string {
	for _, table := range company {
		var b strings.Builder
		b.WriteString(strings.Join(table.names(), ";") + "\r\n")
		for _, row := range table.rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = cell
				switch day, err := time.Parse(time.DateOnly, cell); {
				case table.kind(i) == "day" && err == nil:
					cells[i] = day.Format("02/01/2006")
				case table.kind(i) == "money":
					cells[i] = strings.Replace(cell, ".", ",", 1)
				}
			}
			b.WriteString(strings.Join(cells, ";") + "\r\n")
		}
		text, err := charmap.Windows1252.NewEncoder().String(b.String())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, table.name+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return "files: data, csv: {locale: fr}"
}

func workbooks(t *testing.T, folder string, company []madeTable) string {
	for _, table := range company {
		f := excelize.NewFile()
		for j, name := range table.names() {
			setCell(t, f, j, 0, name)
		}
		for i, row := range table.rows {
			for j, cell := range row {
				if cell != "" {
					setCell(t, f, j, i+1, table.typed(t, j, cell))
				}
			}
		}
		if err := f.SaveAs(filepath.Join(folder, table.name+".xlsx")); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
	return "files: data"
}

func setCell(t *testing.T, f *excelize.File, column, row int, v any) {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Sheet1", name, v); err != nil {
		t.Fatal(err)
	}
}

func sqliteFile(t *testing.T, folder string, company []madeTable) string {
	db, err := sql.Open("sqlite", filepath.Join(folder, "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, table := range company {
		if _, err := db.Exec(table.sql(`"`)); err != nil {
			t.Fatal(err)
		}
	}
	return "sqlite: data/crm.db"
}

func postgresTables(t *testing.T, _ string, company []madeTable) string {
	dsn := testdb.Postgres(t)
	for _, table := range company {
		testdb.PostgresExec(t, dsn, table.sql(`"`))
	}
	return "postgres: " + strconv.Quote(dsn)
}

func mariadbTables(t *testing.T, _ string, company []madeTable) string {
	dsn := testdb.MariaDB(t)
	testdb.MariaDBZone(t, "Europe/Paris", 2026)
	for _, table := range company {
		testdb.MariaDBExec(t, dsn, table.sql("`"))
	}
	return "mariadb: " + strconv.Quote(dsn)
}

func (t madeTable) names() (names []string) {
	for _, c := range t.columns {
		name, _, _ := strings.Cut(c, ":")
		names = append(names, name)
	}
	return names
}

func (t madeTable) kind(i int) string {
	_, kind, _ := strings.Cut(t.columns[i], ":")
	return kind
}

// typed returns a cell with the type that a workbook needs.
func (t madeTable) typed(tb *testing.T, i int, cell string) any {
	var v any = cell
	var err error
	switch t.kind(i) {
	case "day":
		v, err = time.Parse(time.DateOnly, cell)
	case "money":
		v, err = strconv.ParseFloat(cell, 64)
	case "count":
		v, err = strconv.Atoi(cell)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// sql returns the statements that create the table and insert its rows. quote encloses names.
func (t madeTable) sql(quote string) string {
	types := map[string]string{"text": "varchar(120)", "day": "date", "money": "decimal(12,2)", "count": "integer"}
	var columns, rows []string
	for i, name := range t.names() {
		columns = append(columns, quote+name+quote+" "+types[t.kind(i)])
	}
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = "'" + strings.ReplaceAll(cell, "'", "''") + "'"
			if cell == "" {
				cells[i] = "null"
			}
		}
		rows = append(rows, "("+strings.Join(cells, ", ")+")")
	}
	return fmt.Sprintf("create table %s (%s); insert into %s values %s", t.name, strings.Join(columns, ", "), t.name, strings.Join(rows, ", "))
}
