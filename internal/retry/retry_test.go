package retry

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

var monday = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

var byPolicy = mail.Result{Verdict: mail.Dead, Code: 550, Enhanced: "5.7.1", Stage: mail.StageData}

func TestMessages(t *testing.T) {
	for name, c := range map[string]struct {
		res    mail.Result
		of     ledger.Delivery
		age    time.Duration
		hold   bool
		state  ledger.DeliveryState
		wait   time.Duration
		policy bool
		fault  bool
	}{
		"sent":                     {res: mail.Result{Verdict: mail.Sent}, state: ledger.Sent},
		"first attempt":            {res: mail.Result{Verdict: mail.Retry}, state: ledger.Waiting, wait: time.Minute},
		"third attempt":            {res: mail.Result{Verdict: mail.Retry}, of: ledger.Delivery{Attempts: 3}, state: ledger.Waiting, wait: 5 * time.Minute},
		"hundredth attempt":        {res: mail.Result{Verdict: mail.Retry}, of: ledger.Delivery{Attempts: 100}, age: giveUp, state: ledger.Waiting, wait: time.Hour},
		"after two days":           {res: mail.Result{Verdict: mail.Retry}, age: giveUp + time.Second, state: ledger.Dead},
		"a notice after two days":  {res: mail.Result{Verdict: mail.Retry}, of: ledger.Delivery{Purpose: ledger.Notice}, age: giveUp + time.Second, state: ledger.Waiting, wait: time.Minute},
		"server wants a person":    {res: mail.Result{Verdict: mail.RetrySlowly}, age: giveUp + time.Second, state: ledger.Waiting, wait: slowWait, fault: true},
		"no person in a fortnight": {res: mail.Result{Verdict: mail.RetrySlowly}, age: mendWithin + time.Second, state: ledger.Dead},
		"refused":                  {res: mail.Result{Verdict: mail.Dead, Code: 550}, state: ledger.Dead},
		"refused by policy":        {res: byPolicy, state: ledger.Dead, policy: true},
		"by policy, and old":       {res: byPolicy, age: mendWithin + time.Second, state: ledger.Dead},
		"a notice by policy":       {res: byPolicy, of: ledger.Delivery{Purpose: ledger.Notice}, state: ledger.Waiting, wait: slowWait},
		"in doubt":                 {res: mail.Result{Verdict: mail.Uncertain}, state: ledger.Waiting, wait: doubtWait},
		"in doubt, to be held":     {res: mail.Result{Verdict: mail.Uncertain}, hold: true, state: ledger.Uncertain},
		"often in doubt":           {res: mail.Result{Verdict: mail.Uncertain}, of: ledger.Delivery{Doubts: MostDoubts}, state: ledger.Uncertain},
	} {
		c.of.Created, c.of.Attempts = monday.Add(-c.age), max(c.of.Attempts, 1)
		a := Message{Delivery: c.of, Hold: c.hold, Now: monday}.After(c.res)
		wait := time.Duration(0)
		if !a.Next.IsZero() {
			wait = a.Next.Sub(monday)
		}
		if a.State != c.state || a.State == ledger.Waiting && wait != c.wait || a.Fault != c.fault || a.Policy != c.policy {
			t.Errorf("%s: %+v", name, a)
		}
		if name == "after two days" && !strings.HasPrefix(a.Reply, "given up after 48 hours: ") {
			t.Errorf("%s: %s", name, a.Reply)
		}
	}
}

func TestReports(t *testing.T) {
	s := ledger.Slot{ID: 7, Attempts: 3}
	failed := func(number int) ledger.Attempt {
		return ledger.Attempt{Slot: 7, Number: number, Outcome: string(ledger.Retrying)}
	}
	stopped := failed(1)
	stopped.Reason = ledger.Stopped
	for name, c := range map[string]struct {
		attempts []ledger.Attempt
		waits    []time.Duration
		want     time.Duration // 0 if it is given up
	}{
		"first":              {nil, Failed, time.Minute},
		"second":             {[]ledger.Attempt{failed(1)}, Failed, 5 * time.Minute},
		"third":              {[]ledger.Attempt{failed(1), failed(2)}, Failed, 0},
		"stopped before":     {[]ledger.Attempt{stopped, failed(2)}, Failed, 5 * time.Minute},
		"held between":       {[]ledger.Attempt{failed(1), {Slot: 7, Number: 2, Outcome: string(ledger.Held)}}, Failed, time.Minute},
		"of another slot":    {[]ledger.Attempt{{Slot: 8, Number: 1, Outcome: string(ledger.Retrying)}}, Failed, time.Minute},
		"memory ran out":     {nil, Exhausted, time.Minute},
		"memory again":       {[]ledger.Attempt{failed(2)}, Exhausted, 0},
		"this one is noted":  {[]ledger.Attempt{failed(3)}, Failed, time.Minute},
		"killed in the past": {[]ledger.Attempt{{Slot: 7, Number: 1, Outcome: ledger.Interrupted}, failed(2)}, Failed, 5 * time.Minute},
	} {
		next, again := NextAttempt(s, c.attempts, c.waits, monday)
		if again != (c.want > 0) || again && next.Sub(monday) != c.want {
			t.Errorf("%s: %s %v", name, next, again)
		}
	}
}

func TestHeld(t *testing.T) {
	for name, c := range map[string]struct{ deadline, next, want time.Time }{
		"first":           {time.Time{}, monday.Add(15 * time.Minute), monday.Add(4 * time.Hour)},
		"near its end":    {monday.Add(10 * time.Minute), monday.Add(10 * time.Minute), monday.Add(10 * time.Minute)},
		"after its end":   {monday, monday.Add(heldWait), monday},
		"long before end": {monday.Add(time.Hour), monday.Add(15 * time.Minute), monday.Add(time.Hour)},
	} {
		next, deadline := NextHeldAttempt(ledger.Slot{Deadline: c.deadline}, 15*time.Minute, 4*time.Hour, monday)
		if !next.Equal(c.next) || !deadline.Equal(c.want) {
			t.Errorf("%s: %s %s", name, next, deadline)
		}
	}
}
