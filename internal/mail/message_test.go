package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

func testMessage() Message {
	return Message{
		From:      "Bilan – Maison Lenoir <bilan@lenoir.example>",
		To:        []string{"Hélène Lefèvre <helene@lenoir.example>", "direction@lenoir.example"},
		CC:        []string{`"Martin, Jean" <jean@lenoir.example>`},
		BCC:       []string{"secret@lenoir.example"},
		ReplyTo:   "salesops@lenoir.example",
		Subject:   "CA nov. 4,81 M€ · 96 % de l’objectif ▼ – Suivi hebdomadaire des ventes de la région Île-de-France",
		Date:      time.Date(2026, 11, 16, 8, 0, 0, 0, time.FixedZone("CET", 3600)),
		MessageID: MessageID("suivi-hebdo/2026-11-16/direction@lenoir.example", "bilan@lenoir.example"),
		Text:      []byte("Le chiffre d’affaires est à 4,81 M€.\n.\nFrom ici\n" + strings.Repeat("très long ", 200) + "\n"),
		HTML:      []byte("<!DOCTYPE html>\n<html lang=\"fr\"><p>4,81 M€ &amp; plus</p>\n" + strings.Repeat("x", 3000) + "</html>\n"),
		Attachments: []Attachment{
			{Name: "suivi-hebdo_2026-W46.pdf", Type: "application/pdf", Bytes: bytes.Repeat([]byte("%PDF\x00\xff\n"), 5000)},
			{Name: "Équipe-Été.csv", Type: "text/csv", Bytes: []byte("a;b\r\n")},
		},
		Headers: map[string]string{"X-Bilan-Report": "suivi-hebdo"},
	}
}

func mustBytes(t testing.TB, m Message) []byte {
	t.Helper()
	raw, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestMessageIsDeterministic(t *testing.T) {
	plain := testMessage()
	plain.Attachments = nil
	for _, m := range []Message{testMessage(), plain} {
		first := mustBytes(t, m)
		for range 5 {
			if !bytes.Equal(first, mustBytes(t, m)) {
				t.Fatal("the same message has other bytes")
			}
		}
		other := m
		other.Text = append(bytes.Clone(other.Text), '.')
		if boundaries(first)[0] == boundaries(mustBytes(t, other))[0] {
			t.Error("another message has the same boundary")
		}
		later := m
		later.Date, later.Subject = m.Date.Add(time.Hour), m.Subject+"."
		if boundaries(first)[0] != boundaries(mustBytes(t, later))[0] {
			t.Error("another date changes the body")
		}
	}
}

var boundary = regexp.MustCompile(`boundary=(\S+)`)

func boundaries(raw []byte) (out []string) {
	for _, m := range boundary.FindAllSubmatch(raw, -1) {
		out = append(out, string(m[1]))
	}
	return out
}

func TestMessageOnTheWire(t *testing.T) {
	raw := mustBytes(t, testMessage())
	if b := boundaries(raw); len(b) != 2 || b[0] == b[1] {
		t.Errorf("boundaries %q", b)
	}
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("bad line %q", line)
		}
	}
	if !isASCII(string(raw)) || !bytes.HasSuffix(raw, []byte("\r\n")) {
		t.Error("not 7-bit with a last line break")
	}
	for _, leak := range []string{"secret@", "Bcc", "go-mail", "User-Agent"} {
		if bytes.Contains(raw, []byte(leak)) {
			t.Errorf("%s is in the message", leak)
		}
	}
}

// TestMessageReadsBack parses the message with the standard library.
func TestMessageReadsBack(t *testing.T) {
	want := testMessage()
	m, err := mail.ReadMessage(bytes.NewReader(mustBytes(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != want.Subject {
		t.Errorf("subject %q %v", subject, err)
	}
	for name, text := range map[string]string{
		"Date": "Mon, 16 Nov 2026 08:00:00 +0100", "Message-Id": "<" + want.MessageID + ">", "Auto-Submitted": "auto-generated",
		"X-Auto-Response-Suppress": "All", "Reply-To": "<salesops@lenoir.example>", "X-Bilan-Report": "suivi-hebdo", "Mime-Version": "1.0",
	} {
		if got := m.Header.Get(name); got != text {
			t.Errorf("%s: got %q, want %q", name, got, text)
		}
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 2 || to[0].Name != "Hélène Lefèvre" || to[1].Address != "direction@lenoir.example" {
		t.Errorf("to %v %v", to, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].Name != "Bilan – Maison Lenoir" {
		t.Errorf("from %v %v", from, err)
	}
	readParts(t, m, want)
}

func readParts(t *testing.T, m *mail.Message, want Message) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" {
		t.Fatalf("%s %v", kind, err)
	}
	outer := multipart.NewReader(m.Body, params["boundary"])
	bodies, err := outer.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	_, params, _ = mime.ParseMediaType(bodies.Header.Get("Content-Type"))
	inner := multipart.NewReader(bodies, params["boundary"])
	for _, body := range [][]byte{want.Text, want.HTML} {
		part, err := inner.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != string(body) {
			t.Errorf("body %q %v", got, err)
		}
	}
	for _, a := range want.Attachments {
		part, err := outer.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if err != nil || !bytes.Equal(got, a.Bytes) || part.FileName() != a.Name {
			t.Errorf("attachment %q %d bytes %v", part.FileName(), len(got), err)
		}
	}
	if _, err := outer.NextRawPart(); err != io.EOF {
		t.Errorf("one part too many: %v", err)
	}
}

func TestMessageRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Message)
		wants  string
	}{
		{"subject injection", func(m *Message) { m.Subject = "x\r\nBcc: a@evil.example" }, "line break"},
		{"subject with a lone CR", func(m *Message) { m.Subject = "x\ry" }, "line break"},
		{"subject with NUL", func(m *Message) { m.Subject = "x\x00y" }, "U+0000"},
		{"from injection", func(m *Message) { m.From = "Bilan\r\nBcc: x@y.example <a@b.example>" }, "line break"},
		{"to injection", func(m *Message) { m.To = []string{"a@b.example>\nBcc: <x@y.example"} }, "line break"},
		{"to twice in one", func(m *Message) { m.To = []string{"a@b.example, c@d.example"} }, "not a mail address"},
		{"reply-to", func(m *Message) { m.ReplyTo = "nobody" }, "reply-to"},
		{"bcc", func(m *Message) { m.BCC = []string{"@"} }, "bcc"},
		{"nobody", func(m *Message) { m.To, m.CC, m.BCC = nil, nil, nil }, "no recipient"},
		{"outside the house", func(m *Message) { m.Allowed = []string{"lenoir.example"}; m.BCC = []string{"a@lenoir.exmaple"} }, "lenoir.exmaple is outside"},
		{"header value", func(m *Message) { m.Headers = map[string]string{"X-A": "b\nc"} }, "line break"},
		{"header name", func(m *Message) { m.Headers = map[string]string{"X-A: b\r\nBcc": "c"} }, "header name"},
		{"header name with a space", func(m *Message) { m.Headers = map[string]string{"X A": "c"} }, "header name"},
		{"own header", func(m *Message) { m.Headers = map[string]string{"bcc": "c"} }, "already written"},
		{"header twice", func(m *Message) { m.Headers = map[string]string{"X-A": "c", "x-a": "d"} }, "already written"},
		{"message id", func(m *Message) { m.MessageID = "a@b>\r\nX: y" }, "message id"},
		{"no message id", func(m *Message) { m.MessageID = "" }, "message id"},
		{"no date", func(m *Message) { m.Date = time.Time{} }, "date"},
		{"no text", func(m *Message) { m.Text = []byte(" \n") }, "text part"},
		{"attachment path", func(m *Message) { m.Attachments[0].Name = "../a.pdf" }, "attachment name"},
		{"attachment name injection", func(m *Message) { m.Attachments[0].Name = "a.pdf\"\r\nX: y" }, "attachment name"},
		{"attachment type", func(m *Message) { m.Attachments[0].Type = "a\r\nb" }, "type"},
		{"attachment empty", func(m *Message) { m.Attachments[0].Bytes = nil }, "empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := testMessage()
			c.change(&m)
			if raw, err := m.Bytes(); err == nil || !strings.Contains(err.Error(), c.wants) {
				t.Errorf("got %d bytes and %v", len(raw), err)
			}
		})
	}
}

func TestMessageTooLarge(t *testing.T) {
	m := testMessage()
	m.Attachments = []Attachment{{Name: "a.pdf", Type: "application/pdf", Bytes: make([]byte, MaxAttachments)}}
	if _, err := m.Bytes(); err != nil {
		t.Error(err)
	}
	m.Attachments = append(m.Attachments, Attachment{Name: "b.pdf", Type: "application/pdf", Bytes: []byte{1}})
	if _, err := m.Bytes(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestMessageOddValues(t *testing.T) {
	m := testMessage()
	m.Subject = "=?utf-8?q?=0D=0A?= \xff " + strings.Repeat("é\u202f", 900)
	m.To = []string{strings.Repeat("a b", 500) + " <a@b.example>", `"q\"uo,te" <rené@bücher.example>`}
	m.CC, m.BCC = nil, nil
	m.Text = []byte("a\rb\r\nc\x00\xff\n")
	raw := mustBytes(t, m)
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("bad line %q", line)
		}
	}
	if _, err := mail.ReadMessage(bytes.NewReader(raw)); err != nil {
		t.Error(err)
	}
	m.To, m.BCC = nil, []string{"a@b.example"}
	if !bytes.Contains(mustBytes(t, m), []byte("To: undisclosed-recipients:;\r\n")) {
		t.Error("nobody in To")
	}
}

// pythonReport is a Python program that reads a message with Python's parser and prints every defect.
const pythonReport = `
import sys, json, hashlib, email, email.policy
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
defects, files = [], {}
for part in m.walk():
    defects += [repr(d) for d in part.defects]
    for name, value in part.items():
        defects += [name + ": " + repr(d) for d in getattr(value, "defects", [])]
for a in m.iter_attachments():
    files[a.get_filename()] = hashlib.sha256(a.get_payload(decode=True)).hexdigest()
print(json.dumps({"defects": defects, "subject": m["subject"], "from": str(m["from"]), "to": [a.addr_spec for a in m["to"].addresses],
    "date": m["date"].datetime.isoformat(), "files": files, "text": m.get_body(("plain",)).get_content(), "html": m.get_body(("html",)).get_content()}))
`

func TestMessageInPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 on this machine")
	}
	for name, m := range map[string]Message{"full": testMessage(), "bcc only": bccOnly()} {
		cmd := exec.Command(python, "-c", pythonReport)
		cmd.Stdin = bytes.NewReader(mustBytes(t, m))
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Defects, To         []string
			Subject, Date, HTML string
			Text, From          string
			Files               map[string]string
		}
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Defects) > 0 {
			t.Errorf("%s: defects %q", name, got.Defects)
		}
		if got.Subject != m.Subject || got.Date != "2026-11-16T08:00:00+01:00" || len(got.Files) != 2 || got.Files["Équipe-Été.csv"] == "" {
			t.Errorf("%s: got subject %q, date %s, files %q", name, got.Subject, got.Date, got.Files)
		}
		if got.Text != string(m.Text) || got.HTML != string(m.HTML) || !strings.Contains(got.From, "Bilan – Maison Lenoir") {
			t.Errorf("%s: bodies differ", name)
		}
	}
}

func bccOnly() Message {
	m := testMessage()
	m.To, m.CC = nil, nil
	return m
}

func TestMessageID(t *testing.T) {
	a, b := MessageID("one", "Bilan <bilan@Lenoir.example>"), MessageID("two", "bilan@lenoir.example")
	if a == b || a != MessageID("one", "bilan@lenoir.example") || !strings.HasSuffix(a, "@lenoir.example") {
		t.Error(a, b)
	}
	if id := MessageID("x", "not an address"); !messageID.MatchString(id) {
		t.Error(id)
	}
}

func TestAllowed(t *testing.T) {
	list := []string{"Lenoir.example", "*.groupe.example", "bücher.example"}
	for addr, ok := range map[string]bool{
		"a@lenoir.example": true, "a@LENOIR.example": true, "Name <a@lenoir.example>": true, "a@paris.lenoir.example": false,
		"a@notlenoir.example": false, "a@lenoir.example.evil.example": false, "a@groupe.example": false, "a@x.groupe.example": true,
		"a@x.y.groupe.example": true, "a@evilgroupe.example": false, "a@xn--bcher-kva.example": true, "a@bücher.example": true,
		"\"a@lenoir.example\"@evil.example": false, "a": false, "": false,
	} {
		if err := Allowed(addr, list); (err == nil) != ok {
			t.Errorf("%s: %v", addr, err)
		}
	}
	if err := Allowed("a@b.example", nil); err != nil {
		t.Error(err)
	}
	for _, entry := range []string{"", "*.", "*", "."} {
		if err := Allowed("a@b.example", []string{entry}); err == nil {
			t.Errorf("the entry %q allows everything", entry)
		}
	}
	want := `a@lenoir.exmaple is outside mail.allowed_domains (lenoir.example): correct the address, or add "lenoir.exmaple" to the list`
	if err := Allowed("a@lenoir.exmaple", []string{"lenoir.example"}); err == nil || err.Error() != want {
		t.Error(err)
	}
}
