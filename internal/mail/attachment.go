package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/text/unicode/norm"

	"bilan/internal/outfile"
)

// Attachment is a file inside a message, held in memory.
type Attachment struct {
	Name  string // the name under which a reader saves the file: see outfile.Name
	Type  string // the media type, such as "application/pdf"
	Bytes []byte
}

var mediaType = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*$`)

// attach adds every attachment to the message. An error stops the mail, so that none leaves without the attachments
// that it mentions.
func (m Message) attach(msg *gomail.Msg) error {
	total := 0
	for _, a := range m.Attachments {
		if err := a.check(); err != nil {
			return err
		}
		total += len(a.Bytes)
		msg.AttachReadSeeker(a.Name, bytes.NewReader(a.Bytes), a.setHeaders)
	}
	if total > MaxAttachments {
		return fmt.Errorf("%w: its attachments have %.1f MB, more than the limit of %d MB: shorten the report's tables (limit:), attach less (attach:) or split the report",
			ErrTooLarge, float64(total)/(1<<20), MaxAttachments>>20)
	}
	if got := len(msg.GetAttachments()); got != len(m.Attachments) {
		return fmt.Errorf("it has %d attachments instead of %d", got, len(m.Attachments))
	}
	return nil
}

func (a Attachment) check() error {
	switch {
	case a.Name == "" || a.Name != outfile.Name(a.Name):
		return fmt.Errorf("attachment name %q was not made by FileName", a.Name)
	case !mediaType.MatchString(a.Type):
		return fmt.Errorf("attachment %q: type %q is not like application/pdf", a.Name, a.Type)
	case len(a.Bytes) == 0:
		return errors.New("attachment " + a.Name + " is empty")
	}
	return nil
}

// setHeaders writes the file's name so that old and new mail programs read it. A name with other letters than ASCII is
// written in RFC 2231, and once more in ASCII letters in the type. Both forms in one parameter would be an error.
func (a Attachment) setHeaders(f *gomail.File) {
	ascii := foldASCII(a.Name)
	disposition := `attachment; filename="` + ascii + `"`
	if ascii != a.Name {
		disposition = "attachment;\r\n filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(a.Name), "+", "%20")
	}
	f.Header.Set("Content-Disposition", disposition)
	f.Header.Set("Content-Type", a.Type+";\r\n name=\""+ascii+`"`)
	f.Header.Set("Content-Transfer-Encoding", string(gomail.EncodingB64))
}

// foldASCII removes accents and replaces every other letter outside ASCII by _.
func foldASCII(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case unicode.Is(unicode.M, r):
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}
