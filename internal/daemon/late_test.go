package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/mail"
	"bilan/internal/maker"
)

// If the first attempt of a message is hours after it was made, the message has the date of the attempt and says when
// it was due. Later attempts send the same bytes.
func TestMessageThatLeavesLate(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml("  max_per_minute: 1\n"), strings.Replace(weekly, "boss@shop.example", strings.Join(addresses(2), ", "), 1))
	b.maker.with = func(task maker.Task) *maker.Product {
		made := &maker.Made{PeriodID: "2026-W46", Subject: "Sales", FileName: "weekly.pdf", PDF: []byte("%PDF"), Figures: []byte("{}")}
		for _, a := range addresses(2) {
			id := identity(task.Report, task.Turn.String(), a)
			m := mail.Message{From: "bilan@shop.example", To: []string{a}, Subject: "Sales", Date: task.Now, MessageID: id, Text: []byte("figures\n")}
			raw, err := m.Bytes()
			check(t, err)
			made.Messages = append(made.Messages, maker.Message{Address: a, MessageID: id, Head: raw})
		}
		return &maker.Product{Made: made}
	}
	b.step()
	b.set(monday)
	b.step() // one message leaves immediately, the other must wait
	prompt, waits := "r0@shop.example", "r1@shop.example"
	if p.count(prompt) == 0 {
		prompt, waits = waits, prompt
	}
	p.script[waits] = []string{"450 4.2.1 try later"}
	b.set(monday.Add(3 * time.Hour))
	b.step()
	b.set(monday.Add(4 * time.Hour))
	b.step()
	first, late := p.letters(prompt), p.letters(waits)
	if len(first) != 1 || len(late) != 1 {
		t.Fatalf("%d and %d letters", len(first), len(late))
	}
	if !strings.Contains(first[0], "Date: Mon, 16 Nov 2026 08:00:00 +0000\r\n") || strings.HasPrefix(text(t, first[0]), "Due") {
		t.Errorf("on time: %s", first[0])
	}
	if !strings.Contains(late[0], "Date: Mon, 16 Nov 2026 12:00:00 +0100\r\n") || !strings.HasPrefix(text(t, late[0]), "Due 09:00, sent 12:00\r\n\r\nfigures") {
		t.Errorf("late: %s", late[0])
	}
}
