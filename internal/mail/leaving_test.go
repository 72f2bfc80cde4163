package mail

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// What is written down before a message leaves is written down after the recipient is taken and before DATA; where that
// fails nothing leaves.
func TestLeaving(t *testing.T) {
	raw := []byte("Subject: x\r\n\r\nx\r\n")
	for _, test := range []struct {
		name    string
		rcpt    string
		fails   bool
		called  int
		verdict Verdict
	}{
		{"taken", "250 2.1.5 ok", false, 1, Sent},
		{"refused", "550 5.1.1 no such user", false, 0, Dead},
		{"busy", "450 4.2.1 later", false, 0, Retry},
		{"not written down", "250 2.1.5 ok", true, 1, Retry},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := &scripted{replies: map[string]string{"RCPT": test.rcpt}}
			cfg := server.start(t)
			cfg.TLS = "none"
			s, err := NewSMTP(cfg, nil)
			if err != nil {
				t.Fatal(err)
			}
			begun := func() bool {
				server.mu.Lock()
				defer server.mu.Unlock()
				return slices.ContainsFunc(server.seen, func(line string) bool { return strings.HasPrefix(line, "DATA") })
			}
			called := 0
			res := s.Send(t.Context(), Envelope{From: "a@shop.example", To: "b@shop.example", Leaving: func(context.Context) error {
				called++
				if begun() {
					t.Error("DATA came first")
				}
				if test.fails {
					return errors.New("the disk is full")
				}
				return nil
			}}, raw)
			if res.Verdict != test.verdict || called != test.called || begun() != (test.verdict == Sent) {
				t.Errorf("%s, called %d times, DATA %v", res, called, begun())
			}
			if test.fails && !strings.Contains(res.Err.Error(), "the disk is full") {
				t.Error(res.Err)
			}
		})
	}
	dir := t.TempDir()
	res := NewFolder(dir, nil).Send(t.Context(), Envelope{From: "a@shop.example", To: "b@shop.example", Leaving: func(context.Context) error { return errors.New("no") }}, raw)
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 || res.Verdict != Retry {
		t.Errorf("%s: %v, %v", res, files, err)
	}
}
