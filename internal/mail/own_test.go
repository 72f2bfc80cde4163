package mail

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"
)

func TestPrepend(t *testing.T) {
	raw := mustBytes(t, testMessage())
	out, err := Prepend(raw, Header{"In-Reply-To", "<a@x.example>"}, Header{"List-Unsubscribe", "<https://x.example/" + strings.Repeat("a", 300) + ">, <mailto:b@x.example>"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Header.Get("In-Reply-To") + m.Header.Get("Message-ID"); got != "<a@x.example><"+testMessage().MessageID+">" {
		t.Error(got)
	}
	if got := m.Header.Get("List-Unsubscribe"); !strings.HasSuffix(got, ">, <mailto:b@x.example>") {
		t.Error(got)
	}
	for _, h := range []Header{{"In-Reply-To", "a\r\nBcc: b"}, {"Bcc", "a"}, {"X: y", "a"}, {"X", "é"}, {"X", ""}, {"X", strings.Repeat("a", 900)}} {
		if _, err := Prepend(raw, h); err == nil {
			t.Errorf("%q was written", h)
		}
	}
}
