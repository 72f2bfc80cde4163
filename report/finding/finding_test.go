package finding

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report/metric"
)

// ledger is a made-up book: the revenue of four reps in two regions, 100 k€ with some noise in each of 24 months. The
// test sets the last month.
type ledger struct {
	cal    *period.Calendar
	month  period.Period
	values map[metric.Ask]metric.Answer
	m      *metric.Metric
}

var repsOf = map[string][]string{"rep": {"R1", "R2", "R3", "R4"}, "region": {"Nord", "Bretagne"}}

func newLedger(t *testing.T, last [4]int64) *ledger {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	l := &ledger{cal: cal, values: map[metric.Ask]metric.Answer{}, m: &metric.Metric{Name: "revenue", Label: "Ventes HT", Unit: metric.Currency, Currency: "EUR", AddsUp: true, Date: "day"}}
	l.month = cal.Containing(period.Month, period.NewDate(2026, 10, 1))
	r := rand.New(rand.NewPCG(1, 2))
	months := append(PastOf(cal, l.month)[12:], l.month)
	var all [][4]int64
	for range months {
		var v [4]int64
		for i := range v {
			v[i] = 100_000 + int64(3000*r.NormFloat64())
		}
		all = append(all, v)
	}
	all[len(all)-1] = last
	for i, p := range months {
		ref := [4]int64{}
		if i >= 12 {
			ref = all[i-12]
		}
		l.fill(p, all[i], ref, all[max(i-1, 0)], i >= 12)
	}
	return l
}

// fill sets the answers for a month: the total, the reps and the regions. The second region has only the last rep.
func (l *ledger) fill(p period.Period, now, year, before [4]int64, past bool) {
	figure := func(a, y, b, target int64) metric.Figure {
		f := metric.Figure{Metric: l.m, Period: p, AC: metric.NumOf(big.NewRat(a, 1)), PP: metric.NumOf(big.NewRat(b, 1)), PLToDate: metric.NumOf(big.NewRat(target, 1)), PY: metric.NoNum(metric.NoData)}
		if past {
			f.PY = metric.NumOf(big.NewRat(y, 1))
		}
		f.PL, f.DeltaPL, f.DeltaPY, f.DeltaPP = f.PLToDate, metric.Sub(f.AC, f.PLToDate), metric.Sub(f.AC, f.PY), metric.Sub(f.AC, f.PP)
		return f
	}
	sum := func(v [4]int64) int64 { return v[0] + v[1] + v[2] + v[3] }
	total := figure(sum(now), sum(year), sum(before), 400_000)
	l.values[metric.Ask{Metric: "revenue", Period: p}] = metric.Answer{Total: total}
	var reps, regions []metric.Slice
	names := []string{"Claire Martin", "Hugo Petit", "Élodie Henry", "Anna Kern"}
	for i, key := range repsOf["rep"] {
		reps = append(reps, metric.Slice{Key: key, Label: names[i], Figure: figure(now[i], year[i], before[i], 100_000)})
	}
	regions = append(regions, metric.Slice{Key: "Nord", Label: "Nord", Figure: figure(sum(now)-now[3], sum(year)-year[3], sum(before)-before[3], 300_000)},
		metric.Slice{Key: "Bretagne", Label: "Bretagne", Figure: figure(now[3], year[3], before[3], 100_000)})
	l.values[metric.Ask{Metric: "revenue", By: "rep", Period: p}] = metric.Answer{Total: total, Slices: reps}
	l.values[metric.Ask{Metric: "revenue", By: "region", Period: p}] = metric.Answer{Total: total, Slices: regions}
}

func (l *ledger) Answer(a metric.Ask) metric.Answer { return l.values[a] }

func (l *ledger) find(t *testing.T, lang string, against ...string) []Insight {
	t.Helper()
	loc, err := locale.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	s := &Subject{
		Metric: l.m, Period: l.month, Past: PastOf(l.cal, l.month), By: []string{"region", "rep"}, Parents: map[string]string{"rep": "region"}, Against: against,
		Days: func(p period.Period) int { return l.cal.BusinessDays(p.Start, p.End) },
	}
	heading := map[string]map[string]string{"fr": {"rep": "Commercial", "region": "Région"}, "en": {"rep": "Rep", "region": "Region"}, "de": {"rep": "Verkäufer", "region": "Region"}}
	return Find([]*Subject{s}, l, Writer{
		Full: func(_ *metric.Metric, r *big.Rat) string { return loc.Compact(r, "EUR") },
		Signed: func(_ *metric.Metric, r *big.Rat) string {
			return map[bool]string{true: "+"}[r.Sign() > 0] + loc.Compact(r, "EUR")
		},
		Heading: func(by string) string { return heading[loc.Language()][by] },
		Period: func(p period.Period) Name {
			return Name{Unit: string(p.Unit), Text: loc.MonthName(p.Start.Time()), In: "en " + loc.MonthName(p.Start.Time())}
		},
		ID: l.cal.ID, Unassigned: "(non affecté)", Locale: loc,
	}, 3)
}

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestCause(t *testing.T) {
	for lang, want := range map[string]string{
		"fr-FR": "La Bretagne explique la totalité de l’écart à l’objectif de ventes HT (−60,0 k€).",
		"en-GB": "Brittany explains all of the shortfall in ventes HT against target (−€60.0k).",
		"de-DE": "Ventes HT: 100 % der Abweichung vom Ziel entfallen auf Bretagne (−60,0 Tsd. €).",
	} {
		list := newLedger(t, [4]int64{100_000, 100_000, 100_000, 40_000}).find(t, lang, "target")
		if len(list) == 0 || list[0].Kind != "cause" {
			t.Fatalf("%s: %+v", lang, list)
		}
		if got := strings.Replace(spaces.Replace(list[0].Text), "Bretagne explains", "Brittany explains", 1); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if lang != "fr-FR" {
			continue
		}
		if got := spaces.Replace(list[0].Closure); got != "Bretagne −60,0 k€, autres 0 € ; reste 0 €." {
			t.Errorf("closure %q", got)
		}
		if got := spaces.Replace(list[0].Tail); got != "la Bretagne explique la totalité de l’écart (−60,0 k€)" {
			t.Errorf("tail %q", got)
		}
	}
}

// The sentence contains the text of each of its numbers, and the numbers come from figures of the subject.
func TestNumbersStandInTheText(t *testing.T) {
	key := regexp.MustCompile(`revenue/2026-10(/\w+=\w+)?/\w+`)
	for _, last := range [][4]int64{{100_000, 100_000, 100_000, 40_000}, {100_500, 99_000, 100_000, 101_000}, {140_000, 60_000, 100_000, 100_000}, {60_000, 70_000, 80_000, 90_000}} {
		for _, f := range newLedger(t, last).find(t, "fr-FR", "target", "last_year", "previous") {
			for _, n := range f.Numbers {
				if !strings.Contains(f.Text, n.Text) || !key.MatchString(n.Of) {
					t.Errorf("%q of %q is not in %q", n.Text, n.Of, f.Text)
				}
			}
		}
	}
}

// If an edition has only one member, no insight calls it the best or the worst.
func TestNobodyIsWorstAlone(t *testing.T) {
	l := newLedger(t, [4]int64{60_000, 100_000, 100_000, 100_000})
	for ask, answer := range l.values {
		if ask.By != "" {
			answer.Slices = answer.Slices[:1]
			l.values[ask] = answer
		}
	}
	for _, f := range l.find(t, "fr-FR", "target") {
		if f.Kind == "extremes" {
			t.Errorf("%q", f.Text)
		}
	}
}

func TestNothingStandsOut(t *testing.T) {
	list := newLedger(t, [4]int64{100_500, 99_000, 100_000, 101_000}).find(t, "fr-FR", "last_year")
	for _, f := range list {
		if f.Kind == "cause" {
			t.Errorf("of a usual month: %q", f.Text)
		}
	}
	if len(list) == 0 || list[len(list)-1].Kind != "quiet" {
		t.Errorf("%+v", list)
	}
}

func TestRatio(t *testing.T) {
	sum := func(name string) *metric.Metric { return &metric.Metric{Name: name, AddsUp: true} }
	all := map[string]*metric.Metric{"a": sum("a"), "b": sum("b"), "c": {Name: "c"}}
	for text, want := range map[string]string{"a / b": "a b", "b / a": "b a", "a * b": "", "a / (b + 1)": "", "a / c": "", "a + b": ""} {
		f, err := metric.ParseFormula(text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range Ratio(&metric.Metric{Formula: f}, all) {
			got += " " + m.Name
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestWeeksOf(t *testing.T) {
	cal, _ := period.NewCalendar(period.Options{})
	for month, want := range map[time.Month]string{time.October: "1–11 12–18 19–25 26–31", time.November: "1–8 9–15 16–22 23–30", time.September: "1–6 7–13 14–20 21–27 28–30"} {
		var got []string
		for _, w := range WeeksOf(cal, cal.Containing(period.Month, period.NewDate(2026, month, 1))) {
			got = append(got, fmt.Sprintf("%d–%d", w.Start.Day, w.End.AddDays(-1).Day))
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s: %s, want %s", month, text, want)
		}
	}
}
