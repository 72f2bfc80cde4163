package mail

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"
)

// A message that leaves late says so in both its bodies. Its Message-ID and attachments are unchanged.
func TestRestamp(t *testing.T) {
	m := testMessage()
	m.HTML = []byte("<!DOCTYPE html>\n<html>\n<table>\n<tr><td class=\"pad\" align=\"left\" style=\"padding:20px\">\n<h1>4,81 M€</h1>\n</td></tr>\n<tr><td class=\"pad\">\nnext\n</td></tr>\n</table></html>\n")
	raw := mustBytes(t, m)
	at := time.Date(2026, 11, 16, 11, 30, 0, 0, time.FixedZone("CET", 3600))
	m.Date = at
	if dated := Restamp(raw, at, ""); !bytes.Equal(dated, mustBytes(t, m)) {
		t.Error("another date alone is not the message of that date")
	}
	const note = "Prévu à 08:00, envoyé à 11:30 <b>"
	late, err := mail.ReadMessage(bytes.NewReader(Restamp(raw, at, note)))
	if err != nil {
		t.Fatal(err)
	}
	if date, err := late.Header.Date(); err != nil || !date.Equal(at) || late.Header.Get("Message-ID") != "<"+m.MessageID+">" {
		t.Errorf("date %s %v, id %s", date, err, late.Header.Get("Message-ID"))
	}
	var bodies []string
	files := 0
	var walk func(kind string, r io.Reader)
	walk = func(kind string, r io.Reader) {
		kind, params, _ := mime.ParseMediaType(kind)
		if !strings.HasPrefix(kind, "multipart/") {
			return
		}
		for parts := multipart.NewReader(r, params["boundary"]); ; {
			part, err := parts.NextRawPart()
			if err != nil {
				return
			}
			switch kind := part.Header.Get("Content-Type"); {
			case part.FileName() != "":
				files++
			case strings.HasPrefix(kind, "text/"):
				text, err := io.ReadAll(quotedprintable.NewReader(part))
				if err != nil {
					t.Error(err)
				}
				bodies = append(bodies, string(text))
			default:
				walk(kind, part)
			}
		}
	}
	walk(late.Header.Get("Content-Type"), late.Body)
	if len(bodies) != 2 || files != 2 {
		t.Fatalf("%d bodies, %d files", len(bodies), files)
	}
	if !strings.HasPrefix(bodies[0], note+"\r\n\r\nLe chiffre") {
		t.Errorf("text: %.100q", bodies[0])
	}
	if !strings.Contains(bodies[1], "<h1>4,81 M€</h1>\r\n<p class=\"muted\"") || !strings.Contains(bodies[1], "envoyé à 11:30 &lt;b&gt;</p>\r\n</td></tr>\r\n<tr>") {
		t.Errorf("html: %q", bodies[1])
	}
}
