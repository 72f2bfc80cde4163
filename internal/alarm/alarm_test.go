package alarm

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

var call = Message{Kind: "mail", Since: time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC), Company: "Maison Lenoir", Text: "Le serveur de courrier ne prend aucun message"}

// A real server and a real program receive the alarm's text. The program's environment contains only what New was
// given.
func TestCall(t *testing.T) {
	var got Message
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, &got) != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %q %v", r.Method, body, err)
		}
	}))
	defer server.Close()
	t.Setenv("A_PASSWORD", "hunter2")
	file := filepath.Join(t.TempDir(), "called")
	w := New(config.Alarm{Webhook: scalar.NewSecret(server.URL), Command: []string{"/bin/sh", "-c", `(env; cat) > "$0"`, file}}, []string{"PATH=/usr/bin:/bin"})
	if err := w.Send(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	if got != call {
		t.Errorf("the webhook got %+v", got)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(text), call.Text+"\n") || !strings.Contains(string(text), "BILAN_ALARM=mail\n") || !strings.Contains(string(text), "BILAN_ALARM_OVER=false\n") ||
		strings.Contains(string(text), "hunter2") {
		t.Errorf("the program found %s", text)
	}
}

// If the webhook fails, the command still runs. The error contains no secret.
func TestCallFails(t *testing.T) {
	refusing := httptest.NewServer(http.NotFoundHandler())
	defer refusing.Close()
	file := filepath.Join(t.TempDir(), "called")
	for _, test := range []struct {
		webhook string
		command []string
		want    []string
	}{
		{refusing.URL + "/hunter2", []string{"touch", file}, []string{"alarm.webhook: the server answered HTTP 404"}},
		{"http://127.0.0.1:1/hunter2", []string{"/bin/sh", "-c", "echo no pager >&2; exit 3"}, []string{"alarm.webhook: dial tcp", "alarm.command: exit status 3: no pager"}},
		{"http://[::1/hunter2", []string{"/nowhere/page"}, []string{"alarm.webhook:", "alarm.command: fork/exec /nowhere/page"}},
	} {
		err := New(config.Alarm{Webhook: scalar.NewSecret(test.webhook), Command: test.command}, nil).Send(t.Context(), call)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
			continue
		}
		for _, words := range test.want {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%q is not in %q", words, err)
			}
		}
	}
	if _, err := os.Stat(file); err != nil {
		t.Error("the program was not called after the webhook had failed:", err)
	}
}
