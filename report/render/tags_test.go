package render

import (
	"bytes"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/pdf"
	"bilan/report/reporttest"
)

// structureOf draws the document and returns its root element.
func structureOf(t *testing.T, d *report.Document) *canvas.Node {
	t.Helper()
	var root *canvas.Node
	drawn(t, d, func(k *pdf.Document) { root = k.Structure() })
	return root
}

// count returns the number of elements of the role in n and below.
func count(n *canvas.Node, role string) int {
	sum := 0
	each(n, func(m *canvas.Node) {
		if m.Role == role {
			sum++
		}
	})
	return sum
}

func each(n *canvas.Node, do func(*canvas.Node)) {
	do(n)
	for _, k := range n.Kids {
		if k.Node != nil {
			each(k.Node, do)
		}
	}
}

// drawn lays out the document and passes the canvas to look.
func drawn(t *testing.T, d *report.Document, look func(*pdf.Document)) {
	t.Helper()
	p := newPaper(d, false)
	if err := p.draw(t.Context()); err != nil {
		t.Fatal(err)
	}
	look(p.document)
}

func TestStructure(t *testing.T) {
	d := reporttest.Sample()
	root := structureOf(t, d)
	sections, tables, figures, heads := 0, 0, 0, 0
	for _, s := range d.Sections {
		sections++
		if s.Title != "" {
			heads++
		}
		for _, b := range s.Blocks {
			switch {
			case b.Table != nil:
				tables++
			case b.Bars != nil, b.Funnel != nil:
				tables++
				figures++
			case b.Columns != nil, b.Line != nil:
				figures++
			case b.Cards != nil:
				figures += len(b.Cards.Cards)
			}
		}
	}
	for role, want := range map[string]int{"H1": 1, "Sect": sections, "H2": heads, "Table": tables, "Figure": figures} {
		if got := count(root, role); got != want {
			t.Errorf("%d %s, want %d", got, role, want)
		}
	}
	each(root, func(n *canvas.Node) {
		switch n.Role {
		case "Figure":
			if n.Alt == "" || n.Bounds.W <= 0 {
				t.Errorf("a figure without words or place: %+v", n)
			}
		case "Table":
			checkTable(t, n)
		case "LI":
			if n.Parent.Role != "L" {
				t.Errorf("an item in a %s", n.Parent.Role)
			}
		}
	})
}

// checkTable checks that a table has one header row, then rows of as many cells, each beginning with a row header.
func checkTable(t *testing.T, table *canvas.Node) {
	t.Helper()
	for i, k := range table.Kids {
		line := k.Node
		if line == nil || line.Role != "TR" {
			t.Fatalf("a table holds %+v", k)
		}
		if want := len(table.Kids[0].Node.Kids); len(line.Kids) > want || i > 0 && len(line.Kids) < min(want, 2) {
			t.Errorf("row %d has %d cells under %d headers", i, len(line.Kids), want)
		}
		for c, cell := range line.Kids {
			want := "TD"
			if i == 0 || c == 0 {
				want = "TH"
			}
			if cell.Node.Role != want || i == 0 && cell.Node.Header != 'c' {
				t.Errorf("row %d, cell %d is a %s", i, c, cell.Node.Role)
			}
		}
	}
}

// TestColumnsAreNamed checks that every column has a name for screen readers, even one that prints none.
func TestColumnsAreNamed(t *testing.T) {
	bars, steps := reporttest.BarsOf(3, 2, 1), reporttest.SmallSteps()
	bars.Head, steps.Head = "Région", "Produit"
	for _, b := range []report.Block{{Bars: bars}, {Waterfall: steps}} {
		d := reporttest.Alone(b)
		each(structureOf(t, d), func(n *canvas.Node) {
			if n.Role == "TH" && n.Header == 'c' && len(n.Kids) == 0 {
				t.Errorf("%+v: a column has no name", b)
			}
		})
		if _, err := exec.LookPath("pdfinfo"); err != nil {
			continue
		}
		plain, err := piped(draw(t, d), "pdfinfo", "-struct-text", "-")
		if err != nil || !strings.Contains(plain, bars.Head) && !strings.Contains(plain, steps.Head) {
			t.Errorf("its rows are of nothing (%v):\n%s", err, plain)
		}
	}
}

// TestRowsAreReadOnce checks that the repeated header of a table is an artifact on later pages.
func TestRowsAreReadOnce(t *testing.T) {
	d := reporttest.Sample()
	root := structureOf(t, d)
	rows := 0
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch {
			case b.Table != nil:
				rows += 1 + len(b.Table.Rows)
			case b.Bars != nil:
				rows += 1 + len(b.Bars.Bars)
			case b.Funnel != nil:
				rows += 1 + len(b.Funnel.Stages)
			}
		}
	}
	if got := count(root, "TR"); got != rows {
		t.Errorf("%d rows are read, %d are there", got, rows)
	}
}

// TestNothingIsUnmarked checks that everything drawn is either content of one element or an artifact.
func TestNothingIsUnmarked(t *testing.T) {
	for _, d := range []*report.Document{reporttest.Sample(), reference(), {Title: "x"}} {
		checkEveryMark(t, d)
	}
}

// checkEveryMark draws the document and checks the marked content of each page.
func checkEveryMark(t *testing.T, d *report.Document) {
	t.Helper()
	drawn(t, d, func(d *pdf.Document) {
		contents, err := d.Contents()
		if err != nil {
			t.Fatal(err)
		}
		for i, content := range contents {
			checkMarks(t, i+1, string(content))
		}
	})
}

var inked = regexp.MustCompile(`(?:Tj ET|^Do|re [fBS]\*?| [fFSB]\*?|^[fFSB]\*?)$`)

func checkMarks(t *testing.T, page int, content string) {
	t.Helper()
	depth, next := 0, 0
	for line := range strings.SplitSeq(content, "\n") {
		switch {
		case strings.HasSuffix(line, " BDC"):
			if !strings.Contains(line, "/MCID ") {
				t.Errorf("page %d: %q", page, line)
			}
			next++
			depth++
		case line == "/Artifact BMC":
			depth++
		case line == "EMC":
			depth--
		case inked.MatchString(line) && depth != 1:
			t.Fatalf("page %d: %q is drawn %d deep", page, line, depth)
		}
		if depth < 0 || depth > 1 {
			t.Fatalf("page %d: marks are %d deep at %q", page, depth, line)
		}
	}
	if depth != 0 || next == 0 {
		t.Errorf("page %d: %d marks, %d still open", page, next, depth)
	}
}

func TestLists(t *testing.T) {
	item := func(depth int, text string) report.Paragraph {
		return report.Paragraph{Kind: report.ListItem, Depth: depth, Mark: "•", Runs: []report.Run{{Text: text}}}
	}
	prose := report.Paragraph{Kind: report.Prose, Runs: []report.Run{{Text: "see "}, {Text: "there", Link: "https://lenoir.example"}}}
	d := &report.Document{Sections: []report.Section{{Blocks: []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{
		item(0, "one"), item(1, "in one"), item(1, "too"), item(0, "two"), prose, item(3, "alone")}}}}}}}
	root := structureOf(t, d)
	if got := []int{count(root, "L"), count(root, "LI"), count(root, "Lbl"), count(root, "LBody"), count(root, "Link")}; !slices.Equal(got, []int{3, 5, 5, 5, 1}) {
		t.Errorf("lists, items, marks, bodies, links: %v", got)
	}
	out := drawWith(t, d, Options{Archive: true})
	if !bytes.Contains(out, []byte("/Type /OBJR")) || !bytes.Contains(out, []byte("/StructParent ")) {
		t.Error("the link is not part of the structure")
	}
	draw(t, d)
}

// TestStructText checks the structure in reading order, as poppler extracts it.
func TestStructText(t *testing.T) {
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("pdfinfo is not installed")
	}
	d := reporttest.Sample()
	d.Sections = d.Sections[:3] // poppler takes seconds to read the structure of a long table
	out, err := piped(draw(t, d), "pdfinfo", "-struct-text", "-")
	if err != nil {
		t.Fatal(out)
	}
	at := 0
	for _, want := range []string{"Document", "H1 (block)", "La semaine 46 finit à 412 k€, 4,2 % sous l’objectif : le mois reste", "Sect", "H2 (block)",
		"Tableau de bord", "Figure:", "Table (block)", "TR", "/Scope /Column", "Commercial", "/Scope /Row", "Julie Lefèvre", "TD", "85,0"} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("%q is not read after what comes before it", want)
		}
		at += i + len(want)
	}
}
