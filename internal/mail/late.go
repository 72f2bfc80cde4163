package mail

import (
	"bytes"
	"html"
	"mime/quotedprintable"
	"regexp"
	"time"
)

// dateLine matches the Date header of a message that Bytes wrote.
var dateLine = regexp.MustCompile(`(?m)^Date: [^\r\n]*\r\n`)

// Patterns that find the text and HTML bodies of a message that Bytes wrote. Their first matches are the bodies,
// because attachments follow later.
var (
	plainPart = []byte("Content-Type: text/plain")
	htmlPart  = []byte("Content-Type: text/html")
	// In the HTML the note is placed at the end of the first cell, which has the headline: see templates.HTML.
	headCell = []byte(`<td class=3D"pad"`)
	cellEnd  = []byte("\r\n</td></tr>")
)

// Restamp returns a message that Bytes wrote with another Date. Unless note is "", it also adds the note to the plain
// text and to the HTML of templates.HTML. Everything else is unchanged, including the Message-ID and the boundaries.
func Restamp(raw []byte, date time.Time, note string) []byte {
	head, body, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !found {
		return raw
	}
	line := []byte("Date: " + date.Format(time.RFC1123Z) + "\r\n")
	out := bytes.Join([][]byte{dateLine.ReplaceAll(append(bytes.Clone(head), "\r\n"...), line), body}, []byte("\r\n"))
	if note == "" {
		return out
	}
	out = insertAt(out, afterHeader(out, plainPart), quotedPrintable(note)+"\r\n\r\n")
	const style = `margin:0 0 6px 0;font-size:13px;line-height:18px;font-style:italic;color:#5f6875`
	return insertAt(out, endOfHeadline(out), "\r\n"+quotedPrintable(`<p class="muted" style="`+style+`">`+html.EscapeString(note)+`</p>`))
}

// afterHeader returns the offset of the body of the first part of a type, or −1 if there is none.
func afterHeader(raw, kind []byte) int {
	at := bytes.Index(raw, kind)
	if at < 0 {
		return -1
	}
	blank := bytes.Index(raw[at:], []byte("\r\n\r\n"))
	if blank < 0 {
		return -1
	}
	return at + blank + len("\r\n\r\n")
}

func endOfHeadline(raw []byte) int {
	begin := afterHeader(raw, htmlPart)
	if begin < 0 {
		return -1
	}
	cell := bytes.Index(raw[begin:], headCell)
	if cell < 0 {
		return -1
	}
	end := bytes.Index(raw[begin+cell:], cellEnd)
	if end < 0 {
		return -1
	}
	return begin + cell + end
}

func insertAt(raw []byte, at int, text string) []byte {
	if at < 0 {
		return raw
	}
	return append(append(bytes.Clone(raw[:at]), text...), raw[at:]...)
}

func quotedPrintable(text string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // into memory
	_ = w.Close()
	return b.String()
}
