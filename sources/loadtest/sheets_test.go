package loadtest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bilan/internal/config"
)

// sheet fills the sheet Sales of a workbook from cell A1 on.
func sheet(f *excelize.File, rows ...[]any) {
	_ = f.SetSheetName("Sheet1", "Sales")
	for i, row := range rows {
		for j, v := range row {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if v != nil {
				_ = f.SetCellValue("Sales", cell, v)
			}
		}
	}
}

// withErrors replaces every 404 in the sheet by the error #N/A, which the library cannot write.
func withErrors(t *testing.T, book string) string {
	t.Helper()
	from, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	for _, f := range from.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		w, e := to.Create(f.Name)
		if err := errors.Join(err, e); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(bytes.ReplaceAll(text, []byte("><v>404</v>"), []byte(` t="e"><v>#N/A</v>`)))
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func style(f *excelize.File, first, last, format string) {
	id, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	_ = f.SetCellStyle("Sales", first, last, id)
}

func october(day int) time.Time { return time.Date(2026, 10, day, 0, 0, 0, 0, time.UTC) }

// TestSheetsAsPeopleHaveThem reads sheets with more than rows of values, as people make them.
func TestSheetsAsPeopleHaveThem(t *testing.T) {
	names := []any{"region", "day", "amount"}
	for name, c := range map[string]struct {
		fill func(f *excelize.File)
		csv  config.Dialect
		want string // types and rows, or the error
	}{
		"formatted cells right of the table and below it": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100.5})
			style(f, "A1", "F9", "0.00")
			style(f, "B2", "B2", "yyyy-mm-dd")
			_ = f.SetCellValue("Sales", "E1", " ")
		}, config.Dialect{}, "region text, day date, amount decimal(18,2)\nNorth|2026-10-01|100.50"},
		"labels merged over rows": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{nil, october(2), 200}, []any{nil, october(3), 50}, []any{"South", october(4), 300})
			_ = f.MergeCell("Sales", "A2", "A4")
		}, config.Dialect{}, "region text, day date, amount integer\nNorth|2026-10-01|100\nNorth|2026-10-02|200\nNorth|2026-10-03|50\nSouth|2026-10-04|300"},
		"days merged over rows": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", nil, 200})
			_ = f.MergeCell("Sales", "B2", "B3")
		}, config.Dialect{}, "region text, day date, amount integer\nNorth|2026-10-01|100\nSouth|2026-10-01|200"},
		"numbers merged over rows": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), nil})
			_ = f.MergeCell("Sales", "C2", "C3")
		}, config.Dialect{}, "t.xlsx[Sales]:3: C2:C3 is merged and contains a number, which belongs to one of its rows"},
		"names over two rows": {func(f *excelize.File) {
			sheet(f, []any{"region", "amount", nil}, []any{nil, 2025, 2026}, []any{"North", 1.5, 2.5})
			_ = f.MergeCell("Sales", "A1", "A2")
			_ = f.MergeCell("Sales", "B1", "C1")
		}, config.Dialect{}, "t.xlsx[Sales]: row 1 holds the columns' names, and the merged cells A1:A2 join it with the next row (write csv: {skip_lines: 1}"},
		"names over two rows, the second taken": {func(f *excelize.File) {
			sheet(f, []any{"region", "amount", nil}, []any{nil, 2025, 2026}, []any{"North", 1.5, 2.5})
			_ = f.MergeCell("Sales", "A1", "A2")
			_ = f.MergeCell("Sales", "B1", "C1")
		}, config.Dialect{SkipLines: 1}, "region text, 2025 decimal(18,2), 2026 decimal(18,2)\nNorth|1.50|2.50"},
		"the names again, where an export was pasted below another": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, names, []any{"South", october(2), 200})
		}, config.Dialect{}, "region text, day date, amount integer\nNorth|2026-10-01|100\nSouth|2026-10-02|200"},
		"a merged title": {func(f *excelize.File) {
			sheet(f, []any{"Sales of October"}, nil, names, []any{"North", october(1), 100})
			_ = f.MergeCell("Sales", "A1", "C1")
		}, config.Dialect{}, "region text, day date, amount integer\nNorth|2026-10-01|100"},
		"a heading among the rows": {func(f *excelize.File) {
			sheet(f, names, []any{"The north"}, []any{"North", october(1), 100})
			_ = f.MergeCell("Sales", "A2", "C2")
		}, config.Dialect{}, "t.xlsx[Sales]:2: A2:C2 is a heading across the whole table and not a row of it"},
		"a note at the end": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"Source: the shop's till"})
			_ = f.MergeCell("Sales", "A3", "C3")
		}, config.Dialect{Footer: 1}, "region text, day date, amount integer\nNorth|2026-10-01|100"},
		"a title above two tables beside each other": {func(f *excelize.File) {
			sheet(f, []any{"Sales of October"}, []any{"region", "day", "amount", nil, "region", "day", "amount"}, []any{"North", october(1), 100, nil, "South", october(2), 7})
		}, config.Dialect{}, `t.xlsx[Sales]:2: 7 cells where the header has 1 (the only name, "Sales of October", looks like a title above the names: csv: {skip_lines: 1}; two tables side by side each need a range:, as in A:D)`},
		"a mistake in one of two tables beside each other": {func(f *excelize.File) {
			sheet(f, []any{"region", "amount", nil, "rep", "quota"}, []any{"North", 1.5, nil, "Ann", 7}, []any{"South", 2.5, nil, "Bob", 7}, []any{"Total", 4})
		}, config.Dialect{}, `t.xlsx[Sales]:4: "Total": column "amount" is the sum of 2 other rows: every total would double (csv: {total_rows: skip} leaves such rows out, total_rows: keep counts them as rows); column C is empty; if there are two tables side by side, name each under tables: with its range: A:B and D:E`},
		"a note below a blank row": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), 7}, nil, []any{"Made on Monday"})
		}, config.Dialect{}, `t.xlsx[Sales]!A5: "Made on Monday" is alone below a blank row: it looks like a note below the table, not like a row (csv: {footer: 1}`},
		"such a note that is cut off": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), 7}, nil, []any{"Made on Monday"})
		}, config.Dialect{Footer: 1}, "region text, day date, amount integer\nNorth|2026-10-01|100\nSouth|2026-10-02|7"},
		"a region without figures yet": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), 7}, []any{"East"})
		}, config.Dialect{}, "region text, day date, amount integer\nNorth|2026-10-01|100\nSouth|2026-10-02|7\nEast|∅|∅"},
		"a formula that was never calculated": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), nil})
			_ = f.SetCellFormula("Sales", "C3", "C2*2")
		}, config.Dialect{}, "t.xlsx[Sales]:3: C3 contains a formula that was never calculated (open the workbook in a spreadsheet program and save it)"},
		"such a formula in the total that is cut off": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"Total", nil, nil})
			_ = f.SetCellFormula("Sales", "C3", "SUM(C2:C2)")
		}, config.Dialect{Footer: 1}, "region text, day date, amount integer\nNorth|2026-10-01|100"},
		"durations": {func(f *excelize.File) {
			sheet(f, []any{"region", "day", "hours"}, []any{"North", october(1), 36.5 / 24}, []any{"South", october(2), 7.25 / 24})
			style(f, "C2", "C3", "[h]:mm")
		}, config.Dialect{}, "region text, day date, hours decimal(18,2)\nNorth|2026-10-01|36.50\nSouth|2026-10-02|7.25"},
		"hours whose days the format hides": {func(f *excelize.File) {
			sheet(f, []any{"region", "day", "hours"}, []any{"North", october(1), 36.5 / 24})
			style(f, "C2", "C2", "h:mm")
		}, config.Dialect{}, "t.xlsx[Sales]:2: C2 is formatted as a time of day and contains 36.5 hours (format the column as [h]:mm)"},
		"errors": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), nil})
			_ = f.SetCellValue("Sales", "C3", 404)
		}, config.Dialect{}, `t.xlsx[Sales]:3: C3 has the error #N/A instead of a value (write csv: {nulls: ["#N/A"]} if it means an empty cell)`},
		"errors that mean nothing": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), nil})
			_ = f.SetCellValue("Sales", "C3", 404)
		}, config.Dialect{Nulls: []string{"#N/A"}}, "region text, day date, amount integer\nNorth|2026-10-01|100\nSouth|2026-10-02|∅"},
		"numbers and per cents that were typed as text": {func(f *excelize.File) {
			sheet(f, []any{"region", "share", "amount"}, []any{"North", "12,5 %", "1 234,56"}, []any{"South", "5 %", "\u202f7,5"})
		}, config.Dialect{}, "region text, share decimal(18,3), amount decimal(18,2)\nNorth|0.125|1234.56\nSouth|0.050|7.50"},
		"lines and escapes in a text": {func(f *excelize.File) {
			sheet(f, []any{"customer", "amount"}, []any{"Dupont_x000D_\net fils", 1}, []any{"A_x005F_B", 2})
		}, config.Dialect{}, ""},
		"no names": {func(f *excelize.File) { sheet(f, []any{"North", october(1), 100.5}, []any{"South", october(2), 7}) }, config.Dialect{}, "t.xlsx[Sales]: line 1 looks like data"},
		"a cell that does not fit": {func(f *excelize.File) {
			sheet(f, names, []any{"North", october(1), 100}, []any{"South", october(2), 7.5}, []any{"North", october(3), 1}, []any{"South", october(4), 1}, []any{"South", october(5), "n.c."})
		}, config.Dialect{}, `t.xlsx[Sales]!C6: column "amount": "n.c." is not a number`},
	} {
		c.want = strings.TrimSpace(c.want)
		got, err := load(t, config.Source{CSV: c.csv}, map[string]string{"t.xlsx": withErrors(t, book(t, c.fill))}, "t")
		switch {
		case name == "lines and escapes in a text":
			if err != nil || got.rows[0][0] != "Dupont\net fils" && got.rows[0][0] != "Dupont_x000D_\net fils" {
				t.Errorf("%s: %v %v", name, got, err)
			}
		case err != nil && strings.HasPrefix(err.Error(), c.want) && c.want != "":
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case got.types()+"\n"+got.text() != c.want:
			t.Errorf("%s:\n%s\n%s", name, got.types(), got.text())
		}
	}
}

// TestTablesBesideEachOther reads two tables on one sheet, each by its range.
func TestTablesBesideEachOther(t *testing.T) {
	text := book(t, func(f *excelize.File) {
		sheet(f, []any{"Sales of October", nil, nil, "Quotas"}, nil, []any{"rep", "amount", nil, "rep", "quota", "active"}, []any{"Ann", 100, nil, "Ann", 90.5, "TRUE "},
			[]any{"Bob", 200, nil, "Bob", "n.c."}, []any{"Cy", 300}, []any{"Total", 600}, []any{"Dan", 1}, []any{"Eve", nil, nil, "a note"})
		_ = f.MergeCell("Sales", "A1", "B1")
		_ = f.MergeCell("Sales", "D8", "E8")
		_ = f.SetColVisible("Sales", "E", false)
	})
	names := "rep text, amount integer\n"
	for area, want := range map[string]string{
		"A3:B5":   names + "Ann|100\nBob|200",
		"A3:B7":   `t.xlsx[Sales]:7: "Total": column "amount" is the sum of 3 other rows`,
		"$a$3:b6": names + "Ann|100\nBob|200\nCy|300",
		"A1:B6":   names + "Ann|100\nBob|200\nCy|300",
		"A:B":     `t.xlsx[Sales]:7: "Total"`,
		"B3:B4":   "amount integer\n100",
		"D:F":     `t.xlsx[Sales]!D9: "a note" is alone`,
		"D3:F4":   "rep text, quota decimal(18,2), active bool\nAnn|90.50|true",
		"D3:F":    `t.xlsx[Sales]!D9: "a note" is alone`,
		"G1:H9":   "t.xlsx[Sales]: range: no cell of G1:H9 has a value",
		"E8:F8":   "t.xlsx[Sales]: range: no cell of E8:F8 has a value",
		"D":       `t.xlsx: range: "D" is not a range of cells (write the columns, as in A:D`,
		"B3:A4":   `t.xlsx: range: "B3:A4" is not a range of cells`,
	} {
		got, err := load(t, config.Source{Tables: map[string]config.FileTable{"t": {File: "t.xlsx", Range: area}}}, map[string]string{"t.xlsx": text}, "t")
		switch {
		case err != nil && strings.HasPrefix(err.Error(), want):
		case err != nil:
			t.Errorf("%s: %v", area, err)
		case got.types()+"\n"+got.text() != want:
			t.Errorf("%s:\n%s\n%s", area, got.types(), got.text())
		}
		if hidden := "hidden columns are read like the others: quota"; err == nil && strings.Contains(got.log, hidden) != (area == "D3:F4") {
			t.Errorf("%s: the log says\n%s", area, got.log)
		}
	}
}

// TestCellsOfARange checks that an error about a cell in a range names the cell as the sheet does.
func TestCellsOfARange(t *testing.T) {
	text := book(t, func(f *excelize.File) {
		sheet(f, []any{nil, nil, "rep", "day", "amount"}, []any{7, nil, "Ann", october(1), 1.5}, []any{"x", nil, "Bob", october(1), 2.5}, []any{nil, nil, "Cy", october(1), 3.5},
			[]any{nil, nil, "Dan", october(1), 4.5}, []any{nil, nil, "Eve", october(1), "n.c."}, []any{nil, nil, "Fay", october(1), 404}, []any{nil, nil, "Gus", nil, 5}, []any{nil, nil, nil, october(1), 5})
		_ = f.MergeCell("Sales", "D7", "D8")
		_ = f.MergeCell("Sales", "E8", "E9")
		_ = f.MergeCell("Sales", "A4", "C5")
	})
	for area, want := range map[string]string{
		"C1:E6": `t.xlsx[Sales]:4: the merged cells A4:C5 begin outside the range`,
		"D1:E6": `t.xlsx[Sales]!E6: column "amount": "n.c." is not a number`,
		"D1:E7": `t.xlsx[Sales]:7: E7 has the error #N/A instead of a value`,
		"D1:E9": `t.xlsx[Sales]:9: E8:E9 is merged and contains a number`,
	} {
		csv := config.Dialect{}
		switch area {
		case "D1:E9":
			csv = config.Dialect{Nulls: []string{"#N/A", "n.c.", ""}}
		case "D1:E7":
			csv = config.Dialect{Nulls: []string{"n.c.", ""}}
		}
		_, err := load(t, config.Source{CSV: csv, Tables: map[string]config.FileTable{"t": {File: "t.xlsx", Range: area}}}, map[string]string{"t.xlsx": withErrors(t, text)}, "t")
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", area, err)
		}
	}
}

// TestRemarksOfSheets checks the remarks about what a reader of the sheet does not see, or would read differently.
func TestRemarksOfSheets(t *testing.T) {
	text := book(t, func(f *excelize.File) {
		sheet(f, []any{"region", "cost", "amount", nil, "rep"}, []any{"North", 1, 100, nil, "Ann"}, []any{"South", 2, 200, nil, "Bob"}, []any{"East", 3, 300, nil, nil})
		_ = f.SetRowVisible("Sales", 3, false)
		_ = f.SetColVisible("Sales", "B", false)
	})
	got, err := load(t, config.Source{}, map[string]string{"t.xlsx": text}, "t")
	if err != nil {
		t.Fatal(err)
	}
	if got.text() != "North|1|100|Ann\nSouth|2|200|Bob\nEast|3|300|∅" {
		t.Errorf("rows\n%s", got.text())
	}
	for _, want := range []string{"hidden rows are read like the others: 1", "hidden columns are read like the others: cost", "column D is empty: if there are two tables side by side",
		"name each under tables: with its range: A:C and E:E"} {
		if !strings.Contains(got.log, want) {
			t.Errorf("the log does not say %q", want)
		}
	}
}
