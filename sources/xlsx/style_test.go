package xlsx

import "testing"

func TestFormats(t *testing.T) {
	for code, want := range map[string]style{
		"General": styleNumber, "0.00": styleNumber, "#,##0.00 [$€-40C]": styleNumber, `#,##0\ "days"`: styleNumber, "[Red]-0.0": styleNumber, "0%": styleNumber,
		`_-* #,##0.00\ "dh"_-`: styleNumber, "0.00E+00": styleNumber, "@": styleNumber, `"d;m"0`: styleNumber, "[>1000]0.0": styleNumber, "# ?/?": styleNumber,
		"yyyy-mm-dd": styleDate, "dd/mm/yy;@": styleDate, "[$-40C]d mmmm yyyy": styleDate, "mmm-yy": styleDate, "mmmm": styleDate, "d/m h:mm": styleDate,
		`"le "dd/mm`: styleDate, `yyyy"年"m"月"`: styleDate, "[$-F800]dddd\\, mmmm dd\\, yyyy": styleDate, "DD.MM.YYYY": styleDate,
		"h:mm": styleClock, "h:mm:ss AM/PM": styleClock, "mm:ss": styleClock, "[$-F400]h:mm:ss": styleClock,
		"[h]:mm": styleDuration, "[hh]:mm:ss": styleDuration, "[mm]:ss": styleDuration, "[s]": styleDuration, "[H]:MM": styleDuration, "[h]:mm:ss;@": styleDuration,
	} {
		if got := styleOf(code); got != want {
			t.Errorf("%s: %d", code, got)
		}
	}
	for id, want := range map[int]style{0: styleNumber, 2: styleNumber, 9: styleNumber, 14: styleDate, 17: styleDate, 20: styleClock, 22: styleDate, 45: styleClock, 46: styleDuration, 49: styleNumber} {
		if got := builtin(id); got != want {
			t.Errorf("format %d: %d", id, got)
		}
	}
}

// TestNumbers reads a number in every format, in workbooks that count from 1900 and from 1904.
func TestNumbers(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs></styleSheet>`
	for _, c := range []struct {
		style          int
		value          string
		in1900, in1904 string
	}{
		{0, "0.30000000000000004", "n0.3", "n0.3"}, {0, "1234.5", "n1234.5", ""}, {0, "1E3", "n1000", ""}, {0, "-1.5E-05", "n-0.000015", ""}, {0, "123456789012345678", "n123456789012346000", ""},
		{0, "1e300", "n1e+300", ""}, {0, "-0.5", "n-0.5", ""}, {9, "7", "n7", ""},
		{1, "46296", "@2026-10-01", "@2030-10-02"}, {1, "46296.354166666664", "@2026-10-01 08:30:00", ""}, {1, "1", "@1900-01-01", "@1904-01-02"}, {1, "59", "@1900-02-28", ""}, {1, "60", "@1900-02-28", "@1904-03-01"},
		{1, "61", "@1900-03-01", ""}, {1, "0", "", "@1904-01-01"}, {1, "46296.999999999", "@2026-10-02", ""}, {1, "2958465", "@9999-12-31", "problem: A1 is formatted as a date and contains 2958465, which is not a day"},
		{1, "-3", "problem: A1 is formatted as a date and contains -3, which is not a day", ""}, {1, "3000000", "problem: A1 is formatted as a date and contains 3000000, which is not a day", ""},
		{2, "0.5", "t12:00:00", ""}, {2, "0", "t00:00:00", ""}, {2, "46296.25", "@2026-10-01 06:00:00", ""},
		{2, "1.5208333333333333", "problem: A1 is formatted as a time of day and contains 36.5 hours (format the column as [h]:mm)", ""},
		{3, "1.5208333333333333", "n36.5", "n36.5"}, {3, "0.30555555555555558", "n7.333333333", ""}, {3, "-0.25", "n-6", ""}, {3, "0", "n0", ""}, {3, "41.666666666666664", "n1000", ""},
	} {
		for i, want := range []string{c.in1900, c.in1904} {
			if i == 1 && want == "" {
				continue
			}
			p := parts(data(`<row r="1"><c r="A1" s="` + string(rune('0'+c.style)) + `"><v>` + c.value + `</v></c></row>`))
			p["xl/styles.xml"] = styles
			p["xl/_rels/workbook.xml.rels"] = p["xl/_rels/workbook.xml.rels"][:len("<Relationships>")] + `<Relationship Id="rId2" Type="` + office + `/styles" Target="styles.xml"/>` +
				p["xl/_rels/workbook.xml.rels"][len("<Relationships>"):]
			if i == 1 {
				p["xl/workbook.xml"] = `<workbook><workbookPr date1904="1"/>` + p["xl/workbook.xml"][len("<workbook>"):]
			}
			if want != "" {
				want = "|" + want
			}
			if want = "1" + want; len(want) > 2 && want[2] == 'p' {
				want = "1|!?" + want[1:]
			}
			if got, err := read(t.Context(), pack(t, p), 9); got != want || err != nil {
				t.Errorf("%s with style %d: %q %v, want %q", c.value, c.style, got, err, want)
			}
		}
	}
}
