package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/exitcode"
	"bilan/report"
)

// stories are the events in Maison Lenoir's data that examples/README.md describes, each with the report and section
// that must show it. line is a part of a row there; with ^, a part of the first row.
var stories = []struct{ name, report, period, section, line string }{
	{"October is missed for Émilie Brès", "equipe", "2026-10", "Atteinte de l'objectif", "^Émilie Brès"},
	{"October is missed for the key accounts", "synthese", "2026-10", "De l'objectif au réalisé", "Grands comptes"},
	{"few visits were made before", "equipe", "2026-10", "Résultats et activité par commercial", "Émilie Brès"},
	{"Hélène Etcheverry works two territories", "equipe", "2026-10", "Atteinte de l'objectif", "Hélène Etcheverry"},
	{"customers of who left are lost", "clients", "2026-10", "Clients perdus de la période", "Bistrot Saint-Michel Roubaix"},
	{"Groupe Bellerive is late", "clients", "2026-10", "Clients en retard sur leur rythme", "Groupe Bellerive"},
	{"customers of Gaëtan Dumas are late", "clients", "2026-10", "Clients en retard sur leur rythme", "Auberge du Château Bordeaux"},
	{"one customer pays late", "clients", "2026-10", "Factures échues et impayées", "^Traiteur du Parc Quimper"},
	{"price leaks by one rep", "prix", "2026-10", "Remises au-delà du plafond par commercial", "^Raphaël Giraud"},
	{"a range is lost", "marches", "2026-Q3", "Gammes, évolution sur un an", "Couverts"},
	{"its products lose", "marches", "2026-Q3", "Produits en recul", "^Couteau en inox"},
	{"a campaign paid", "acquisition", "2026-10", "Rendement des campagnes", "Catalogue Terrasse 2026"},
	{"carts stop at the payment", "acquisition", "2026-10", "Étapes d'abandon des paniers", "^Paiement"},
	{"deals wait at the quote", "affaires", "2026-W46", "Étapes et affaires à l'arrêt", "Devis"},
	{"Søren Østergaard's deals pass their date", "affaires", "2026-W46", "Affaires dont la date de signature est passée", "^Brasseries Vauban Boulogne"},
	{"Søren Østergaard announces too much", "prevision", "2026-W46", "Annoncé et réalisé par commercial, douze mois", "^Søren Østergaard"},
	{"customers stand twice", "donnees", "2026-W46", "Clients en double", "BRASSERIE DE L'ÉTOILE NANCY"},
	{"an action is late", "objectifs", "2026-W46", "Actions en cours, les retards d'abord", "^30/09/2026"},
}

// Each event of the example's data is visible in the pack for it.
func TestPacksShowTheStories(t *testing.T) {
	if testing.Short() {
		t.Skip("nine reports are made")
	}
	file := exampleOfMonday(t)
	made := map[string]report.Document{}
	for _, s := range stories {
		doc, ok := made[s.report]
		if !ok {
			doc = documentOf(t, file, s.report, s.period)
			made[s.report] = doc
		}
		lines := linesOf(doc, s.section)
		if len(lines) == 0 {
			t.Errorf("%s: %s has no section %q", s.name, s.report, s.section)
			continue
		}
		start, first := strings.CutPrefix(s.line, "^")
		if first {
			lines = lines[:1]
		}
		found := false
		for _, l := range lines {
			found = found || strings.Contains(l, start)
		}
		if !found {
			t.Errorf("%s: %q is not in %q of %s:\n%s", s.name, s.line, s.section, s.report, strings.Join(lines, "\n"))
		}
	}
}

// A rep who left before the month is not in the team's pages.
func TestWhoLeftIsNotInTheTeam(t *testing.T) {
	if testing.Short() {
		t.Skip("a report is made")
	}
	doc := documentOf(t, exampleOfMonday(t), "equipe", "2026-10")
	for _, section := range []string{"Atteinte de l'objectif", "Résultats et activité par commercial"} {
		if text := strings.Join(linesOf(doc, section), "\n"); strings.Contains(text, "Delattre") || strings.Contains(text, "Dumas") || !strings.Contains(text, "Müller") {
			t.Errorf("%s:\n%s", section, text)
		}
	}
}

// exampleOfMonday copies the French example as it is on the Monday after its last day, and returns the path of its
// YAML.
func exampleOfMonday(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "examples"), os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	writtenAt(t, filepath.Join(root, "examples", "data"), time.Date(2026, 11, 16, 5, 0, 0, 0, time.UTC))
	yaml, err := os.ReadFile("../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(root, "config.example.yaml")
	if err := os.WriteFile(file, yaml, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func documentOf(t *testing.T, file, name, period string) report.Document {
	t.Helper()
	var out, problems bytes.Buffer
	w := World{Stdout: &out, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC) }, Child: again}
	if code := Main(context.Background(), []string{"-c", file, "render", name, "--period", period, "--json"}, w); code != exitcode.Done {
		t.Fatalf("%s: exit code %d: %s", name, code, problems.String())
	}
	var answer struct{ Document report.Document }
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Document
}

// linesOf returns the rows of a section's tables, and the labels of its bars and steps.
func linesOf(doc report.Document, title string) (lines []string) {
	for _, s := range doc.Sections {
		if s.Title != title {
			continue
		}
		for _, b := range s.Blocks {
			if b.Table != nil {
				for _, r := range b.Table.Rows {
					var cells []string
					for _, c := range r.Cells {
						cells = append(cells, c.Text)
					}
					lines = append(lines, strings.Join(cells, " | "))
				}
			}
			if b.Bars != nil {
				for _, bar := range b.Bars.Bars {
					lines = append(lines, bar.Label)
				}
			}
			if b.Waterfall != nil {
				for _, step := range b.Waterfall.Steps {
					lines = append(lines, step.Label)
				}
			}
		}
	}
	return lines
}
