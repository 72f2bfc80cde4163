package listing

import (
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/sectiontest"
)

// A number has the worst status whose condition its exact value satisfies. Texts and totals have no status.
func TestStatusOfColumns(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Table: &section.Table{Query: "select 1", Columns: []section.TableColumn{
		{Column: "who"}, {Column: "late", Total: true, Status: section.ColumnStatus{OffTrack: "> 0", AtRisk: ">= 0", OnTrack: "< -5%"}},
	}}})
	data := &table.Table{Columns: []table.Column{{Name: "who", Kind: table.Text}, {Name: "late", Kind: table.Decimal, Scale: 2}}}
	want := []report.Tone{report.Bad, report.Warn, report.Neutral, report.Good, report.Neutral}
	for _, v := range []string{"0.01", "0", "-0.05", "-0.06", ""} {
		var cell table.Cell
		if v != "" {
			cell = decimal.RequireFromString(v)
		}
		data.Rows = append(data.Rows, []table.Cell{"x", cell})
	}
	rows := maker.First(t, s, answer(data)).Blocks[0].Table.Rows
	for i, tone := range append(want, report.Neutral) {
		if c := rows[i].Cells[1]; c.Tone != tone || c.Status != tone || (c.Alt == "") != (tone == report.Neutral) {
			t.Errorf("row %d: %+v, want %v", i, c, tone)
		}
	}
	if alt := rows[0].Cells[1].Alt; alt != "0,01, hors objectif" {
		t.Errorf("alt %q", alt)
	}
}
