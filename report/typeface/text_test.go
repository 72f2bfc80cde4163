package typeface

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"plain":                     "plain",
		"1\u202f234,50\u00a0€ ▲ −3": "1\u202f234,50\u00a0€ ▲ −3",
		"e\u0301te\u0301":           "été",
		"a\tb":                      "a b",
		"a\r\nb\rc":                 "a\nbc",
		"a\u2028b":                  "a\nb",
		"\x00a\x7f":                 "□a□",
		"caf\xe9":                   "caf□",
		"\xff\xfe\xfd":              "□",
		"zero\u200bwidth\u00adsoft": "zerowidthsoft",
		"\u202eabc\u202c":           "abc",
		"🎉":                         "□",
		"👍🏽":                        "□",
		"中文":                        "□□",
		"Αλεξάνδρα Юлия Nguyễn Łódź": "Αλεξάνδρα Юлия Nguyễn Łódź",
		"שלום":            "שלום",
		"a\u2003b\u3000c": "a\u2003b c",
		"\ufeffa":         "a",
	} {
		got := Clean(in)
		if got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
		if again := Clean(got); again != got {
			t.Errorf("clean is not idempotent on %q: %q", got, again)
		}
	}
}

// All digits have the same width, so that columns of numbers are aligned.
func TestTabularDigits(t *testing.T) {
	for _, f := range []*Face{Regular, Bold} {
		for r := '0'; r <= '9'; r++ {
			if f.Advance(r) != f.Advance('0') {
				t.Errorf("%s: %c is %d wide, 0 is %d", f.Name, r, f.Advance(r), f.Advance('0'))
			}
		}
		if f.Advance('−') != f.Advance('+') {
			t.Errorf("%s: minus is %d wide, plus %d", f.Name, f.Advance('−'), f.Advance('+'))
		}
		for _, r := range "▲▼✓✗−€Δ●□\u202f\u00a0ΑαЯя" {
			if f.Advance(r) == Missing {
				t.Errorf("%s has no %c", f.Name, r)
			}
		}
	}
}

func TestReadMetricsRefuses(t *testing.T) {
	for name, file := range map[string][]byte{
		"nothing":    nil,
		"OpenType":   []byte("OTTO" + strings.Repeat("\x00", 100)),
		"collection": []byte("ttcf" + strings.Repeat("\x00", 100)),
		"cut off":    SourceRegular[:2000],
		"no table":   append([]byte{0, 1, 0, 0}, make([]byte, 40)...),
	} {
		if _, err := readMetrics(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWrap(t *testing.T) {
	st := Style{Regular, 10, White}
	for _, c := range []struct {
		in    string
		width float64
		limit int
		want  string
	}{
		{"un deux trois", 200, 0, "un deux trois"},
		{"un deux trois", 40, 0, "un deux|trois"},
		{"un\ndeux", 200, 0, "un|deux"},
		{"1\u202f234\u00a0€ 5\u202f678\u00a0€", 40, 0, "1\u202f234\u00a0€|5\u202f678\u00a0€"},
		{"vice-président", 40, 0, "vice-|président"},
		{"un deux trois quatre", 40, 2, "un deux|trois …"},
		{"abcdefghijklmnop", 30, 0, "abcdef|ghijkl|mnop"},
		{"a", 0.1, 0, "a"},
		{"un deux : trois", 36, 0, "un|deux :|trois"},
		{"un « deux » trois", 43, 0, "un|« deux »|trois"},
		{"deux 90 % trois", 40, 0, "deux|90 %|trois"},
		{"un deux :trois", 36, 0, "un deux|:trois"},
		{"", 10, 0, ""},
		{"  ", 10, 0, "  "},
	} {
		if got := strings.Join(Wrap(st, c.in, c.width, c.limit), "|"); got != c.want {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestBalanced(t *testing.T) {
	for in, want := range map[string]string{
		"court": "court",
		"Chiffre d’affaires HT : 231 k€ en semaine 46, 3,4 % sous l’objectif (240 k€)": "Chiffre d’affaires HT : 231 k€ en semaine 46,|3,4 % sous l’objectif (240 k€)",
		"La semaine 46 finit à 412 k€ et le mois reste tout de même à portée de main":  "La semaine 46 finit à 412 k€ et le mois|reste tout de même à portée de main",
	} {
		if got := strings.Join(Balanced(Style{Bold, 16, White}, in, 400, 5), "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("un deux trois", 40.0)
	f.Add("\xff🎉\u202e\n\n", 0.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		st := Style{Bold, 8, White}
		if !(width >= 0 && width < 1000) {
			return
		}
		for _, l := range Wrap(st, s, width, 50) {
			if utf8.RuneCountInString(l) > 2 && st.Width(l) > width+0.01 && width > 20 {
				t.Errorf("%q is %v wide, not %v", l, st.Width(l), width)
			}
		}
	})
}

// A number and its noun stand on one line; a year, a name with a number and a preposition do not count.
func TestBindNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"4 quarters in a row":             "4~quarters in a row",
		"Deals without activity: 15 days": "Deals without activity: 15~days",
		"les 12 derniers mois":            "les 12~derniers mois",
		"18,5 jours, 3 ans, 1 an":         "18,5~jours, 3~ans, 1~an",
		"+17 sur +28":                     "+17 sur +28",
		"31 un an plus tôt":               "31 un an plus tôt",
		"octobre 2026 reste":              "octobre 2026 reste",
		"T2 progresse, A-320 recule":      "T2 progresse, A-320 recule",
		"1\u202f234 affaires":             "1\u202f234~affaires",
		"12 €":                            "12 €",
		"drei: 3 Monate":                  "drei: 3~Monate",
		"":                                "",
		"5":                               "5",
		" 5 ":                             " 5 ",
		"no numbers":                      "no numbers",
	} {
		if got := strings.ReplaceAll(BindNumbers(in), "\u00a0", "~"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	st := Style{Regular, 10, White}
	width := st.Width("has missed target for 4 quarters")
	for _, line := range append(WrapSentence(st, "it has missed target for 4 quarters", width, 0), Balanced(st, "it has missed target for 4 quarters", width, 0)...) {
		if strings.HasSuffix(line, "4") {
			t.Errorf("a line ends in %q", line)
		}
	}
}
