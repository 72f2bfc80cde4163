package typing

import (
	"bilan/sources/cell"
	"bilan/sources/csv"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"
)

func readerOf(d Dialect) *cell.Reader { return d.NewCellReader("t", nil) }

// grammar defines with regular expressions what a number is. It is slow, and only there to check the scanner.
var grammar = map[cell.Fits]*regexp.Regexp{
	cell.AsDot:   regexp.MustCompile(`^(?:[1-9]\d{0,2}(?:(?: \d{3})+|(?:,\d{3})+|(?:'\d{3})+)|\d*)(?:\.\d+)?$`),
	cell.AsComma: regexp.MustCompile(`^(?:[1-9]\d{0,2}(?:(?: \d{3})+|(?:\.\d{3})+|(?:'\d{3})+)|\d*)(?:,\d+)?$`),
}

// slowly parses a number without currency or per cent sign.
func slowly(body string, way cell.Fits) (*big.Rat, bool) {
	sign, other := ".", ","
	if way == cell.AsComma {
		sign, other = ",", "."
	}
	if body == "" || !strings.ContainsAny(body, "0123456789") || !grammar[way].MatchString(body) {
		return nil, false
	}
	plain := strings.NewReplacer(" ", "", "'", "", other, "", sign, ".").Replace(body)
	return new(big.Rat).SetString(plain)
}

func ratOf(n *cell.Number, way cell.Fits) *big.Rat {
	scale := n.Dot
	if way == cell.AsComma {
		scale = n.Comma
	}
	v, _ := new(big.Int).SetString(n.Integer(), 10)
	return new(big.Rat).SetFrac(v, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil))
}

// FuzzNumber checks that every cell of digits, separators and signs is parsed as the grammar says, or rejected.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1 234,56", "1.234.567", "1,234", "0,123", "12 34", "-5", "(1,5)", "5-", "1'000.5", "..", "", "1 234.5,6", "007", "123456789012345678901234567890123456789"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Trim(s, "0123456789 .,'-") != "" || s == "" {
			r := readerOf(Dialect{})
			if b := csv.Trim([]byte(s)); len(b) > 0 { // any text, which must not panic
				r.Read(b, csv.FormAny)
				r.When.Compact(b)
			}
			return
		}
		b := csv.Trim([]byte(s))
		if len(b) == 0 {
			return
		}
		r := readerOf(Dialect{})
		got := r.Number(b)
		body, negative := string(b), false
		switch {
		case strings.HasPrefix(body, "-"):
			body, negative = body[1:], true
		case strings.HasSuffix(body, "-"):
			body, negative = body[:len(body)-1], true
		}
		body = strings.Trim(body, " ")
		for _, way := range []cell.Fits{cell.AsDot, cell.AsComma} {
			want, ok := slowly(body, way)
			if digits := strings.TrimLeft(strings.Map(onlyDigits, body), "0"); len(digits) > 38 {
				ok = false
			}
			if ok != (got&way != 0) {
				t.Fatalf("%q read as %v: %v, want %v", s, way, got&way != 0, ok)
			}
			if !ok {
				continue
			}
			if negative {
				want.Neg(want)
			}
			if ratOf(&r.Num, way).Cmp(want) != 0 {
				t.Fatalf("%q as %v is %v, want %v", s, way, ratOf(&r.Num, way), want)
			}
		}
	})
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// TestEveryDay checks the number of each day of the calendar against package time.
func TestEveryDay(t *testing.T) {
	r := readerOf(Dialect{})
	for day := time.Date(1599, 12, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2402; day = day.AddDate(0, 0, 1) {
		want := int32(day.Unix() / 86400)
		if day.Unix() < 0 && day.Unix()%86400 != 0 {
			want--
		}
		for _, c := range []struct {
			layout string
			order  cell.DateOrder
		}{{"2006-01-02", cell.AnyOrder}, {"02/01/2006", cell.DayFirst}, {"1.2.2006", cell.MonthFirst}} {
			text := day.Format(c.layout)
			if !r.When.Scan([]byte(text)) || r.When.Day(c.order) != want {
				t.Fatalf("%s is day %d, want %d", text, r.When.Day(c.order), want)
			}
		}
	}
}

func TestNoDays(t *testing.T) {
	r := readerOf(Dialect{shortYear: true})
	for _, s := range []string{
		"31/02/2026", "00/01/2026", "01/00/2026", "13/13/2026", "29/02/2025", "29/02/1900", "2026-13-01", "2026-00-01", "2026-02-30", "0000-01-01",
		"1/2/3", "01/02-2026", "01/02/202", "01/02/20261", "2026-01-05 24:00", "2026-01-05 10", "2026-01-05 10:60", "2026-01-05 10:5", "2026-01-05x",
		"2026-01-05 13:00 PM", "2026-01-05 10:00 +1", "2026-01-05 10:00 CET", "2026-01-05 ", "2026-1", "20260105", "1.2.2026 ", "2026-01-05T10:00:00+99:00",
	} {
		if got := r.Read([]byte(s), csv.FormText) & cell.AsDate; got != 0 {
			t.Errorf("%q is a date", s)
		}
	}
}

func TestTableNames(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{
		{[]string{"Orders"}, "orders"}, {[]string{"a-b.c"}, "a_b_c"}, {[]string{"2026"}, "t2026"}, {[]string{"--"}, "t"}, {[]string{"Ventes (été)", "Feuil1"}, "ventes_été_feuil1"},
		{[]string{"_x_"}, "x"}, {[]string{"x\x00\";drop"}, "x_drop"}, {[]string{"Ω 日本"}, "ω_日本"},
	} {
		if got := TableName(c.words...); got != c.want {
			t.Errorf("%q is %q, want %q", c.words, got, c.want)
		}
	}
}
