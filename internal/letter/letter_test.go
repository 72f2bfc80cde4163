package letter

import (
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

var (
	monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)
	turn   = ledger.Key{Report: "weekly", Slot: "2026-11-16"}
)

// writer returns a Writer for a French company with a report in English.
func writer() *Writer {
	c := &config.Config{Locale: "fr-FR", Owner: "Ops <ops@shop.example>", Reports: map[string]config.Report{
		"weekly":  {Title: "Weekly sales", Locale: "en-GB", Owner: "anne@shop.example"},
		"monthly": {Title: "Ventes du mois"},
	}}
	c.Mail.From = "Bilan <bilan@shop.example>"
	return &Writer{Config: c, Gone: map[string]config.Report{"old": {Title: "Old sales", Locale: "en-GB", Owner: "old@shop.example"}},
		Zone: func(string) *time.Location { return time.FixedZone("CET", 3600) }}
}

// read returns the subject and the text of a message.
func read(t *testing.T, d ledger.Delivery) (subject, text string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(string(d.Raw)))
	if err != nil {
		t.Fatal(err)
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	var body io.Reader = m.Body
	if m.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(m.Body)
	}
	all, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return subject, strings.ReplaceAll(strings.ReplaceAll(string(all), "\r\n", "\n"), "\u00a0", " ")
}

// A notice is one mail to the report's owner in the report's language. It contains the reason, the time until which the
// report waits, and what to do.
func TestNotice(t *testing.T) {
	list := writer().Notice(monday, turn, "held", "dataset \"orders\": empty", monday.Add(4*time.Hour))
	if len(list) != 1 || list[0].Address != "anne@shop.example" || list[0].Sender != "bilan@shop.example" || list[0].Purpose != ledger.Notice || list[0].Dedupe != ledger.NoticeKey(turn, "held") {
		t.Fatalf("%+v", list)
	}
	subject, text := read(t, list[0])
	if subject != "Weekly sales is held: its data is not usable" {
		t.Error(subject)
	}
	for _, words := range []string{"dataset \"orders\": empty", "until 16/11/2026 13:00", "bilan check --connect", "bilan retry weekly 2026-11-16"} {
		if !strings.Contains(text, words) {
			t.Errorf("no %q in\n%s", words, text)
		}
	}
	if again := writer().Notice(monday.Add(time.Hour), turn, "held", "another reason", time.Time{}); again[0].Dedupe != list[0].Dedupe || again[0].MessageID != list[0].MessageID {
		t.Error("the second notice of a kind would be another mail")
	}
}

// A report without an owner has that of the company. A report that was removed from the file keeps its own. Without any
// owner there is no mail.
func TestOwners(t *testing.T) {
	w := writer()
	for report, want := range map[string]string{"weekly": "anne@shop.example", "monthly": "ops@shop.example", "old": "old@shop.example", "unknown": "ops@shop.example"} {
		list := w.Notice(monday, ledger.Key{Report: report, Slot: "2026-11-16"}, "failed", "why", time.Time{})
		if len(list) != 1 || list[0].Address != want {
			t.Errorf("%s: %+v", report, list)
		}
	}
	w.Config.Owner = ""
	if list := w.Notice(monday, ledger.Key{Report: "monthly", Slot: "2026-11-16"}, "failed", "why", time.Time{}); list != nil {
		t.Errorf("to nobody: %+v", list)
	}
}

// One mail tells an owner of all messages that were not delivered, refused ones first, each with the server's answer on
// one line.
func TestUndelivered(t *testing.T) {
	to := func(address string, state ledger.DeliveryState, reply string) ledger.Delivery {
		return ledger.Delivery{Address: address, State: state, Reply: reply}
	}
	list := writer().Undelivered(monday, turn, []ledger.Delivery{
		to("x@shop.example", ledger.Uncertain, "no answer"), to("a@shop.example", ledger.Dead, "550 no\nsuch user"), to("b@shop.example", ledger.Dead, "552 full"), to("ok@shop.example", ledger.Sent, "250"),
	}, []string{"a@shop.example"})
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	subject, text := read(t, list[0])
	if !strings.HasPrefix(subject, "Weekly sales could not be delivered to 2 addresses; ") || !strings.Contains(subject, "x@shop.example") {
		t.Error(subject)
	}
	dead, doubtful := strings.Index(text, "a@shop.example: 550 no such user\nb@shop.example: 552 full"), strings.Index(text, "no answer")
	if dead < 0 || doubtful < dead || strings.Contains(text, "ok@shop.example") || !strings.Contains(text, "bilan history weekly") {
		t.Error(text)
	}
}

// Turns that were given up make one mail. It is in the report's language with the reasons if there is one report, else
// in the company's language.
func TestMissed(t *testing.T) {
	missed := func(report string, days ...int) (list []GivenUp) {
		for _, d := range days {
			list = append(list, GivenUp{Key: ledger.Key{Report: report, Slot: fmt.Sprintf("2026-11-%02d", d)}, Reason: "not running"})
		}
		return list
	}
	turns := missed("weekly", 2, 9)
	turns[1].Reason = ledger.NotRunning + " (missed: latest); nor at the 30 turns before it, since 2026-10-01 09:00"
	subject, text := read(t, writer().Missed(monday, "anne@shop.example", turns)[0])
	if subject != "Weekly sales: not sent while Bilan was not running" || !strings.Contains(text, "2026-11-02: not running\n2026-11-09 (and 30 before it)\n") || !strings.Contains(text, "bilan retry weekly 2026-11-09") {
		t.Errorf("%s\n%s", subject, text)
	}
	many := writer().Missed(monday, "anne@shop.example", append(missed("weekly", 2, 9, 16), missed("monthly", 1, 5)...))
	subject, text = read(t, many[0])
	if !strings.Contains(subject, "2 rapports") || !strings.Contains(text, "Weekly sales (weekly): 2026-11-02, … (1), 2026-11-16\n") || !strings.Contains(text, "Ventes du mois (monthly): 2026-11-01, 2026-11-05\n") {
		t.Errorf("%s\n%s", subject, text)
	}
}
