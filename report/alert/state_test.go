package alert

import (
	"strings"
	"testing"
	"time"
)

var mailNames = map[MailKind]string{NoMail: "-", Opened: "opened", Recovered: "over", PeriodEnded: "ended"}

// Each word of days is one day's evaluation: the figure, or "?" for an unknown one. "~" before it mutes the evaluation,
// "|" begins a new period.
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
			var mail MailKind
			if s, mail = rule.Step(s, e); mail == Opened && (!s.Open || s.Since.IsZero() || s.Since.After(e.At)) {
				t.Errorf("%s: opened with %+v", c.name, s)
			}
			if mail == Recovered && before.Since.IsZero() {
				t.Errorf("%s: over and never open", c.name)
			}
			if again, mail := rule.Step(s, e); mail != NoMail || again != s {
				t.Errorf("%s: made again it says %s", c.name, mailNames[mail])
			}
			got = append(got, mailNames[mail])
		}
		if said := strings.Join(got, " "); said != c.want {
			t.Errorf("%s: %s, want %s", c.name, said, c.want)
		}
	}
}

// Since is the first evaluation beyond the threshold, not the one that opened the alert. Days are those of the zone,
// also when summer time ends.
func TestSince(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip(err)
	}
	rule := mustRule(t, "below 100", "", "2 days")
	var s State
	var mail MailKind
	for day := 24; day <= 26; day++ { // summer time ends on the 25th
		s.RunSince = s.RunSince.UTC() // as a database returns it
		s, mail = rule.Step(s, Evaluation{At: time.Date(2026, 10, day, 8, 0, 0, 0, paris), Reading: Reading{Actual: rat("1")}})
	}
	if mail != Opened || !s.Since.Equal(time.Date(2026, 10, 24, 8, 0, 0, 0, paris)) {
		t.Errorf("%s since %v", mailNames[mail], s.Since)
	}
}

func TestReplay(t *testing.T) {
	rule := mustRule(t, "below 100", "", "1")
	var list []Evaluation
	for i, text := range strings.Fields("99 100 98 97 101 99") {
		list = append(list, Evaluation{At: monday.AddDate(0, 0, i), Muted: true, Reading: Reading{Actual: rat(text)}})
	}
	openings := rule.Replay(list)
	if len(openings) != 3 || openings[1].Opened.At != monday.AddDate(0, 0, 2) || openings[1].Closed.At != monday.AddDate(0, 0, 4) || openings[1].Mail != Recovered || openings[2].Mail != NoMail {
		t.Errorf("%+v", openings)
	}
}
