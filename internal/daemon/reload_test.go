package daemon

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
)

// looks does what the loop does at each check of the YAML.
func (b *bench) looks() {
	for _, d := range b.daemons() {
		d.rereadYAML(b.t.Context(), false)
		if len(b.others) > 0 {
			b.step() // plans while the other replicas still have the old file
		}
	}
}

// A turn whose hour is edited on its day is sent once, and not before it is due, whether it is moved earlier or later.
func TestEditedHourIsSentOnce(t *testing.T) {
	at := func(hour string) string { return strings.Replace(weekly, "09:00", hour, 1) }
	tests := []struct {
		name, before, after string
		edited              time.Duration // the time of the edit, relative to 09:00
		made                time.Time
	}{
		{"later, before it left", "09:00", "11:30", -30 * time.Minute, monday.Add(150 * time.Minute)},
		{"later, while it is planned", "09:00", "11:30", -20 * time.Second, monday.Add(150 * time.Minute)},
		{"later, after it left", "09:00", "11:30", time.Hour, monday},
		{"earlier, still to come", "09:00", "08:45", -30 * time.Minute, monday.Add(-15 * time.Minute)},
		{"earlier than now", "09:00", "07:00", -30 * time.Minute, monday}, // at its old due time, because 07:00 was not due when it was edited
		{"earlier, after it left", "09:00", "07:00", time.Hour, monday},
		{"into the past of a later hour", "18:00", "08:00", 2 * time.Hour, monday.Add(9 * time.Hour)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPostbox(t)
			b := newBench(t, p.yaml(), at(test.before))
			edit := monday.Add(test.edited)
			for b.set(monday.Add(-90 * time.Minute)); b.now().Before(edit); b.set(b.now().Add(20 * time.Second)) {
				b.step()
			}
			b.set(edit)
			b.write(p.yaml(), at(test.after))
			b.looks()
			b.step()
			b.run(26 * time.Hour)
			if s := b.slot("weekly", "2026-11-16"); s.State != ledger.Produced || s.Made.Sub(test.made).Abs() > time.Minute {
				t.Errorf("%s, made %s, want %s", s.State, s.Made, test.made)
			}
			if n := p.count("boss@shop.example"); n != 1 {
				t.Errorf("%d copies", n)
			}
		})
	}
}

// A turn that the new schedule no longer has is left out, even if it was already planned.
func TestPlannedSlotOfAnOldSchedule(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	b.set(monday.Add(-30 * time.Second))
	b.step()
	b.write(p.yaml(), strings.Replace(weekly, "monday", "tuesday", 1))
	b.looks()
	b.run(26 * time.Hour)
	if s := b.slot("weekly", "2026-11-16"); s.State != ledger.Skipped {
		t.Errorf("Monday is %s", s.State)
	}
	if s := b.slot("weekly", "2026-11-17"); s.State != ledger.Produced || p.count("boss@shop.example") != 1 {
		t.Errorf("Tuesday is %s", s.State)
	}
}

func TestReloadOnChange(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	loads := 0
	first := b.Load
	b.Load = func() (*config.Config, *load.Snapshot, error) { loads++; return first() }
	b.looks()
	if loads != 0 {
		t.Error("a file that has not changed was parsed")
	}
	b.write(p.yaml(), weekly+strings.ReplaceAll(weekly, "weekly", "second"))
	b.looks()
	if loads != 1 || len(b.Daemon.active().Tables) != 2 {
		t.Errorf("%d loads, %d cadences", loads, len(b.Daemon.active().Tables))
	}
}

// A wrong file leaves the old one in force. The owner is told once: at the second check, or immediately if the reading
// was requested.
func TestWrongFileTellsOnce(t *testing.T) {
	for _, asked := range []bool{false, true} {
		p := newPostbox(t)
		b := newBench(t, p.yaml(), weekly)
		again := b.looks
		if asked {
			again = func() { b.rereadYAML(b.t.Context(), true) }
		}
		b.writeText("reports: {weekly: {titel: x}}\n")
		again()
		b.step()
		if n := p.count(owner); asked != (n == 1) {
			t.Errorf("asked %v: %d mails after the first look", asked, n)
		}
		for range 5 {
			again()
		}
		b.step()
		letters := p.letters(owner)
		if len(letters) != 1 || !strings.Contains(text(t, letters[0]), "titel") {
			t.Errorf("asked %v: the owner got %q", asked, letters)
		}
		b.run(2 * time.Hour)
		if n := p.count("boss@shop.example"); n != 1 {
			t.Errorf("the old file sent %d mails", n)
		}
		b.write(p.yaml(), strings.Replace(weekly, "boss", "chief", 1))
		b.looks()
		if b.refusal != (refusal{}) || b.Daemon.active().cfg.Reports["weekly"].To[0] != "chief@shop.example" {
			t.Error("the right file is not in force")
		}
		b.writeText("another: mistake\n")
		again()
		again()
		b.step()
		if n := p.count(owner); n != 2 {
			t.Errorf("the owner got %d mails of two mistakes", n)
		}
	}
}

// A YAML whose reading does not end stops neither the planning nor the end of the daemon. It is put in force once it is
// read.
func TestReadingThatDoesNotEnd(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	goOn := make(chan struct{})
	first := b.Load
	b.Load = func() (*config.Config, *load.Snapshot, error) {
		<-goOn
		return first()
	}
	b.Daemon.intervals.plan = 10 * time.Millisecond
	wishes := make(chan struct{})
	b.Reload = wishes
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	b.write(p.yaml(), strings.Replace(weekly, "boss", "chief", 1))
	wishes <- struct{}{}
	b.set(monday)
	eventually(t, "the plan goes on", func() bool {
		s, err := b.Ledger.Slot(t.Context(), ledger.Key{Report: "weekly", Slot: "2026-11-16"})
		return err == nil && s.State == ledger.Produced
	})
	stop()
	check(t, <-ended)
	close(goOn)
	b.rereadYAML(t.Context(), false)
	if to := b.Daemon.active().cfg.Reports["weekly"].To[0]; to != "chief@shop.example" {
		t.Error(to)
	}
}

// The loop reads the YAML immediately on request, and ends with its context.
func TestRunReloadsOnWish(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	wishes := make(chan struct{})
	b.Reload = wishes
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	b.write(p.yaml(), strings.Replace(weekly, "boss", "chief", 1))
	wishes <- struct{}{}
	wishes <- struct{}{} // the loop accepts the second request only after the first is done
	if to := b.Daemon.active().cfg.Reports["weekly"].To[0]; to != "chief@shop.example" {
		t.Error(to)
	}
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
