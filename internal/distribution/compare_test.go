package distribution

import (
	"strings"
	"testing"

	"bilan/internal/locale"
)

// said returns the differences as sentences in a language.
func said(t *testing.T, list []Difference, language string) (lines []string) {
	t.Helper()
	l, err := locale.For(language)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		lines = append(lines, d.Text(l))
	}
	return lines
}

func TestUnlike(t *testing.T) {
	line := func(member, to string, rows int64) Line {
		return Line{Member: member, Label: "L " + member, To: []string{to}, Rows: rows}
	}
	base := func() *Distribution {
		return &Distribution{Lines: []Line{
			line("rep=1", "a@lenoir.example", 100), line("rep=2", "B <b@lenoir.example>", 10), line("rep=3", "c@lenoir.example", 40), line("rep=4", "d@lenoir.example", 50),
			{Member: "rep=5", Skipped: "left"}, line("rep=6", "f@lenoir.example", 31), line("rep=7", "g@lenoir.example", 31),
		}, Whole: &Line{To: []string{"all@lenoir.example", "dg@group.example"}}}
	}
	for name, test := range map[string]struct {
		change func(d *Distribution)
		want   string
	}{
		"alike":                       {func(*Distribution) {}, ""},
		"another spelling":            {func(d *Distribution) { d.Lines[1].To = []string{"b@LENOIR.example"} }, ""},
		"a new domain":                {func(d *Distribution) { d.Lines[1].To = []string{"b@lenoir.exmple"} }, "no recipient had an address at lenoir.exmple last time: b@lenoir.exmple (L rep=2)"},
		"a new domain of the whole":   {func(d *Distribution) { d.Whole.To = []string{"dg@group.example", "dg@groop.example"} }, "no recipient had an address at groop.example last time: dg@groop.example (the full edition)"},
		"nobody gets the whole":       {func(d *Distribution) { d.Whole = nil }, ""},
		"a new address":               {func(d *Distribution) { d.Lines[1].To = []string{"bb@lenoir.example"} }, ""},
		"somebody else's address":     {func(d *Distribution) { d.Lines[0].To, d.Lines[1].To = d.Lines[1].To, d.Lines[0].To }, "b@lenoir.example got rep=2 last time, and would now get rep=1 (L rep=1)"},
		"three times the rows":        {func(d *Distribution) { d.Lines[0].Rows = 300 }, "rep=1 (L rep=1) is based on 300 rows, compared with 100 last time"},
		"a third of the rows":         {func(d *Distribution) { d.Lines[2].Rows = 13 }, "rep=3 (L rep=3) is based on 13 rows, compared with 40 last time"},
		"few rows":                    {func(d *Distribution) { d.Lines[1].Rows = 30 }, ""},
		"more than few rows":          {func(d *Distribution) { d.Lines[1].Rows = 31 }, "rep=2 (L rep=2) is based on 31 rows, compared with 10 last time"},
		"no row any more":             {func(d *Distribution) { d.Lines[5].Rows = 0 }, "rep=6 (L rep=6) is based on 0 rows, compared with 31 last time"},
		"two leave":                   {func(d *Distribution) { d.Lines = d.Lines[2:] }, ""},
		"three leave":                 {func(d *Distribution) { d.Lines = d.Lines[3:] }, "3 members were added or removed, of 6 last time: −rep=1, −rep=2, −rep=3"},
		"two leave and one comes":     {func(d *Distribution) { d.Lines = append(d.Lines[2:], line("rep=8", "h@lenoir.example", 5)) }, "3 members were added or removed, of 6 last time: +rep=8, −rep=1, −rep=2"},
		"a leaver stays out":          {func(d *Distribution) { d.Lines[4].Skipped = "no_rows" }, ""},
		"one who left has an edition": {func(d *Distribution) { d.Lines[4] = line("rep=5", "e@lenoir.example", 5) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			now := base()
			test.change(now)
			got := said(t, Differences(base(), now), "en-GB")
			if test.want == "" && len(got) > 0 || test.want != "" && (len(got) == 0 || got[0] != test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
	older, now := base(), base() // the list before has no line of the full edition, like one of an earlier version
	older.Whole.To, now.Whole.To = nil, []string{"dg@other.example"}
	if got := Differences(older, now); len(got) > 0 {
		t.Errorf("beside one of an earlier program: %q", got)
	}
	moved := base()
	moved.Lines[0].Rows, moved.Whole.To = 300, []string{"dg@groop.example"}
	for _, language := range locale.Languages() { // each language has a text for every difference
		if got := strings.Join(said(t, Differences(base(), moved), language), "; "); strings.Contains(got, "%!") || !strings.Contains(got, "300") || !strings.Contains(got, "dg@groop.example") {
			t.Errorf("%s: %s", language, got)
		}
	}
	if n := now.MessageCount(); n != 7 {
		t.Errorf("%d messages", n)
	}
	many := &Distribution{}
	for i := range 20 {
		many.Lines = append(many.Lines, line("rep="+strings.Repeat("x", i+1), "a@lenoir.example", 5))
	}
	if got := Differences(many, &Distribution{Lines: many.Lines[3:]}); len(got) > 0 {
		t.Errorf("three of twenty: %q", got)
	}
}

// The hash changes with any address or figure, but not with the order of the lines.
func TestHash(t *testing.T) {
	a := &Distribution{Report: "r", Lines: []Line{{Member: "rep=2"}, {Member: "rep=1", To: []string{"a@x"}, Rows: 3}}}
	b := &Distribution{Report: "r", Lines: []Line{a.Lines[1], a.Lines[0]}}
	a.Finish()
	b.Finish()
	again, err := Read(a.JSON())
	if err != nil || a.Hash != b.Hash || again.Hash != a.Hash {
		t.Errorf("hashes %s, %s, %s, %v", a.Hash, b.Hash, again.Hash, err)
	}
	if b.Lines[0].Rows++; b.Hash == "" {
		t.Error("no hash")
	}
	if b.Finish(); a.Hash == b.Hash {
		t.Error("another number of rows has the same hash")
	}
}
