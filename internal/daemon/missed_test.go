package daemon

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/missed"
	"bilan/internal/timetable"
)

var daily = strings.NewReplacer("weekly", "daily", "week, day: monday", "day", "last week", "yesterday").Replace(weekly)

// The daemon was off from Monday noon to Saturday noon. Turns were due at nine from Tuesday to Saturday.
func TestMissed(t *testing.T) {
	tests := []struct {
		more            string
		made, givenUp   []string
		noticesExpected int
	}{
		{"", []string{"21"}, []string{"17", "18", "19", "20"}, 1},
		{"    missed: all\n", []string{"19", "20", "21"}, []string{"17", "18"}, 1}, // grace is three days
		{"    missed: all\n    grace: 10 days\n", []string{"17", "18", "19", "20", "21"}, nil, 0},
		{"    missed: skip\n", nil, []string{"17", "18", "19", "20", "21"}, 1},
	}
	for _, test := range tests {
		t.Run(strings.TrimSpace(test.more), func(t *testing.T) {
			p := newPostbox(t)
			b := newBench(t, p.yaml(), daily+test.more)
			b.step()
			b.set(monday)
			b.step()
			b.set(monday.Add(5*24*time.Hour + 3*time.Hour))
			next := b.daemon(b.Ledger) // a new process, some days later
			check(t, next.Start())
			b.Daemon = next
			b.step()
			b.run(10 * time.Minute)
			var made, givenUp []string
			list, err := b.Ledger.Slots(t.Context(), ledger.Filter{})
			check(t, err)
			for _, s := range list {
				switch day := strings.TrimPrefix(s.Key.Slot, "2026-11-"); {
				case day == "16":
				case s.State == ledger.Produced:
					made = append(made, day)
				case s.State == ledger.Missed:
					givenUp = append(givenUp, day)
				}
			}
			slices.Sort(made)
			slices.Sort(givenUp)
			if !slices.Equal(made, test.made) || !slices.Equal(givenUp, test.givenUp) {
				t.Errorf("made %v, given up %v", made, givenUp)
			}
			if n := p.count("boss@shop.example"); n != 1+len(test.made) {
				t.Errorf("%d mails", n)
			}
			letters := p.letters(owner)
			if len(letters) != test.noticesExpected {
				t.Fatalf("the owner got %q", letters)
			}
			for _, day := range test.givenUp {
				if !strings.Contains(text(t, letters[0]), "2026-11-"+day) {
					t.Errorf("the notice does not name %s: %s", day, text(t, letters[0]))
				}
			}
		})
	}
}

// After 60 days off, a report due every five minutes has a few lines in the history and one short notice, instead of
// 17,000.
func TestMissedForSixtyDays(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), strings.Replace(weekly, `{every: week, day: monday, at: "09:00"}`, `{cron: "*/5 * * * *"}`, 1))
	b.set(monday.Add(time.Minute))
	b.step()
	b.set(monday.AddDate(0, 0, 60).Add(time.Minute))
	b.restart()
	b.step()
	b.run(2 * time.Minute)
	list, err := b.Ledger.Slots(t.Context(), ledger.Filter{})
	check(t, err)
	counts := map[ledger.State]int{}
	for _, s := range list {
		counts[s.State]++
	}
	if counts[ledger.Missed] != timetable.NewestGivenUp || counts[ledger.Produced] < 1 || counts[ledger.Produced] > 3 {
		t.Errorf("%v", counts)
	}
	first := list[len(list)-1]
	if !strings.HasSuffix(first.Reason, "; nor at the 17268 turns before it, since 2026-11-16 09:05") {
		t.Errorf("%s: %s", first.Key, first.Reason)
	}
	letters := p.letters(owner)
	if len(letters) != 1 || strings.Count(text(t, letters[0]), "\n") > 20 || !strings.Contains(text(t, letters[0]), "(and 17268 before it)") {
		t.Errorf("the owner got %q", letters)
	}
}

// After 60 days off, the owner of many reports gets one mail, even if the daemon crashed meanwhile.
func TestOneMissedNoticePerOwner(t *testing.T) {
	p := newPostbox(t)
	reports := ""
	for i := range 60 {
		reports += strings.Replace(daily, "daily:", fmt.Sprintf("daily%02d:", i), 1)
	}
	b := newBench(t, p.yaml(), reports+strings.Replace(daily, "daily:", "other:", 1)+"    owner: other@shop.example\n")
	b.step()
	b.set(monday.AddDate(0, 0, 60))
	for range 2 { // killed after the turns were given up, and again after the mails were queued
		b.restart()
		marks, err := b.Ledger.Watermarks(t.Context())
		check(t, err)
		list, err := b.schedules(t.Context(), b.Daemon.active(), marks)
		check(t, err)
		_, err = b.Ledger.Plan(t.Context(), b.now().Add(timetable.LookAhead), list...)
		check(t, err)
	}
	check(t, missed.Notify(t.Context(), b.Ledger, b.Daemon.active().Writer, b.now()))
	b.restart()
	b.step()
	b.run(2 * time.Minute)
	letters := p.letters(owner)
	if len(letters) != 1 || p.count("other@shop.example") != 1 {
		t.Fatalf("the owners got %d and %d mails", len(letters), p.count("other@shop.example"))
	}
	if got := text(t, letters[0]); !strings.Contains(got, "daily00): 2026-11-16, … (58), 2027-01-14") || !strings.Contains(got, "… (40)") {
		t.Error(got)
	}
}

// If a process dies after it gave turns up, the next one still tells the owner.
func TestMissedIsToldAfterACrash(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), daily)
	b.step()
	b.set(monday.Add(5 * 24 * time.Hour))
	marks, err := b.Ledger.Watermarks(t.Context())
	check(t, err)
	list, err := b.schedules(t.Context(), b.Daemon.active(), marks)
	check(t, err)
	_, err = b.Ledger.Plan(t.Context(), b.now().Add(timetable.LookAhead), list...)
	check(t, err)
	next := b.daemon(b.Ledger)
	check(t, next.Start())
	b.Daemon = next
	b.step()
	b.run(5 * time.Minute)
	if n := p.count(owner); n != 1 {
		t.Errorf("the owner got %d mails", n)
	}
}

// The task of a late report contains its due time, which the mail then states.
func TestLateTask(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	b.step()
	b.set(monday.Add(2 * time.Hour))
	b.step()
	if task := b.maker.tasks[0]; !task.Due.Equal(monday) || !task.Now.Equal(b.now()) {
		t.Errorf("due %s, now %s", task.Due, task.Now)
	}
}
