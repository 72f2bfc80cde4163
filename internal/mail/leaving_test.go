package mail

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
)

// Leaving is called when all of the message but its final dot was sent, because no server accepts it before the dot. If
// Leaving returns an error, the dot is not sent.
func TestLeaving(t *testing.T) {
	raw := []byte("Subject: x\r\n\r\nx\r\n")
	for _, test := range []struct {
		name    string
		replies map[string]string
		fails   bool
		called  int
		verdict Verdict
	}{
		{"taken", nil, false, 1, Sent},
		{"refused", map[string]string{"RCPT": "550 5.1.1 no such user"}, false, 0, Dead},
		{"busy", map[string]string{"RCPT": "450 4.2.1 later"}, false, 0, Retry},
		{"busy at DATA", map[string]string{"DATA": "451 4.3.2 later"}, false, 0, Retry},
		{"unanswered", map[string]string{"dot": drop}, false, 1, Uncertain},
		{"not written down", nil, true, 1, Retry},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := &scripted{replies: test.replies}
			cfg := server.start(t)
			cfg.TLS = "none"
			s, err := NewSMTP(cfg, nil)
			if err != nil {
				t.Fatal(err)
			}
			dot := func() bool {
				server.mu.Lock()
				defer server.mu.Unlock()
				return server.body != ""
			}
			called := 0
			res := s.Send(t.Context(), Envelope{From: "a@shop.example", To: "b@shop.example", Leaving: func(context.Context) error {
				called++
				if dot() || !strings.Contains(server.commands(), "DATA") {
					t.Error("it is called elsewhere than between DATA and the dot")
				}
				if test.fails {
					return errors.New("the disk is full")
				}
				return nil
			}}, raw)
			if res.Verdict != test.verdict || called != test.called || dot() != (test.verdict == Sent || test.verdict == Uncertain) {
				t.Errorf("%s, called %d times, dot %v", res, called, dot())
			}
			if test.fails && (!strings.Contains(res.Err.Error(), "the disk is full") || strings.Contains(server.commands(), "QUIT")) {
				t.Error(res.Err, server.commands())
			}
		})
	}
	dir := t.TempDir()
	res := NewFolder(dir, nil).Send(t.Context(), Envelope{From: "a@shop.example", To: "b@shop.example", Leaving: func(context.Context) error { return errors.New("no") }}, raw)
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 || res.Verdict != Retry {
		t.Errorf("%s: %v, %v", res, files, err)
	}
}
