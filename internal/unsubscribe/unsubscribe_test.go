package unsubscribe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const key = "a key of thirty-two characters.."

// list is a List that records who left.
type list struct {
	left []string
	err  error
}

func (l *list) Leave(_ context.Context, report, address string) error {
	l.left = append(l.left, report+" "+address)
	return l.err
}

func (l *list) Words(report string) Words {
	return Words{Lang: "fr", Title: "<" + report + ">", Ask: "Ne plus recevoir ?", Button: "Se désabonner", Done: "C’est fait."}
}

func link(t *testing.T, l *Links, report, address string) string {
	t.Helper()
	headers := l.Headers(report, address)
	u, ok := strings.CutPrefix(headers[0].Value, "<https://rapports.lenoir.example")
	if !ok {
		t.Fatal(headers)
	}
	u, _, _ = strings.Cut(u, ">")
	return u
}

// A GET changes nothing, a POST of the one-click form unsubscribes, and any other request is refused.
func TestOneClick(t *testing.T) {
	l, of := New("", "https://rapports.lenoir.example/", key), &list{}
	server := httptest.NewServer(l.Handler(of))
	defer server.Close()
	path := link(t, l, "suivi hebdo", "Petit@Lenoir.example")
	do := func(method, path, body string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(text)
	}
	if code, text := do("GET", path, ""); code != 200 || !strings.Contains(text, "&lt;suivi hebdo&gt;") || !strings.Contains(text, `value="One-Click"`) {
		t.Errorf("GET: %d %s", code, text)
	}
	for name, c := range map[string]struct {
		method, path, body string
		code               int
	}{
		"HEAD":                {"HEAD", path, "", 200},
		"nothing said":        {"POST", path, "", 400},
		"said in the URL":     {"POST", path + "?" + oneClick, "", 400},
		"endless":             {"POST", path, "x=" + strings.Repeat("y", 1<<20) + "&" + oneClick, 400},
		"another key":         {"POST", link(t, New("", "https://rapports.lenoir.example", key+"."), "suivi hebdo", "petit@lenoir.example"), oneClick, 404},
		"a changed token":     {"POST", strings.Replace(path, Path, Path+"A", 1), oneClick, 404},
		"a longer token":      {"POST", path + "A", oneClick, 404},
		"none":                {"POST", Path + "x", oneClick, 404},
		"another path":        {"POST", "/metrics", oneClick, 404},
		"PUT":                 {"PUT", path, oneClick, 405},
		"another's, unsigned": {"POST", Path + encode([]byte("suivi hebdo\x00roux@lenoir.example")) + ".", oneClick, 404},
	} {
		if code, _ := do(c.method, c.path, c.body); code != c.code {
			t.Errorf("%s: %d, want %d", name, code, c.code)
		}
	}
	if len(of.left) != 0 {
		t.Fatalf("left: %v", of.left)
	}
	for range 2 {
		if code, text := do("POST", path, oneClick); code != 200 || !strings.Contains(text, "C’est fait.") {
			t.Errorf("POST: %d %s", code, text)
		}
	}
	if diff := cmp.Diff([]string{"suivi hebdo petit@lenoir.example", "suivi hebdo petit@lenoir.example"}, of.left); diff != "" {
		t.Error(diff)
	}
	of.err = errors.New("the state is away: password=hunter2")
	if code, text := do("POST", path, oneClick); code != 503 || strings.Contains(text, "hunter2") {
		t.Errorf("away: %d %s", code, text)
	}
}

func TestHeaders(t *testing.T) {
	if h := (*Links)(nil).Headers("r", "a@x.example"); h != nil {
		t.Error(h)
	}
	mailto := []Header{{"List-Unsubscribe", "<mailto:stop@lenoir.example?subject=unsubscribe%20suivi%20hebdo>"}}
	if diff := cmp.Diff(mailto, New("stop@lenoir.example", "", "").Headers("suivi hebdo", "a@x.example")); diff != "" {
		t.Error(diff)
	}
	both := New("stop@lenoir.example", "https://r.example/b", key).Headers("r", "a@x.example")
	if len(both) != 2 || both[1] != (Header{"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}) {
		t.Fatal(both)
	}
	ways := strings.Split(both[0].Value, ", ")
	if len(ways) != 2 || !strings.HasPrefix(ways[0], "<https://r.example/b/unsubscribe/") {
		t.Fatal(ways)
	}
	for _, way := range ways {
		if _, err := url.Parse(strings.Trim(way, "<>")); err != nil {
			t.Error(err)
		}
	}
	seen := map[string]bool{}
	for i := range 100 {
		h := New("", "https://r.example", key).Headers("r", fmt.Sprintf("%d@x.example", i))
		if seen[h[0].Value] || len(h[0].Value) > 400 {
			t.Error(h)
		}
		seen[h[0].Value] = true
	}
}
