package locale

import (
	"bufio"
	"math/big"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	first        = regexp.MustCompile(`^(|[a-z]+,? )1 `)
	gluedEuro    = regexp.MustCompile(`(k|M|Md|Bn|G|T)\x{00a0}€`)
	signFirst    = regexp.MustCompile(`^-(\D+)`)
	letters      = regexp.MustCompile(`^-([A-Z]+)\x{00a0}`)
	firstOfRange = regexp.MustCompile(`^1(–| )`)
)

// TestIntl compares every locale with the output of Node 20's Intl (CLDR 48), which testdata/intl.js has stored.
// BILAN_INTL names another file of the same kind.
func TestIntl(t *testing.T) {
	path := "testdata/intl.tsv"
	if other := os.Getenv("BILAN_INTL"); other != "" {
		path = other
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	locales := map[string]*Locale{}
	rows, wrong, limit := 0, 0, 40
	if os.Getenv("BILAN_INTL") != "" {
		limit = 1 << 20
	}
	for sc := bufio.NewScanner(f); sc.Scan(); rows++ {
		cells := strings.Split(sc.Text(), "\t")
		tag, call, args, want := cells[0], cells[1], strings.Fields(cells[2]), cells[3]
		if locales[tag] == nil {
			locales[tag] = newLocale(tag)
		}
		got, want := ask(t, locales[tag], call, args), ours(tag, call, want)
		if got != want {
			if wrong++; wrong <= limit {
				t.Errorf("%s %s(%s) = %q, Intl says %q", tag, call, cells[2], got, want)
			}
		}
	}
	if rows < 3000 {
		t.Errorf("only %d rows compared", rows)
	}
	t.Logf("%d rows, %d different", rows, wrong)
}

func ask(t *testing.T, l *Locale, call string, args []string) string {
	t.Helper()
	switch call {
	case "Number", "Signed", "Percent", "SignedPercent", "Days":
		digits, _ := strconv.Atoi(args[1])
		return map[string]func(*big.Rat, int) string{
			"Number": l.Number, "Signed": l.Signed, "Percent": l.Percent, "SignedPercent": l.SignedPercent, "Days": l.Days,
		}[call](rat(t, args[0]), digits)
	case "Money":
		digits, _ := strconv.Atoi(args[2])
		return l.Money(rat(t, args[0]), args[1], digits)
	case "Compact":
		return l.Compact(rat(t, args[0]), strings.Join(args[1:], ""))
	case "Range":
		return l.Range(date(t, args[0]), date(t, args[1]))
	case "List":
		return l.List(args)
	case "Plural":
		if l.names.isSingular(args[0]) {
			return "one"
		}
		return "other"
	}
	return map[string]func(time.Time) string{
		"Date": l.Date, "DateMedium": l.DateMedium, "DateShort": l.DateShort, "DayMonth": l.DayMonth,
		"Month": l.Month, "MonthYearShort": l.MonthYearShort, "MonthName": l.MonthName, "MonthShort": l.MonthShort, "Weekday": l.Weekday,
	}[call](date(t, args[0]))
}

// ours applies the differences that decision 0030 explains: a true minus sign, the first of a month, k€ without a
// space, a number that stays with its days, the Dutch and Swiss German sign of compact money, and no separate form for
// whole millions. (Zeros have no sign through Intl's signDisplay.)
func ours(tag, call, want string) string {
	switch call {
	case "Date", "DateMedium", "DayMonth":
		if strings.HasPrefix(tag, "fr") {
			return first.ReplaceAllString(want, "${1}1er ")
		}
	case "Range":
		if strings.HasPrefix(tag, "fr") {
			return firstOfRange.ReplaceAllString(want, "1er$1")
		}
	case "Compact":
		if strings.HasPrefix(tag, "fr") {
			want = gluedEuro.ReplaceAllString(want, "$1€")
		}
		if strings.HasPrefix(tag, "nl") { // as in full amounts: "€ -123"
			want = signFirst.ReplaceAllString(want, "$1-")
		}
		if tag == "de-CH" { // as in full amounts: "CHF-123"
			want = letters.ReplaceAllString(want, "$1-")
		}
		return strings.Replace(want, "-", minus, 1)
	case "Plural":
		return strings.Replace(want, "many", "other", 1)
	case "Days":
		return strings.Replace(strings.Replace(want, "-", minus, 1), " ", nbsp, 1)
	case "Number", "Signed", "Money", "Percent", "SignedPercent":
		return strings.Replace(want, "-", minus, 1)
	}
	return want
}

func rat(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no number", s)
	}
	return r
}

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
