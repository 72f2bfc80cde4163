package mail

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"

	gomail "github.com/wneessen/go-mail"
)

// benchMessage returns a message with a PDF of 60 kB, the size of a report of two pages.
func benchMessage() Message {
	m := testMessage()
	pdf := make([]byte, 60_000)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range pdf {
		pdf[i] = byte(random.Uint32())
	}
	m.HTML = bytes.Repeat([]byte(`<td align="right" style="padding:4px 8px;font-size:14px">1&#8239;234 k€</td>`+"\n"), 300)
	m.Attachments = []Attachment{{Name: "suivi-hebdo_2026-W46.pdf", Type: "application/pdf", Bytes: pdf}}
	return m
}

func BenchmarkMessage(b *testing.B) {
	m := benchMessage()
	b.SetBytes(int64(len(mustBytes(b, m))))
	b.ReportAllocs()
	for b.Loop() {
		mustBytes(b, m)
	}
}

// BenchmarkSend measures sending stored bytes to a server in this process, with a connection for each message.
func BenchmarkSend(b *testing.B) {
	p := &peer{}
	s, err := NewSMTP(p.start(b, nil), nil)
	if err != nil {
		b.Fatal(err)
	}
	raw := mustBytes(b, benchMessage())
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if res := s.Send(b.Context(), testEnvelope, raw); res.Verdict != Sent {
			b.Fatal(res.Err)
		}
		p.got = p.got[:0]
	}
}

// BenchmarkSendBare measures sending with go-mail's own client, which writes the message again for each send.
func BenchmarkSendBare(b *testing.B) {
	p := &peer{}
	cfg := p.start(b, nil)
	client, err := gomail.NewClient(cfg.Host, gomail.WithPort(cfg.Port), gomail.WithTLSPolicy(gomail.NoTLS))
	if err != nil {
		b.Fatal(err)
	}
	m := benchMessage()
	b.SetBytes(int64(len(mustBytes(b, m))))
	b.ReportAllocs()
	for b.Loop() {
		msg := gomail.NewMsg()
		for _, step := range []func(*gomail.Msg) error{m.setAddresses, m.setHeaders, m.setBodies, m.attach} {
			if err := step(msg); err != nil {
				b.Fatal(err)
			}
		}
		if err := client.DialAndSendWithContext(context.Background(), msg); err != nil {
			b.Fatal(err)
		}
		p.got = p.got[:0]
	}
}
