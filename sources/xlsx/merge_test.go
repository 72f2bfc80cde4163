package xlsx

import (
	"fmt"
	"strings"
	"testing"
)

// TestMerging reads merged cells: a text applies to each of its rows and columns, a number to none.
func TestMerging(t *testing.T) {
	const names = "region day amount"
	for _, c := range []struct{ rows, merged, want string }{
		{"North 1 100|. 2 200|. 3 50|South 4 7", "A2:A4", "North 1 100|North 2 200|North 3 50|South 4 7"},
		{"North 1 100|. . .|. 3 50", "A2:A4", "North 1 100||North 3 50"}, // an empty row remains empty
		{"North 1 100|North 2 200", "A2:A3", "North 1 100|North 2 200"},
		{"North x 100|. . 200|. . 50", "A2:B4", "North x 100: B2 contains \"x\" behind the merged cells A2:B4, where it is hidden (undo the merge)|North North 200|North North 50"},
		{"North a 100|. . 200", "B2:B3", "North a 100|. a 200"},
		{"North 1 100|South 2 .", "C2:C3", "North 1 100|South 2 .: C2:C3 is merged and contains a number, which belongs to one of its rows (undo the merge and write each row's value)"},
		{"North 1 100|. . .", "C2:C3", "North 1 100|"}, // the second row has only the merged range
		{"North 1 100|South 2 5", "C2:C3", "North 1 100|South 2 5: C2:C3 is merged and contains a number, which belongs to one of its rows (undo the merge and write each row's value)"},
		{"All . .|North 1 2", "A2:C2", "All . .: A2:C2 is a heading across the whole table and not a row of it (delete it, or csv: {footer: …} for those at the end)|North 1 2"},
		{"North 1 2 note|South 3 4", "D2:F9 C2:D2", "North 1 2 note|South 3 4"},
		{". 1 100|. 2 200", "A2:A3", ". 1 100|. 2 200"},
		{". 1 100|North 2 200", "A2:A3", `. 1 100|North 2 200: A3 contains "North" behind the merged cells A2:A3, where it is hidden (undo the merge)`},
	} {
		got, err := read(t.Context(), pack(t, parts(grid(names+"|"+c.rows)+mergeCells(c.merged))), 3)
		if err != nil {
			t.Fatal(err)
		}
		if want := printed(names, c.want); strings.TrimSpace(got) != want {
			t.Errorf("%s %s\n got %q\nwant %q", c.rows, c.merged, got, want)
		}
	}
	b, err := open(t.Context(), pack(t, parts(grid("region amount .|. 2025 2026|North 1 2")+mergeCells("A1:A2 B1:C1"))))
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Layout(b.Sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	if r, joined := NewMerging(l, 1, 2, 3).Header(); !joined || r.String() != "A1:A2" {
		t.Errorf("a header of two rows: %v %v", r, joined)
	}
	if _, joined := NewMerging(l, 2, 3, 3).Header(); joined {
		t.Error("its second row is joined with nothing below")
	}
}

// grid parses rows separated by |, with cells separated by spaces; a dot is an empty cell, and whole numbers are
// numbers.
func grid(rows string) string {
	var b strings.Builder
	for r, row := range strings.Split(rows, "|") {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, cell := range strings.Fields(row) {
			switch name := CellName(c, int64(r+1)); {
			case cell == ".":
				fmt.Fprintf(&b, `<c r="%s" s="1"/>`, name)
			case cell[0] <= '9':
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, name, cell)
			default:
				fmt.Fprintf(&b, `<c r="%s" t="str"><v>%s</v></c>`, name, cell)
			}
		}
		b.WriteString("</row>")
	}
	return data(b.String())
}

func mergeCells(refs string) string {
	var b strings.Builder
	for _, ref := range strings.Fields(refs) {
		b.WriteString(`<mergeCell ref="` + ref + `"/>`)
	}
	return "<mergeCells>" + b.String() + "</mergeCells>"
}

// printed is how read prints such rows.
func printed(names, rows string) string {
	var out []string
	for i, row := range strings.Split(names+"|"+rows, "|") {
		cells, problem, _ := strings.Cut(row, ": ")
		line := []string{fmt.Sprint(i + 1)}
		for _, cell := range strings.Fields(cells) {
			switch {
			case cell == ".":
				line = append(line, " ")
			case cell[0] <= '9':
				line = append(line, "n"+cell)
			default:
				line = append(line, "t"+cell)
			}
		}
		text := strings.TrimRight(strings.Join(line, "|"), "| ")
		if problem != "" {
			text += "|problem: " + problem
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}
