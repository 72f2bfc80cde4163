package locale

import (
	"math/big"
	"strings"
	"testing"
	"time"
)

func mustFor(t testing.TB, tag string) *Locale {
	t.Helper()
	l, err := For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFor(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "fr-FR", "FR": "fr-FR", "fr-fr": "fr-FR", "fr_CA": "fr-CA", "en": "en-US", " en-GB ": "en-GB",
		"de": "de-DE", "de_ch": "de-CH", "es": "es-ES", "ES-mx": "es-MX", "it": "it-IT", "nl": "nl-NL", "pt": "pt-PT", "pt-BR": "pt-BR",
	} {
		l, err := For(tag)
		if err != nil || l.Tag() != want || l.Language() != want[:2] {
			t.Errorf("For(%q) = %v, %v, want %s", tag, l, err, want)
		}
	}
	if a, b := mustFor(t, "fr"), mustFor(t, "fr-FR"); a != b {
		t.Error("the same locale is built twice")
	}
	for _, tag := range []string{"", "xx", "fr-XX", "french", "sv-SE", "zh"} {
		_, err := For(tag)
		if err == nil || !strings.Contains(err.Error(), strings.Join(Tags(), ", ")) || !strings.Contains(err.Error(), "fr-CH, fr-FR") {
			t.Errorf("For(%q): %v does not list what is spoken", tag, err)
		}
	}
}

func TestNumbersKeepThePagesRules(t *testing.T) {
	fr, en := mustFor(t, "fr"), mustFor(t, "en-GB")
	r := func(s string) *big.Rat { return rat(t, s) }
	for _, c := range []struct{ got, want string }{
		{fr.Number(r("-3"), 0), "−3"},
		{fr.Number(r("-0.004"), 2), "0,00"},
		{fr.Signed(r("1234"), 0), "+1\u202f234"},
		{fr.Signed(r("-3"), 0), "−3"},
		{fr.Signed(r("0"), 1), "0,0"},
		{fr.Signed(r("0.04"), 1), "0,0"},
		{fr.Number(r("1/3"), 3), "0,333"},
		{fr.Number(r("0.5"), 0), "1"},
		{fr.Number(r("-2.5"), 0), "−3"},
		{fr.Number(r("1"), -5), "1"},
		{fr.Money(r("1234.5"), "EUR", 2), "1\u202f234,50\u00a0€"},
		{fr.Money(r("1234.5"), "JPY", -1), "1\u202f235\u00a0JPY"},
		{fr.Money(r("1234.5"), "HUF", -1), "1\u202f235\u00a0HUF"},
		{fr.Money(r("1234.5"), "ZZZ", 1), "1\u202f234,5\u00a0ZZZ"},
		{fr.Money(r("-5"), "", 0), "−5"},
		{en.Money(r("-1234.5"), "GBP", 2), "−£1,234.50"},
		{en.Money(r("7"), "ZZZ", 0), "ZZZ\u00a07"},
		{fr.Percent(r("0.0415"), 1), "4,2\u00a0%"},
		{fr.SignedPercent(r("-0.0415"), 1), "−4,2\u00a0%"},
		{en.Percent(r("0.042"), 1), "4.2%"},
		{fr.Points(r("0.012"), 1), "+1,2\u00a0pt"},
		{en.Points(r("-0.012"), 1), "−1.2\u00a0pp"},
		{fr.Days(r("12.5"), 1), "12,5\u202fj"},
		{en.Days(r("1"), 0), "1\u00a0day"},
		{en.Days(r("1"), 1), "1.0\u00a0days"},
		{fr.Number(nil, 2) + fr.Money(nil, "EUR", 2) + fr.Percent(nil, 1) + fr.Days(nil, 0) + fr.Compact(nil, "EUR"), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		tag, max, code string
		divisor        string
		digits         int
		unit           string
	}{
		{"fr", "0", "EUR", "1", 0, "€"},
		{"fr", "12.5", "EUR", "1", 2, "€"},
		{"fr", "950.4", "EUR", "1", 0, "€"},
		{"fr", "9999.4", "EUR", "1", 0, "€"},
		{"fr", "9999.5", "EUR", "1000", 1, "k€"},
		{"fr", "-412345", "EUR", "1000", 0, "k€"},
		{"fr", "1234567", "EUR", "1000", 0, "k€"},
		{"fr", "12345678", "EUR", "1000000", 1, "M€"},
		{"fr", "12345678901", "EUR", "1000000000", 1, "Md€"},
		{"fr", "1e17", "EUR", "1000000000000", 0, "Bn€"},
		{"fr", "412345", "CHF", "1000", 0, "k\u00a0CHF"},
		{"fr", "412345", "USD", "1000", 0, "k\u00a0$US"},
		{"fr", "412345", "", "1000", 0, "k"},
		{"fr", "412", "", "1", 0, ""},
		{"fr", "7", "", "1", 0, ""},
		{"fr", "7.25", "", "1", 2, ""},
		{"fr-CA", "12345678901", "CAD", "1000000000", 1, "G$"},
		{"en-GB", "412345", "EUR", "1000", 0, "€k"},
		{"en-GB", "41234567", "GBP", "1000000", 1, "£m"},
		{"en-US", "41234567", "USD", "1000000", 1, "$M"},
		{"en-US", "412345", "CHF", "1000", 0, "CHF\u00a0K"},
		{"de", "412345", "EUR", "1000", 0, "Tsd.\u00a0€"},
		{"de-AT", "41234567", "EUR", "1000000", 1, "Mio.\u00a0€"},
		{"de-CH", "41234567", "CHF", "1000000", 1, "CHF\u00a0Mio."},
		{"es", "412345", "EUR", "1000", 0, "mil\u00a0€"},
		{"es", "12345678901", "EUR", "1000000", 0, "M\u00a0€"},
		{"es-MX", "412345", "MXN", "1000", 0, "$\u00a0k"},
		{"it", "41234567", "EUR", "1000000", 1, "Mln\u00a0€"},
		{"it-CH", "41234567", "CHF", "1000000", 1, "Mln\u00a0CHF"},
		{"nl", "41234567", "EUR", "1000000", 1, "€\u00a0mln."},
		{"pt", "412345", "EUR", "1000", 0, "mil\u00a0€"},
		{"pt-BR", "41234567", "BRL", "1000000", 1, "R$\u00a0mi"},
	} {
		got := mustFor(t, c.tag).Scale(rat(t, c.max), c.code)
		if got.Divisor.RatString() != c.divisor || got.Digits != c.digits || got.Unit != c.unit {
			t.Errorf("%s: Scale(%s, %s) = %s %d %q, want %s %d %q", c.tag, c.max, c.code,
				got.Divisor.RatString(), got.Digits, got.Unit, c.divisor, c.digits, c.unit)
		}
	}
	if got := mustFor(t, "fr").Scale(nil, "EUR"); got.Unit != "€" {
		t.Errorf("no maximum: %v", got)
	}
}

func TestCompact(t *testing.T) {
	for _, c := range []struct{ tag, value, code, want string }{
		{"fr", "0", "EUR", "0\u00a0€"},
		{"fr", "0.0001", "EUR", "0,00\u00a0€"},
		{"fr", "12.5", "EUR", "12,50\u00a0€"},
		{"fr", "950", "EUR", "950\u00a0€"},
		{"fr", "999.4", "EUR", "999\u00a0€"},
		{"fr", "999.5", "EUR", "1,00\u00a0k€"},
		{"fr", "99.6", "EUR", "99,60\u00a0€"}, {"fr", "99.996", "EUR", "100\u00a0€"}, {"fr", "99.6", "", "99,6"},
		{"fr", "9629134", "EUR", "9,63\u00a0M€"}, {"fr", "99640", "EUR", "99,6\u00a0k€"}, {"fr", "9996000", "EUR", "10,0\u00a0M€"},
		{"fr", "412345", "EUR", "412\u00a0k€"},
		{"fr", "-412345", "EUR", "−412\u00a0k€"},
		{"fr", "999600", "EUR", "1,00\u00a0M€"},
		{"fr", "1234567", "EUR", "1,23\u00a0M€"},
		{"fr", "4810000000", "EUR", "4,81\u00a0Md€"},
		{"fr", "1e12", "EUR", "1,00\u00a0Bn€"},
		{"fr", "1e17", "EUR", "100\u202f000\u00a0Bn€"},
		{"fr", "412345", "CHF", "412\u00a0k\u00a0CHF"},
		{"fr", "412345", "", "412\u00a0k"},
		{"fr", "12", "", "12"},
		{"fr-CH", "1234567", "CHF", "1.23\u00a0M\u00a0CHF"},
		{"en-US", "4810000", "EUR", "€4.81M"},
		{"en-US", "-412345", "USD", "−$412K"},
		{"en-GB", "4810000", "GBP", "£4.81m"},
		{"en-GB", "1234567890", "EUR", "€1.23bn"},
	} {
		if got := mustFor(t, c.tag).Compact(rat(t, c.value), c.code); got != c.want {
			t.Errorf("%s: Compact(%s %s) = %q, want %q", c.tag, c.value, c.code, got, c.want)
		}
	}
}

func TestDatesAndWords(t *testing.T) {
	fr, en, us := mustFor(t, "fr"), mustFor(t, "en-GB"), mustFor(t, "en-US")
	day := func(s string) time.Time { return date(t, s) }
	for _, c := range []struct{ got, want string }{
		{fr.Date(day("2026-11-16")), "16 novembre 2026"},
		{fr.Date(day("2026-11-01")), "1er novembre 2026"},
		{fr.DateShort(day("2026-11-01")), "01/11/2026"},
		{fr.DayMonth(day("2026-11-16")), "16 nov."},
		{fr.Month(day("2026-11-16")), "novembre 2026"},
		{fr.MonthName(day("2026-08-16")), "août"},
		{fr.MonthShort(day("2026-02-16")), "févr."},
		{fr.Weekday(day("2026-11-16")), "lundi"},
		{fr.Range(day("2026-11-09"), day("2026-11-15")), "9–15 nov. 2026"},
		{fr.Range(day("2026-11-01"), day("2026-11-15")), "1er–15 nov. 2026"},
		{fr.Range(day("2026-12-28"), day("2027-01-03")), "28 déc. 2026\u2009–\u20093 janv. 2027"},
		{fr.Range(day("2026-10-28"), day("2026-11-01")), "28 oct.\u2009–\u20091er nov. 2026"},
		{fr.Range(day("2026-11-16"), day("2026-11-16")), "16 nov. 2026"},
		{us.Range(day("2026-11-09"), day("2026-11-15")), "Nov 9\u2009–\u200915, 2026"},
		{fr.Week(46), "S46"}, {en.Week(46), "W46"},
		{fr.WeekLong(46, 0), "semaine\u00a046"}, {fr.WeekLong(46, 2026), "semaine\u00a046 de 2026"},
		{fr.Quarter(3), "T3"}, {en.Quarter(3), "Q3"},
		{fr.Time(time.Date(2026, 1, 1, 8, 5, 0, 0, time.UTC)), "08:05"},
		{fr.List(nil), ""}, {fr.List([]string{"a"}), "a"}, {fr.List([]string{"a", "b", "c"}), "a, b et c"},
		{us.List([]string{"a", "b", "c"}), "a, b, and c"}, {us.List([]string{"a", "b"}), "a and b"},
		{mustFor(t, "es").List([]string{"Ana", "Íñigo"}), "Ana e Íñigo"}, {mustFor(t, "es").List([]string{"Ana", "Hielo"}), "Ana y Hielo"},
		{fr.Plural("rows", 0), "0\u00a0ligne"}, {fr.Plural("rows", 1), "1\u00a0ligne"}, {fr.Plural("rows", 1204), "1\u202f204\u00a0lignes"},
		{en.Plural("rows", 0), "0\u00a0rows"}, {en.Plural("rows", -1), "−1\u00a0row"},
		{fr.Of("avril"), "d’avril"}, {fr.Of("mars"), "de mars"}, {fr.Of("août"), "d’août"}, {en.Of("April"), "of April"},
		{fr.Inline("Région"), "région"}, {fr.Inline("CA"), "CA"}, {fr.Inline("É"), "É"}, {fr.Inline(""), ""}, {fr.Inline("\xffa"), "\xffa"},
		{mustFor(t, "de").Inline("Region"), "Region"}, {mustFor(t, "nl").Inline("Regio"), "regio"},
		{mustFor(t, "de").Quarter(3), "Q3"}, {mustFor(t, "es").Quarter(3), "T3"}, {mustFor(t, "nl").Quarter(3), "K3"},
		{mustFor(t, "de").Week(46), "KW\u00a046"}, {mustFor(t, "es").WeekLong(46, 2026), "semana\u00a046 de 2026"},
		{mustFor(t, "de").Plural("rows", 0), "0\u00a0Zeilen"}, {mustFor(t, "pt-BR").Plural("rows", 0), "0\u00a0linha"}, {mustFor(t, "pt").Plural("rows", 0), "0\u00a0linhas"},
		{mustFor(t, "de").Word("quoted", "x"), "„x“"}, {mustFor(t, "de-CH").Word("quoted", "x"), "«x»"}, {mustFor(t, "pt-BR").Word("quoted", "x"), "“x”"},
		{mustFor(t, "de").Of("April"), "von April"},
		{fr.Capital("écart"), "Écart"}, {fr.Capital(""), ""}, {fr.Capital("\xff"), "\xff"},
		{fr.Word("test.nothing"), "test.nothing"},
		{fr.Word("page.of", 1, 3), "page 1 sur 3"}, {fr.Word("page.of"), "page %[1]d sur %[2]d"},
		{fr.Word("scenario.delta_pl_pct"), "Écart obj.\u00a0%"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("1234.5", 2, "EUR", "fr")
	f.Add("-1/3", -7, "ZZZ", "en-GB")
	f.Add("1e30", 1<<30, "", "fr-CH")
	f.Add("-98765432109.5", 1, "CHF", "de-CH")
	f.Add("1500000", 0, "MXN", "es-MX")
	f.Fuzz(func(t *testing.T, number string, digits int, code, tag string) {
		if len(number) > 40 || strings.ContainsAny(number, "eEpP") {
			return // a short text may name a number of a million digits
		}
		r, ok := new(big.Rat).SetString(number)
		if !ok {
			return
		}
		l, err := For(tag)
		if err != nil {
			l = mustFor(t, "fr")
		}
		for _, s := range []string{
			l.Number(r, digits), l.Signed(r, digits), l.Money(r, code, digits),
			l.Percent(r, digits), l.Points(r, digits), l.Days(r, digits), l.Compact(r, code),
		} {
			if s == "" || code != "-" && !strings.Contains(code, "-") && strings.Contains(s, "-") {
				t.Errorf("%s %d %q: %q", number, digits, code, s)
			}
		}
		if s := l.Scale(r, code); s.Divisor.Sign() <= 0 || s.Digits < 0 || s.Digits > 4 {
			t.Errorf("%s: %v", number, s)
		}
	})
}

func BenchmarkMoney(b *testing.B) {
	l, r := mustFor(b, "fr"), big.NewRat(-123456789, 100)
	for b.Loop() {
		l.Money(r, "EUR", 2)
	}
}

func BenchmarkPercent(b *testing.B) {
	l, r := mustFor(b, "fr"), big.NewRat(42, 1000)
	for b.Loop() {
		l.SignedPercent(r, 1)
	}
}

func BenchmarkDate(b *testing.B) {
	l, t := mustFor(b, "fr"), time.Date(2026, time.November, 16, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		l.Date(t)
	}
}
