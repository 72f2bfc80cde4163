package settlement

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/testdb"
)

var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

const from = "bilan@shop.example"

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// messageID returns the Message-ID of a message of the report's turn on a day of November, to an address. edition is ""
// for the edition of all.
func messageID(report string, day int, edition, address string) string {
	return mail.Identity{Report: report, Turn: slot(day), Edition: edition, Address: address}.MessageID(from)
}

func slot(day int) string { return fmt.Sprintf("2026-11-%02d", day) }

// unknownTurn returns a turn that the state does not have, of a report with two addresses.
func unknownTurn(report string, day int) Turn {
	t := Turn{Slot: ledger.Slot{Key: ledger.Key{Report: report, Slot: slot(day)}, Due: monday.AddDate(0, 0, day-16)}}
	t.SetIdentities([]mail.Identity{{Report: report, Turn: slot(day)}, {Report: report, Turn: slot(day), Address: "a@x"}, {Report: report, Turn: slot(day), Address: "b@x"}}, from)
	return t
}

func folder(t *testing.T, ids ...string) string {
	dir := t.TempDir()
	for i, id := range append(ids, "0123456789abcdef0123456789abcdef@elsewhere.example", "anything@elsewhere.example") {
		check(t, os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), []byte("Message-ID: <"+id+">\r\nSubject: x\r\n\r\nText\r\n"), 0o600))
	}
	return dir
}

func TestWhatAMailboxSays(t *testing.T) {
	members := unknownTurn("weekly", 16)
	members.Members = true
	waits := unknownTurn("weekly", 16)
	waits.State, waits.Waiting = ledger.Produced, []string{messageID("weekly", 16, "", "a@x"), messageID("weekly", 16, "", "b@x")}
	alert := func(day int) Turn { a := unknownTurn("alert:high", day); a.Replay = true; return a }
	a16, b16, r1, r2 := messageID("weekly", 16, "", "a@x"), messageID("weekly", 16, "", "b@x"), messageID("weekly", 16, "rep=R1", "r1@x"), messageID("weekly", 16, "rep=R2", "r2@x")
	for name, c := range map[string]struct {
		turns []Turn
		found []string
		whose Whose
		want  string
	}{
		"nothing":                        {[]Turn{unknownTurn("weekly", 16)}, nil, Unsaid, "Nothing"},
		"one reader's mailbox":           {[]Turn{unknownTurn("weekly", 16), unknownTurn("weekly", 23)}, []string{a16}, Unsaid, "All Nothing"},
		"the same, with members":         {[]Turn{members}, []string{a16}, Unsaid, "All"},
		"a manager of two teams":         {[]Turn{members}, []string{a16, messageID("weekly", 16, "team=N", "a@x"), messageID("weekly", 16, "team=S", "a@x")}, Unsaid, "All"},
		"of everybody, one is missing":   {[]Turn{unknownTurn("weekly", 16)}, []string{a16}, Everybody, "Part"},
		"of everybody, nobody is":        {[]Turn{unknownTurn("weekly", 16)}, []string{a16, b16}, Unsaid, "All"},
		"three members' are everybody's": {[]Turn{members, unknownTurn("other", 16)}, []string{r1, r2, a16, messageID("other", 16, "", "a@x")}, Unsaid, "Part Part"},
		"two members' may be anybody's":  {[]Turn{members}, []string{r1, r2}, Unsaid, "error"},
		"one person's with two names":    {[]Turn{members}, []string{r1, r2}, OnePerson, "All"},
		"of what waits in the state":     {[]Turn{waits}, []string{b16}, Everybody, "Part"},
		"all of what waits in the state": {[]Turn{waits}, []string{a16, b16}, Unsaid, "All"},
		"an alert that called":           {[]Turn{alert(16), alert(17), alert(18)}, []string{messageID("alert:high", 17, "", "a@x")}, Unsaid, "All All Nothing"},
	} {
		box, err := Open(folder(t, c.found...), c.whose, c.turns)
		if c.want == "error" && err != nil && strings.Contains(err.Error(), "--one-mailbox") {
			continue
		}
		check(t, err)
		var got []string
		for _, s := range box.Settle(c.turns) {
			got = append(got, map[Verdict]string{Nothing: "Nothing", Part: "Part", All: "All"}[s.Verdict])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// A mail that left before the copy was made is no proof about another member's edition, which waits in the copy.
func TestWhatLeftBeforeTheCopyIsNoProof(t *testing.T) {
	row := func(name, id string) Turn {
		return Turn{Slot: ledger.Slot{ID: 1, Key: ledger.Key{Report: "weekly", Slot: slot(16), Row: name}, State: ledger.Produced}, Names: unknownTurn("weekly", 16).Names, Waiting: []string{id}}
	}
	r2, r3 := messageID("weekly", 16, "rep=R2", "r2@x"), messageID("weekly", 16, "rep=R3", "r3@x")
	turns := []Turn{row("rep=R2", r2), row("rep=R3", r3)}
	for found, want := range map[string]Verdict{messageID("weekly", 16, "rep=R1", "r1@x"): Nothing, r2: All} {
		box, err := Open(folder(t, found), Unsaid, turns)
		check(t, err)
		for _, s := range box.Settle(turns) {
			if s.Verdict != want {
				t.Errorf("%s: %v, want %v", s.Key, s.Verdict, want)
			}
		}
	}
	box, err := Open(folder(t, r2), Everybody, turns)
	check(t, err)
	if list := box.Settle(turns); list[0].Verdict != All || list[1].Verdict == All {
		t.Errorf("%v, %v", list[0].Verdict, list[1].Verdict)
	}
}

func both(t *testing.T, test func(*testing.T, *ledger.Ledger)) {
	for name, o := range map[string]ledger.Options{"sqlite": {SQLite: filepath.Join(t.TempDir(), "bilan.db")}, "postgres": {}} {
		t.Run(name, func(t *testing.T) {
			if o.Now = func() time.Time { return monday }; o.SQLite == "" {
				o.Postgres = testdb.Postgres(t)
			}
			l, err := ledger.Open(t.Context(), o)
			check(t, err)
			t.Cleanup(func() { _ = l.Close() })
			if o.SQLite != "" {
				_, err = l.TryLock()
				check(t, err)
			}
			test(t, l)
		})
	}
}

// deliveryTo returns a message of the turn of the report "weekly" to an address.
func deliveryTo(day int, edition, address string) ledger.Delivery {
	return ledger.Delivery{Address: address, Sender: from, Role: "to", MessageID: messageID("weekly", day, edition, address), Raw: []byte("To: " + address), Purpose: ledger.ForReport}
}

// A turn of which a part left is made again. Its messages that left are set to sent, and do not leave again.
func TestTheRestLeavesAlone(t *testing.T) {
	both(t, func(t *testing.T, l *ledger.Ledger) {
		turns := []Turn{unknownTurn("weekly", 16), unknownTurn("weekly", 17), unknownTurn("weekly", 18)}
		list := []Settled{{turns[0], Part, []string{trace(messageID("weekly", 16, "rep=R1", "r1@x"))}}, {turns[1], All, nil}, {turns[2], Nothing, nil}}
		for range 2 { // recording it twice changes nothing
			check(t, Record(t.Context(), l, "as the test says", list, monday))
		}
		var sent []string
		w := ledger.Workers{
			Produce: func(ctx context.Context, job ledger.Job) ledger.Outcome {
				left, err := ReadLeft(ctx, l, job.Slot.ID)
				check(t, err)
				made := ledger.Made{Row: "rep=R1", Edition: ledger.Edition{PDF: []byte("1")}, Deliveries: []ledger.Delivery{deliveryTo(16, "rep=R1", "r1@x")}}
				more := ledger.Made{Row: "rep=R2", Edition: ledger.Edition{PDF: []byte("2")}, Deliveries: []ledger.Delivery{deliveryTo(16, "rep=R2", "r2@x")}}
				left.MarkSent(job.Slot.Due, made.Deliveries)
				if left.OverReason() == "" || !left.Exists() {
					t.Error("all of what was marked left")
				}
				left.MarkSent(job.Slot.Due, more.Deliveries)
				if left.OverReason() != "" {
					t.Error(left.OverReason())
				}
				out := ledger.AsProduced(made, more)
				out.Withhold = job.Slot.Attempts > 1
				return out
			},
			Deliver: func(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
				sent = append(sent, p.Address)
				return ledger.Answer{State: ledger.Sent}
			},
		}
		check(t, l.Drain(t.Context(), ledger.Key{}, w, ledger.Limits{Deliver: 1}))
		if strings.Join(sent, " ") != "r2@x" {
			t.Errorf("sent to %v", sent)
		}
		slots, err := l.Slots(t.Context(), ledger.Filter{Report: "weekly"})
		check(t, err)
		var states []string
		for _, s := range slots {
			states = append(states, s.Key.String()+" "+string(s.State)+" "+s.Reason)
			if s.Row != "rep=R1" {
				continue
			}
			kept, err := l.Deliveries(t.Context(), s.Edition)
			check(t, err)
			if d := kept[0]; len(kept) != 1 || d.State != ledger.Sent || d.Reply != Reason("as the test says") || !d.SentAt.Equal(s.Due) {
				t.Errorf("%+v", kept)
			}
		}
		if got := strings.Join(states, "\n"); strings.Count(got, "produced") != 3 || !strings.Contains(got, "2026-11-17 skipped "+Reason("as the test says")) || strings.Contains(got, "2026-11-18") {
			t.Error(got)
		}
	})
}

func trace(id string) string {
	t, _ := mail.ParseTrace(id)
	return t.Message
}
