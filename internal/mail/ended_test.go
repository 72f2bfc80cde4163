package mail

import (
	"context"
	"strings"
	"testing"
)

// Send does not wait for the answer to QUIT. The connection is in use until then, even if the caller's context has
// ended.
func TestEnded(t *testing.T) {
	begin := func(t *testing.T, server *scripted) (*SMTP, Envelope, chan struct{}) {
		cfg := server.start(t)
		cfg.TLS = "none"
		s, err := NewSMTP(cfg, nil)
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		return s, Envelope{From: "a@shop.example", To: "b@shop.example", Ended: func() { close(ended) }}, ended
	}
	raw := []byte("Subject: x\r\n\r\nx\r\n")
	t.Run("a server without a goodbye", func(t *testing.T) {
		var ended chan struct{}
		t.Run("sent", func(t *testing.T) { // the server closes its connections when it ends
			s, e, is := begin(t, &scripted{replies: map[string]string{"QUIT": hang}})
			ended = is
			res := s.Send(t.Context(), e, raw)
			select {
			case <-ended:
				t.Error("it waited for the goodbye")
			default:
			}
			if res.Verdict != Sent {
				t.Error(res)
			}
		})
		<-ended
	})
	t.Run("a caller that goes on", func(t *testing.T) {
		server := &scripted{}
		s, e, ended := begin(t, server)
		ctx, cancel := context.WithCancel(t.Context())
		s.Send(ctx, e, raw)
		cancel()
		<-ended
		if !strings.HasSuffix(server.commands(), "QUIT") {
			t.Error(server.commands())
		}
	})
	for name, replies := range map[string]map[string]string{
		"refused": {"RCPT": "550 5.1.1 no such user"}, "not reached": {"greeting": drop}, "broken off": {"dot": drop},
	} {
		t.Run(name, func(t *testing.T) {
			s, e, ended := begin(t, &scripted{replies: replies})
			s.Send(t.Context(), e, raw)
			<-ended
		})
	}
	t.Run("not allowed", func(t *testing.T) {
		s, e, ended := begin(t, &scripted{})
		s.Send(t.Context(), e, nil)
		<-ended
	})
	t.Run("folder", func(t *testing.T) {
		ended := false
		NewFolder(t.TempDir(), nil).Send(t.Context(), Envelope{From: "a@shop.example", To: "b@shop.example", Ended: func() { ended = true }}, raw)
		if !ended {
			t.Error("not ended")
		}
	})
}
