package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bilan/report"
)

func at(v float64) *float64 { return &v }

// wideTable has a name, the comparison with a target, and n further columns.
func wideTable(n int) *report.Table {
	t := &report.Table{Columns: []report.Column{{Label: "Commercial", Role: report.RoleName}}}
	row := report.Row{Cells: []report.Cell{{Text: "Anne-Sophie Dubois-Marchand"}}}
	for i := range n {
		t.Columns = append(t.Columns, report.Column{Label: fmt.Sprintf("Colonne%d", i), Align: report.Right})
		row.Cells = append(row.Cells, report.Cell{Text: "1\u202f234\u202f567,89"})
	}
	t.Columns = append(t.Columns, report.Column{Label: "Écart", Align: report.Right, Role: report.RoleGap}, report.Column{Label: "Atteinte", Unit: "%", Align: report.Right, Role: report.RoleAttainment})
	row.Cells = append(row.Cells, report.Cell{Text: "▼\u00a0−12\u202f345,67", Tone: report.Bad}, report.Cell{Text: "95,9", Tone: report.Warn, Status: report.Warn, Share: at(0.959)})
	t.Rows = []report.Row{row}
	return t
}

// A mail shows as many columns as have room, always including the comparison with the target, and lists the others by
// name.
func TestColumnsFit(t *testing.T) {
	for n := range 20 {
		wide := wideTable(n)
		c := chooseColumns(wide, true)
		for room, kept := range map[int][]columnAt{deskRoom - nameOnDesk: c.desk, phoneRoom - nameOnPhone: c.phone} {
			for _, i := range kept[1:] {
				room -= minColumnWidth(wide, i)
			}
			gap, attainment := columnAt(n+1), columnAt(n+2)
			if room < 0 || kept[0] != 0 || !slices.Contains(kept, gap) || !slices.Contains(kept, attainment) || kept[len(kept)-1] != bars {
				t.Errorf("%d columns: %v, %d pixels are left", n, kept, room)
			}
		}
		if all := headings(wide); len(c.desk)+len(namesWithout(all, c.desk)) != n+4 || len(c.phone)+len(namesWithout(all, c.phone)) != n+4 {
			t.Errorf("%d columns: %v leaves out %q", n, c.desk, namesWithout(all, c.desk))
		}
		doc := french()
		doc.Sections[1].Blocks[0].Table = wide
		html, text := both(t, doc)
		for i := range n {
			name := fmt.Sprintf("Colonne%d", i)
			if !strings.Contains(string(html), name) || !strings.Contains(string(text), name) {
				t.Errorf("%d columns: %s is neither shown nor named", n, name)
			}
		}
	}
}

// A table with a target and a budget keeps target and actual on a phone, not only the gap to the budget.
func TestPhoneKeepsWhatIsJudged(t *testing.T) {
	table := &report.Table{
		Columns: []report.Column{{Label: "Région", Role: report.RoleName}, {Label: "Budget"}, {Label: "Obj.", Role: report.RoleTarget}, {Label: "R", Role: report.RoleActual},
			{Label: "Écart budget"}, {Kind: report.BulletColumn}},
		Rows: []report.Row{{Cells: []report.Cell{{Text: "Est"}, {Text: "810"}, {Text: "844"}, {Text: "611"}, {Text: "▲ +200"}, {Bullet: &report.Bullet{Actual: at(611), Target: at(844), Max: 900}}}}},
	}
	if c := chooseColumns(table, true); !slices.Equal(c.phone, []columnAt{0, 2, 3, bars}) {
		t.Errorf("a phone keeps %v", c.phone)
	}
}

// If only the total has a target, a phone shows the actuals: the gaps would leave the other rows empty.
func TestPhoneShowsActualsWithoutTargets(t *testing.T) {
	table := &report.Table{Columns: []report.Column{{Label: "Rep", Role: report.RoleName}, {Label: "Target", Role: report.RoleTarget}, {Label: "Actual", Role: report.RoleActual},
		{Label: "Gap", Role: report.RoleGap}, {Label: "Attainment", Role: report.RoleAttainment}}}
	for _, cells := range [][5]string{{"Anna", "", "2.4"}, {"Ben", "", "12.7"}, {"Total", "14.3", "15.1", "+0.8", "105.6"}} {
		var r report.Row
		for _, text := range cells {
			r.Cells = append(r.Cells, report.Cell{Text: text})
		}
		table.Rows = append(table.Rows, r)
	}
	if c := chooseColumns(table, true); !slices.Contains(c.phone, columnAt(2)) {
		t.Errorf("a phone keeps %v", c.phone)
	}
	for i, text := range []string{"+0.1", "+0.2"} {
		table.Rows[i].Cells[3].Text = text
	}
	if c := chooseColumns(table, true); !slices.Equal(c.phone, []columnAt{0, 3, 4}) {
		t.Errorf("with gaps a phone keeps %v", c.phone)
	}
}

// A table without targets, such as one line per rep with several figures, fills the width of a phone.
func TestPhoneIsFilledByFigures(t *testing.T) {
	table := &report.Table{
		Columns: []report.Column{{Label: "Rep", Role: report.RoleName}, {Label: "Orders", Role: report.RoleActual}, {Label: "vs LY"}, {Label: "Margin"}, {Label: "Sales per day and visit"}},
		Rows:    []report.Row{{Cells: []report.Cell{{Text: "Anna"}, {Text: "810"}, {Text: "+2.9"}, {Text: "29.9"}, {Text: "1,234,567.89 of them"}}}},
	}
	if c := chooseColumns(table, true); !slices.Equal(c.phone, []columnAt{0, 1, 2, 3}) {
		t.Errorf("a phone keeps %v", c.phone)
	}
}

// The gap has the colour of its effect. The attainment is black, with a mark of its status.
func TestStatusIsAMark(t *testing.T) {
	doc := french()
	doc.Sections[1].Blocks[0].Table = wideTable(1)
	html, text := both(t, doc)
	for _, want := range []string{`color:#b3261e;white-space:nowrap">▼`, `color:#1c2430;white-space:nowrap"><b class="warn" style="color:#8a5300">!</b>&nbsp;95,9</td>`, "à surveiller</p>"} {
		if !strings.Contains(string(html), want) {
			t.Errorf("%s is missing:\n%s", want, html)
		}
	}
	if !strings.Contains(string(text), "! 95,9") || !strings.Contains(string(text), "! à surveiller") {
		t.Errorf("plain text:\n%s", text)
	}
}

func TestBars(t *testing.T) {
	for _, c := range []struct {
		share   *float64
		longest float64
		want    *bar
	}{
		{at(0), 1, &bar{Short: 62}}, {at(0.5), 1, &bar{Fill: 31, Short: 31}}, {at(1), 1, &bar{Fill: 62}}, {at(0.9999), 1, &bar{Fill: 61, Short: 1}},
		{at(0.5), 0.5, &bar{Fill: 31, Short: 31}}, {at(1.5), 2, &bar{Fill: 31, Over: 16}}, {at(2), 2, &bar{Fill: 31, Over: 31}},
		{at(7), 2, &bar{Fill: 31, Over: 25, Cut: true}}, {nil, 1, nil}, {at(-0.5), 1, nil},
	} {
		got := newBar(c.share, c.longest)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%v of %v: %+v, want %+v", c.share, c.longest, got, c.want)
		}
		if got != nil && got.Fill+got.Short+tickWidth+got.Over > barWidth {
			t.Errorf("%+v is too wide", got)
		}
	}
}
