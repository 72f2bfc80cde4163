package loadtest

import (
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// totalRows are exports with totals among their rows; left are the rows without them.
var totalRows = []struct{ name, text, reason, left string }{
	{"unlabelled, at the end", "deal;stage;amount\nA;Open;11\nB;Open;21\nC;Open;36\n;;68\n",
		`t.csv:5: column "amount" is the sum of 3 other rows, and the row lacks what others have`, "A|Open|11\nB|Open|21\nC|Open|36"},
	{"unlabelled, on top", "deal;stage;amount\n;;68\nA;Open;11\nB;Open;21\nC;Open;36\n",
		`t.csv:2: column "amount" is the sum of 3 other rows`, "A|Open|11\nB|Open|21\nC|Open|36"},
	{"labelled, on top", "rep;day;amount\nTotal;;32\nA;2026-10-01;11\nB;2026-10-02;21\n",
		`t.csv:2: "Total": column "amount" is the sum of 2 other rows`, "A|2026-10-01|11\nB|2026-10-02|21"},
	{"below each group and all", "team;rep;quota\nN;a;11\nN;b;21\nTotal N;;32\nS;c;5\nS;d;8\nTotal S;;13\nTotal;;45\n",
		`t.csv:4: "Total N": column "quota" is the sum of 2 other rows: every total would double; so are 2 more rows`, "N|a|11\nN|b|21\nS|c|5\nS|d|8"},
	{"above each group", "team;quota\nTotal N;32\na;11\nb;21\nTotal S;13\nc;5\nd;8\n",
		`t.csv:2: "Total N": column "quota" is the sum of 2 other rows`, "a|11\nb|21\nc|5\nd|8"},
	{"of three levels", "area;team;rep;v\nR;N;a;10\nR;N;b;21\nSous-total N;;;31\nR;S;c;5\nR;S;d;8\nSous-total S;;;13\nTotal R;;;44\nQ;W;e;1\nQ;W;f;2\n" +
		"Sous-total W;;;3\nTotal Q;;;3\nTotal général;;;47\n", `t.csv:4: "Sous-total N"`, "R|N|a|10\nR|N|b|21\nR|S|c|5\nR|S|d|8\nQ|W|e|1\nQ|W|f|2"},
	{"of a rollup, without a word", "team;rep;v\nN;a;10\nN;b;21\nN;;31\nS;c;5\nS;d;8\nS;;13\n",
		`t.csv:4: column "v" is the sum of 2 other rows`, "N|a|10\nN|b|21\nS|c|5\nS|d|8"},
	{"with rounding", "rep;day;v\nA;2026-10-01;10.33\nB;2026-10-02;20.33\nGesamtsumme;;30.67\n",
		`t.csv:4: "Gesamtsumme": a total among the rows`, "A|2026-10-01|10.33\nB|2026-10-02|20.33"},
	{"in a column of days", "day;v\n2026-10-01;10\n2026-10-02;20\n2026-10-03;35\n2026-10-04;36\nTotale;101\n",
		`t.csv:6: column "day": "Totale" is not a date (csv: {total_rows: skip} leaves such rows out)`, "2026-10-01|10\n2026-10-02|20\n2026-10-03|35\n2026-10-04|36"},
	{"with cells of its own", "rep;day;v\nA;2026-10-01;10\nB;2026-10-02;20\nTotal;30\n",
		`t.csv:4: 2 cells where the header has 3 (csv: {total_rows: skip} leaves such rows out)`, "A|2026-10-01|10\nB|2026-10-02|20"},
	{"of numbers only", "id;year;v\n1;2026;10\n2;2026;21\n3;2026;36\n;;67\n", `t.csv:5: column "v" is the sum of 3 other rows`, "1|2026|10\n2|2026|21\n3|2026|36"},
}

// TestTotalRows checks that a total is refused, wherever it is, and left out or counted if the YAML says so.
func TestTotalRows(t *testing.T) {
	for _, c := range totalRows {
		t.Run(c.name, func(t *testing.T) {
			if _, err := load(t, config.Source{}, map[string]string{"t.csv": c.text}, "t"); err == nil || !strings.HasPrefix(err.Error(), c.reason) {
				t.Errorf("got  %v\nwant %s", err, c.reason)
			}
			got, err := load(t, config.Source{CSV: config.Dialect{TotalRows: "skip"}}, map[string]string{"t.csv": c.text}, "t")
			if err != nil || got.text() != c.left {
				t.Errorf("left out: %v\n%s", err, got.text())
			}
		})
	}
	c := totalRows[0]
	got, err := load(t, config.Source{CSV: config.Dialect{TotalRows: "keep"}}, map[string]string{"t.csv": c.text}, "t")
	if err != nil || !strings.HasSuffix(got.text(), "∅|∅|68") {
		t.Errorf("kept: %v\n%s", err, got.text())
	}
}

// TestRowsThatAreNoTotals loads rows that only resemble totals.
func TestRowsThatAreNoTotals(t *testing.T) {
	for name, text := range map[string]string{
		"one row":            "deal;stage;v\nA;Open;10\n",
		"a firm's name":      "firm;qty;v\nTotal SA;9;10.5\nOuest;14;11.3\nTotal SA;14;\n" + strings.Repeat("Sud;3;12\n", 30),
		"two equal rows":     "deal;stage;v\nA;Open;10\nB;;10\n",
		"equal amounts":      "deal;stage;v\nA;Open;10\nB;Open;10\nC;Open;10\nD;;10\n",
		"a running sum":      "day;v;sum so far\n2026-01-01;10;10\n2026-01-02;20;30\n2026-01-03;5;35\n",
		"heads with lines":   "order;client;line;v\nO1;C1;;100\nO1;;a;60\nO1;;b;40\nO2;C2;;30\nO2;;a;30\n",
		"a company's name":   "client;v\nX;10\nY;20\nTotal Energies;7\nZ;1\n",
		"a department":       "departement;v\nOise;10\nSomme;20\nAisne;5\n",
		"a sum by chance":    "deal;stage;v\nA;Open;10\nB;Open;20\nC;Open;30\n",
		"a key that lacks":   "deal;rep;v\nA;x;10\nB;;25\nC;y;30\nD;;12\n",
		"a chance and a gap": "deal;rep;v\nA;x;10\nB;y;20\nC;;30\nD;z;5\n",
		"many without keys":  "rep;v\n;1\n;2\n;3\nA;4\n;5\n;6\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load(t, config.Source{}, map[string]string{"t.csv": text}, "t"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestFooterThatCutsARow(t *testing.T) {
	for text, want := range map[string]bool{"rep;v\nA;1\nB;2\n": true, "rep;v\nA;1\nB;2\nTotal;3\n": false, "rep;v\nA;1\nB;2\n;3\n": false, "rep;v\nA;1\nB;2\nAs of May\n": false} {
		got, err := load(t, config.Source{CSV: config.Dialect{Footer: 1}}, map[string]string{"t.csv": text}, "t")
		if err != nil {
			t.Fatal(err)
		}
		if said := strings.Contains(got.log, "footer: removes a row that looks like the others"); said != want {
			t.Errorf("%q: said %v", text, said)
		}
	}
}

func TestFillDown(t *testing.T) {
	table := config.FileTable{File: "t.csv", FillDown: scalar.StringList{"Region"}}
	text := "region;rep;v\nN;a;1\n;b;2\n-;c;4\nS;d;5\n;e;7\n"
	got, err := load(t, config.Source{Tables: map[string]config.FileTable{"t": table}}, map[string]string{"t.csv": text}, "t")
	if err != nil || got.text() != "N|a|1\nN|b|2\nN|c|4\nS|d|5\nS|e|7" {
		t.Errorf("%v\n%s", err, got.text())
	}
	_, err = load(t, config.Source{Tables: map[string]config.FileTable{"t": table}}, map[string]string{"t.csv": text + ";;19\n"}, "t")
	if err == nil || !strings.Contains(err.Error(), "t.csv:7: column \"v\" is the sum of 5 other rows") {
		t.Errorf("a total below it: %v", err)
	}
	table.FillDown = scalar.StringList{"regions"}
	_, err = load(t, config.Source{Tables: map[string]config.FileTable{"t": table}}, map[string]string{"t.csv": text}, "t")
	if err == nil || err.Error() != `fill_down: t.csv: there is no column "regions" (did you mean "region"?)` {
		t.Errorf("another column: %v", err)
	}
}
