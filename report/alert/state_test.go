package alert

import (
	"strings"
	"testing"
	"time"
)

var callNames = map[Call]string{Silence: "-", Opened: "opened", Over: "over", Ended: "ended"}

// day is one evaluation: its figure ("" for not known), "~" before it for muted and "|" for a new period.
func TestSteps(t *testing.T) {
	for _, c := range []struct{ name, rule, band, delay, days, want string }{
		{"at once", "below 100", "", "1", "100 99 98 100", "- opened - over"},
		{"twice in a row", "below 100", "", "2", "99 100 99 99 100 99 100 100", "- - - opened - - - over"},
		{"not over before the band", "below 100", "5", "1", "99 101 104 99 105 101", "opened - - - over -"},
		{"a band in per cent", "above 100", "2 %", "1", "101 99 98.01 98 99", "opened - - over -"},
		{"what is not known counts for nothing", "below 100", "", "2", "99 ? 99 ? 100 ? 100", "- - opened - - - over"},
		{"the same all the time", "below 100", "", "1", "99 99 99 99", "opened - - -"},
		{"three days", "below 100", "", "3 days", "99 99 99 99 100 100 100 100", "- - - opened - - - over"},
		{"a new period begins anew", "below 100", "", "2", "99 |99 99", "- - opened"},
		{"a period that ends open", "below 100", "", "1", "99 99 |101 99", "opened - ended opened"},
		{"open at once in the next period", "below 100", "", "1", "99 |99 99 101", "opened ended opened over"},
		{"muted until it is over", "below 100", "", "1", "~99 ~99 100 99", "- - - opened"},
		{"muted for a while", "below 100", "", "1", "~99 ~99 99 100", "- - opened over"},
		{"muted when it is over", "below 100", "", "1", "99 ~100 100 99", "opened - - opened"},
		{"muted when its period ends", "below 100", "", "1", "99 ~|101 100", "opened - -"},
	} {
		rule := mustRule(t, c.rule, c.band, c.delay)
		var s State
		var got []string
		period := 'a'
		for i, text := range strings.Fields(c.days) {
			e := Evaluation{At: monday.AddDate(0, 0, i)}
			text, e.Muted = strings.CutPrefix(text, "~")
			text, next := strings.CutPrefix(text, "|")
			if next {
				period++
			}
			if e.Period = string(period); text != "?" {
				e.Reading.Actual = rat(text)
			}
			before := s
			var call Call
			if s, call = rule.Step(s, e); call == Opened && (!s.Open || s.Since.IsZero() || s.Since.After(e.At)) {
				t.Errorf("%s: opened with %+v", c.name, s)
			}
			if call == Over && before.Since.IsZero() {
				t.Errorf("%s: over and never open", c.name)
			}
			if again, call := rule.Step(s, e); call != Silence || again != s {
				t.Errorf("%s: made again it says %s", c.name, callNames[call])
			}
			got = append(got, callNames[call])
		}
		if said := strings.Join(got, " "); said != c.want {
			t.Errorf("%s: %s, want %s", c.name, said, c.want)
		}
	}
}

// Since is the first evaluation beyond the threshold, not the one that opened it. Days are those of the zone, also where its clock
// is put back.
func TestSince(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip(err)
	}
	rule := mustRule(t, "below 100", "", "2 days")
	var s State
	var call Call
	for day := 24; day <= 26; day++ { // summer time ends on the 25th
		s.RunSince = s.RunSince.UTC() // as a database gives it
		s, call = rule.Step(s, Evaluation{At: time.Date(2026, 10, day, 8, 0, 0, 0, paris), Reading: Reading{Actual: rat("1")}})
	}
	if call != Opened || !s.Since.Equal(time.Date(2026, 10, 24, 8, 0, 0, 0, paris)) {
		t.Errorf("%s since %v", callNames[call], s.Since)
	}
}

func TestReplay(t *testing.T) {
	rule := mustRule(t, "below 100", "", "1")
	var list []Evaluation
	for i, text := range strings.Fields("99 100 98 97 101 99") {
		list = append(list, Evaluation{At: monday.AddDate(0, 0, i), Muted: true, Reading: Reading{Actual: rat(text)}})
	}
	rings := rule.Replay(list)
	if len(rings) != 3 || rings[1].Opened.At != monday.AddDate(0, 0, 2) || rings[1].Over.At != monday.AddDate(0, 0, 4) || rings[1].Call != Over || rings[2].Call != Silence {
		t.Errorf("%+v", rings)
	}
}
