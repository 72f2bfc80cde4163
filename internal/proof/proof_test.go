package proof_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"bilan/internal/member"
	"bilan/internal/proof"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// members are the members of the tests: two with one name, one whose name is a common word, one whose key is a number.
var members = []member.Member{
	{Dimension: "rep", Key: "R01", Label: "Émilie Brès"}, {Dimension: "rep", Key: "R02", Label: "Søren Østergaard"}, {Dimension: "rep", Key: "R03", Label: "Émilie Brès"},
	{Dimension: "rep", Key: "R04", Label: "Petit"}, {Dimension: "rep", Key: "1", Label: "1"}, {Dimension: "rep", Key: "R05", Label: "Jean Martin"},
}

// whose returns the number of a member's key: 10 and up. As in package metric, 1 stands for the total.
func whose(key string) metric.Whose {
	for i, m := range members {
		if m.Key == key {
			return metric.Whose(10 + i)
		}
	}
	return metric.Everyone
}

func owner(w metric.Whose) (metric.Owner, bool, bool) {
	if w < 10 {
		return metric.Owner{}, false, false
	}
	return members[w-10].Owner(), false, true
}

func num(n int64, key string) metric.Num {
	return metric.Num{State: metric.Present, Whose: whose(key), Rat: big.NewRat(n, 1)}
}

var revenue = &metric.Metric{Name: "revenue", Dataset: "orders", AddsUp: true}

func figure(n int64, key string) metric.Figure {
	return metric.Figure{Metric: revenue, AC: num(n, key)}
}

// book is a report.Book with the answers of a test.
type book struct {
	scope.Book
	answer metric.Answer
	rows   [][]table.Cell
}

func (b *book) Answer(metric.Ask) metric.Answer { return b.answer }
func (b *book) Table(string) *table.Table {
	return &table.Table{Columns: []table.Column{{Name: "order"}, {Name: "customer"}}, Rows: b.rows}
}

// witness returns the Witness for the edition of R01.
func witness(b *book, names string) *proof.Witness {
	return &proof.Witness{
		Book: b, Case: proof.Case{Member: members[0], Members: members, Names: names, Owner: owner},
		Row:     func(_ string, row []table.Cell) (string, bool) { return strings.Split(row[0].(string), "-")[0], true },
		Dataset: func(string) string { return "orders" }, Reads: func(string) string { return "orders" },
		Fixed: []string{"Total", "Petit"},
	}
}

// Each kind of leak is found, and described with its owner and its place.
func TestLeaks(t *testing.T) {
	own := metric.Answer{Total: figure(10, "R01"), Slices: []metric.Slice{{Key: "N", Label: "Nappes", Figure: figure(10, "R01"), Rows: 3}}}
	for name, test := range map[string]struct {
		book book
		run  func(w *proof.Witness) []proof.Leak
		want string
	}{
		"a forgotten filter in a table section": {
			book{rows: [][]table.Cell{{"R01-1", "Martin SA"}, {"R02-7", "Hôtel du Port"}}},
			func(w *proof.Witness) []proof.Leak { w.Table("sections[3]"); return w.Leaks },
			`rep "Émilie Brès" (R01) would show data of rep "Søren Østergaard" (R02): sections[3], row 2 (R02-7 Hôtel du Port), through the dataset "orders"`,
		},
		"a cached figure of the member before": {
			book{answer: metric.Answer{Total: figure(10, "R02")}},
			func(w *proof.Witness) []proof.Leak { w.Answer(metric.Ask{Metric: "revenue"}); return w.Leaks },
			`data of rep "Søren Østergaard" (R02): the figure revenue (10), through the dataset "orders"`,
		},
		"a line of another": {
			book{answer: metric.Answer{Total: figure(10, "R01"), Slices: append(own.Slices[:1:1], metric.Slice{Key: "P", Label: "Plats", Figure: figure(0, "R02")})}},
			func(w *proof.Witness) []proof.Leak {
				w.Answer(metric.Ask{Metric: "revenue", By: "product"})
				return w.Leaks
			},
			`data of rep "Søren Østergaard" (R02): the figure revenue of product "Plats" (0)`,
		},
		"a join that doubles": {
			book{answer: metric.Answer{Total: figure(10, "R01"), Slices: append(own.Slices[:1:1], own.Slices[0])}},
			func(w *proof.Witness) []proof.Leak {
				w.Answer(metric.Ask{Metric: "revenue", By: "product"})
				return w.Leaks
			},
			`the lines of revenue by product sum to 20.00 (the total is 10), through the dataset "orders"`,
		},
		"a colleague among the lines": {
			book{answer: metric.Answer{Total: figure(10, "R01"), Slices: []metric.Slice{{Figure: figure(4, "R01"), Rows: 1}, {Figure: figure(6, "R02"), Rows: 1}}}},
			func(w *proof.Witness) []proof.Leak {
				w.Answer(metric.Ask{Metric: "revenue", By: "rep"})
				return w.Leaks
			},
			`data of rep "Søren Østergaard" (R02)`,
		},
		"a total of the whole": {
			book{answer: metric.Answer{Total: figure(100, "whole")}},
			func(w *proof.Witness) []proof.Leak { w.Answer(metric.Ask{Metric: "revenue"}); return w.Leaks },
			`data of the whole or several members: the figure revenue (100)`,
		},
		"a mark in a chart": {
			book{},
			func(w *proof.Witness) []proof.Leak {
				point := report.Point{Label: "7", Exact: &report.Exact{Value: big.NewRat(7, 1), Whose: whose("R02")}}
				doc := &report.Document{Sections: []report.Section{{Title: "CA par semaine", Blocks: []report.Block{{Columns: &report.TimeChart{AC: []report.Point{{}, point}}}}}}}
				return w.Case.DocumentLeaks(doc, nil)
			},
			`data of rep "Søren Østergaard" (R02): section "CA par semaine" (7)`,
		},
		"a cell": {
			book{},
			func(w *proof.Witness) []proof.Leak {
				cell := report.Cell{Text: "7", Exact: &report.Exact{Value: big.NewRat(7, 1), Whose: whose("R02")}}
				doc := &report.Document{Sections: []report.Section{{Title: "Commerciaux", Blocks: []report.Block{{Table: &report.Table{Rows: []report.Row{{}, {Cells: []report.Cell{cell}}}}}}}}}
				return w.Case.DocumentLeaks(doc, nil)
			},
			`section "Commerciaux", row 2 (7)`,
		},
		"a colleague's label in a text section": {
			book{},
			func(w *proof.Witness) []proof.Leak {
				return w.FileLeaks([]proof.Text{{Where: `section "Note"`, Text: "Bravo à Søren  ØSTERGAARD, de l’équipe Nord."}})
			},
			`data of rep "Søren Østergaard" (R02): section "Note"`,
		},
		"a name of one word alone": {
			book{},
			func(w *proof.Witness) []proof.Leak {
				w.Fixed = nil
				return w.FileLeaks([]proof.Text{{Where: "page 1 of the PDF", Text: "Petit"}})
			},
			`data of rep "Petit" (R04): page 1 of the PDF`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			leaks := test.run(witness(&test.book, ""))
			if len(leaks) != 1 || !strings.Contains(leaks[0].String(), test.want) {
				t.Errorf("leaks: %v\nwant %s", leaks, test.want)
			}
		})
	}
}

// A member's own data is never a leak, whatever names it contains.
func TestNoLeaks(t *testing.T) {
	rows := [][]table.Cell{{"R01-1", "Jean Martin"}, {"R01-2", "Petit et fils"}, {"R01-3", "1"}}
	w := witness(&book{rows: rows, answer: metric.Answer{Total: figure(10, "R01"), Slices: []metric.Slice{{Key: "SØ", Label: "Maison Søren Østergaard", Figure: figure(10, "R01")}}}}, "")
	w.Table("sections[1]")
	w.Answer(metric.Ask{Metric: "revenue", By: "customer"})
	texts := []proof.Text{{Text: "1"}, {Text: "Petit"}, {Text: "Petit déjeuner"}, {Text: "Jean Martin"}, {Text: "Émilie Brès"}, {Text: "Maison Søren Østergaard"}, {Text: "Jean-Martinique"}, {Text: "Total"}}
	if leaks := append(w.Leaks, w.FileLeaks(texts)...); len(leaks) > 0 {
		t.Errorf("leaks: %v", leaks)
	}
}

// With names:, colleagues have lines in a section if at least three other members are in its total.
func TestNames(t *testing.T) {
	all := metric.Answer{Total: figure(40, "whole")}
	for _, m := range members[:4] {
		all.Slices = append(all.Slices, metric.Slice{Key: m.Key, Label: m.Label, Figure: figure(10, m.Key), Rows: 1})
	}
	few := all
	few.Slices = all.Slices[:3]
	few.Total = figure(30, "whole")
	for _, test := range []struct {
		names, by string
		answer    metric.Answer
		leaks     bool
	}{
		{"initials", "rep", all, false}, {"initials", "rep", few, true}, {"", "rep", all, true}, {"initials", "team", all, true},
	} {
		w := witness(&book{answer: test.answer}, test.names)
		w.Answer(metric.Ask{Metric: "revenue", By: test.by})
		if (len(w.Leaks) > 0) != test.leaks {
			t.Errorf("names %q by %s of %d: %v", test.names, test.by, len(test.answer.Slices), w.Leaks)
		}
	}
	w := witness(&book{answer: all}, "shown")
	w.Answer(metric.Ask{Metric: "revenue", By: "rep"})
	if leaks := w.FileLeaks([]proof.Text{{Text: "Søren Østergaard"}}); len(leaks) > 0 {
		t.Errorf("a name that is shown: %v", leaks)
	}
}

// A name is found only inside one text: words of two cells or of two parts of a sentence are no name.
func TestNamesAcrossSigns(t *testing.T) {
	w := witness(&book{}, "")
	for text, leaks := range map[string]bool{
		"Søren Østergaard": true, "de søren østergaard.": true, "Søren\u00a0Østergaard": true, "Søren\nØstergaard": true, "Søren-Østergaard": true, "(Søren Østergaard)": true,
		"le plus petit : Søren ; Østergaard en tête": false, "O4,Søren,Østergaard,1832.58": false, "Søren · Østergaard": false, "Søren | Østergaard": false,
	} {
		if got := len(w.FileLeaks([]proof.Text{{Text: text}})) > 0; got != leaks {
			t.Errorf("%q: a leak: %v", text, got)
		}
	}
}

// The error lists the first leaks and says how many more there are.
func TestFailed(t *testing.T) {
	f := &proof.Failed{}
	for i := range 7 {
		f.Leaks = append(f.Leaks, proof.Leak{Edition: members[0], Whose: "x", Where: fmt.Sprintf("row %d", i)})
	}
	if text := f.Error(); !strings.Contains(text, "row 4; and 2 more") || strings.Contains(text, "row 5") {
		t.Error(text)
	}
}
