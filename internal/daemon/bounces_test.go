package daemon

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/bounce"
	"bilan/internal/ledger"
	"bilan/internal/run"
	"bilan/internal/suspension"
)

// dsn returns the notification that a mail server sends about a message to an address.
func dsn(at time.Time, messageID, address, status, words string) string {
	return fmt.Sprintf("From: mailer-daemon@relay.example\r\nDate: %s\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n"+
		"Diagnostic-Code: smtp; %s\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <%s>\r\n\r\n--b--\r\n", at.Format(time.RFC1123Z), address, status, words, messageID)
}

// The owner is told once about a bounce, together with other messages that did not arrive. After that, the address gets
// no report until its suspension is lifted.
func TestBouncesSuspend(t *testing.T) {
	p := newPostbox(t)
	mailbox := t.TempDir()
	reports := strings.Replace(weekly, "boss@shop.example", "Gone@shop.example, full@shop.example, boss@shop.example", 1) +
		strings.NewReplacer("weekly:", "monthly:", "Weekly", "Monthly", "boss@shop.example", "gone@shop.example", "title:", "owner: other@shop.example\n    title:").Replace(weekly)
	b := newBench(t, p.yaml("  bounces: "+mailbox+"\n"), reports)
	b.step()
	b.set(monday)
	b.step()
	sent := b.states("weekly", "2026-11-16")
	for name, text := range map[string]string{
		"1": dsn(b.now(), sent["Gone@shop.example"].MessageID, "gone@shop.example", "5.1.1", "550 5.1.1 no such user"),
		"2": dsn(b.now(), sent["full@shop.example"].MessageID, "full@shop.example", "5.2.2", "552 5.2.2 mailbox full"),
		"3": dsn(b.now(), "elsewhere@x", "stranger@x.example", "5.1.1", "no"),
		"4": "not a mail",
	} {
		check(t, os.WriteFile(filepath.Join(mailbox, name), []byte(text), 0o600))
	}
	folder := bounce.NewFolder(mailbox)
	for range 2 {
		check(t, b.noteBounces(t.Context(), folder))
	}
	check(t, b.noteBounces(t.Context(), bounce.NewFolder(mailbox))) // as another replica reads it, or the same one after a restart
	b.step()
	letters := p.letters("ops@shop.example")
	if len(letters) != 1 {
		t.Fatalf("the owner has %d letters", len(letters))
	}
	told := text(t, letters[0])
	for _, line := range []string{"Weekly sales could not be delivered to 2 addresses", "Gone@shop.example: bounced: 550 5.1.1", "full@shop.example: bounced: 552 5.2.2",
		"until you decide otherwise: Gone@shop.example\r\n", "bilan addresses lift ADDRESS"} {
		if !strings.Contains(told, line) {
			t.Errorf("no %q in\n%s", line, told)
		}
	}
	b.set(monday.AddDate(0, 0, 7))
	b.step()
	b.step()
	for report, want := range map[string]string{"weekly": "Gone@shop.example", "monthly": "gone@shop.example"} {
		d := b.states(report, "2026-11-23")[want]
		if d.State != ledger.Cancelled || !strings.HasPrefix(d.Reply, "suspended since 2026-11-16: bounced: 550 5.1.1") {
			t.Errorf("%s: %s %s", report, d.State, d.Reply)
		}
	}
	if n := p.count("Gone@shop.example") + p.count("gone@shop.example"); n != 2 {
		t.Errorf("%d messages went to an address that bounced", n)
	}
	if n := p.count("full@shop.example"); n != 2 {
		t.Errorf("%d messages went to a mailbox that was full", n)
	}
	if n := p.count("ops@shop.example"); n != 1 {
		t.Errorf("the owner was told %d times", n)
	}
	if l := p.letters("other@shop.example"); len(l) != 1 || !strings.Contains(text(t, l[0]), "No more reports go to gone@shop.example") {
		t.Errorf("the other owner has %q", l)
	}
	if _, err := suspension.Lift(t.Context(), b.Ledger, "gone@shop.example"); err != nil {
		t.Fatal(err)
	}
	check(t, b.noteBounces(t.Context(), bounce.NewFolder(mailbox)))
	b.set(monday.AddDate(0, 0, 14))
	b.step()
	if n := p.count("Gone@shop.example"); n != 2 {
		t.Errorf("%d messages after it was lifted", n)
	}
	if n := p.count("other@shop.example") + p.count("ops@shop.example"); n != 2 {
		t.Errorf("the owners were told %d times", n)
	}
}

// A reader who presses the unsubscribe button of his mail program no longer gets that one report, and its owner is told
// once. The links work through a proxy, which reaches nothing else.
func TestUnsubscribing(t *testing.T) {
	p := newPostbox(t)
	both := weekly + strings.NewReplacer("weekly:", "monthly:", "Weekly", "Monthly").Replace(weekly)
	b := newBench(t, p.yaml("  unsubscribe: {url: \"https://reports.shop.example\", secret: a secret of the test}\n"), both)
	b.step()
	b.set(monday)
	b.step()
	link := run.Links(b.current.Load().cfg).Headers("weekly", "boss@shop.example")[0].Value
	path := strings.Trim(strings.TrimPrefix(link, "<https://reports.shop.example"), ">")
	do := func(method, path, body string) int {
		t.Helper()
		w := httptest.NewRecorder()
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Host = "reports.shop.example" // the proxy passes its own host on
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		b.Handler().ServeHTTP(w, r)
		return w.Code
	}
	if code := do("GET", path, ""); code != http.StatusOK {
		t.Errorf("GET: %d", code)
	}
	if list, err := suspension.All(t.Context(), b.Ledger); err != nil || len(list) != 0 {
		t.Errorf("a GET has suspended %v, %v", list, err)
	}
	if code := do("GET", "/metrics", ""); code != http.StatusMisdirectedRequest {
		t.Errorf("the proxy opens the metrics: %d", code)
	}
	for range 2 {
		if code := do("POST", path, "List-Unsubscribe=One-Click"); code != http.StatusOK {
			t.Errorf("POST: %d", code)
		}
	}
	b.set(monday.AddDate(0, 0, 7))
	b.step()
	if w, m := b.states("weekly", "2026-11-23")["boss@shop.example"], b.states("monthly", "2026-11-23")["boss@shop.example"]; w.State != ledger.Cancelled || m.State != ledger.Sent {
		t.Errorf("weekly is %s, monthly %s", w.State, m.State)
	}
	if l := p.letters("ops@shop.example"); len(l) != 1 || !strings.Contains(text(t, l[0]), "boss@shop.example has unsubscribed from Weekly sales") {
		t.Errorf("the owner has %q", l)
	}
}
