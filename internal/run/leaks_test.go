package run

import (
	"bytes"
	"errors"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"bilan/internal/diagnose"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/member"
	"bilan/internal/table"
)

// planted is a leak into the edition of R01, Émilie Brès. It is in the company's files, in the engine's answers, or in a
// member's answers, document or files inside the program.
type planted struct {
	company func(t *testing.T, c company)
	engine  func(sql string, of *table.Table)
	made    func(t *testing.T, b *Burst, what any)
	want    []string // texts of the mail to the owner: whose edition, whose row, where, through which dataset
}

// hers is the edition of R01, Émilie Brès. anothers is R02, Zoé Müller, whose data she may not see.
const hers, anothers = `the edition of rep "Émilie Brès" (R01) would show data of `, `rep "Zoé Müller" (R02)`

// Every planted leak is found before anything is sent, and described with its owner. There is at least one for each
// proof.
func TestLeaksAreHeld(t *testing.T) {
	for name, leak := range leaks() {
		t.Run(name, func(t *testing.T) {
			c := readCompany(t, "burst")
			if leak.company != nil {
				leak.company(t, c)
			}
			p := c.program(t, leak.engine)
			var choice []string
			if leak.made != nil {
				choice = []string{"rep=R01"}
			}
			_, _, err := burst(t.Context(), p, leak.tamper(t), choice...)
			var held *diagnose.Unusable
			if !errors.As(err, &held) {
				t.Fatalf("it is not held: %v", err)
			}
			w := letter.Writer{Config: p.Config, Zone: func(string) *time.Location { return time.UTC }}
			letters := w.Notice(monday, ledger.Key{Report: "hebdo", Slot: "2026-11-16"}, "held", err.Error(), time.Time{})
			if len(letters) != 1 || letters[0].Address != "ops@lenoir.example" {
				t.Fatalf("mails: %v", letters)
			}
			body := text(t, letters[0].Raw)
			for _, want := range leak.want {
				if !strings.Contains(body, want) {
					t.Errorf("the mail to the owner does not say %q:\n%s", want, body)
				}
			}
		})
	}
}

// Without a leak nothing is held, and every member gets an edition.
func TestNoLeakIsNotHeld(t *testing.T) {
	list, b, err := burst(t.Context(), readCompany(t, "burst").program(t, nil), nil)
	if err != nil || len(list) != 7 || len(b.Readers()) != 7 {
		t.Errorf("%d editions: %v", len(list), err)
	}
}

// If a dataset names people and two have the same name, the owner of their rows is not known. The rows are in no rep's
// edition, and count as rows of nobody.
func TestNamesOfTwoAreNobodys(t *testing.T) {
	c := readCompany(t, "burst")
	c.change(t, "bilan.yaml", "query: select * from orders\n", "query: \"select * replace (case when trim(owner) in ('R03', 'R04') then 'Jean Martin' else owner end as owner) from orders\"\n")
	_, b, err := burst(t.Context(), c.program(t, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"R03", "R04"} {
		if m := member.Find(b.Members, "rep", key); m.Why != member.NoRows && b.Part(*m).Answer(revenue(b)).Rows > 0 {
			t.Errorf("%s has rows: %+v", key, m)
		}
	}
	if rest := b.NewDistribution().Sums[0].Rest; rest != "107.10" && rest != "107.1" {
		t.Errorf("the rest is %s", rest)
	}
}

func (l planted) tamper(t *testing.T) func(*Burst, member.Member, any) {
	return func(b *Burst, m member.Member, what any) {
		if l.made != nil && m.Key == "R01" {
			l.made(t, b, what)
		}
	}
}

// text returns the text of a plain mail, on one line.
func text(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(body)), " ")
}
