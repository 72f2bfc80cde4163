package templates

import (
	"fmt"
	html "html/template"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"bilan/internal/locale"
	"bilan/report"
)

// view is the content of both bodies. Every string is final and short enough, but not yet escaped.
type view struct {
	Lang, Accent                 string
	Company, Title, Period       string
	Preview, Headline, Subtitle  string
	Replaces, Banner             string
	Remarks, Notes               []string
	Parts                        []part
	Contents                     []string // lines about the attached pages, if the mail shows no part of them
	ContentsHeading              string
	Trust                        string
	Attached, Reply, CardHeading string
}

// HTML fragments without text from outside, which html/template would remove or escape. Outlook ignores max-width, so
// it needs a table of a fixed width. The padding keeps the mail's text out of the preview in the inbox.
const (
	outlookOpen  html.HTML = "<!--[if mso]><table role=\"presentation\" width=\"660\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]-->\n"
	outlookClose html.HTML = "\n<!--[if mso]></td></tr></table><![endif]-->"
	padding      html.HTML = "&#847;&zwnj;&nbsp;"
)

// OutlookOpen comes before the body's table.
func (v *view) OutlookOpen() html.HTML { return outlookOpen }

// OutlookClose comes after the body's table.
func (v *view) OutlookClose() html.HTML { return outlookClose }

// Padding comes after the preview.
func (v *view) Padding() html.HTML { return html.HTML(strings.Repeat(string(padding), 80)) }

// part is a section's block that the mail shows: its cards or its table.
type part struct {
	Title     string // with the unit
	Note      string
	Cards     [][]card // in rows of two
	Table     *table
	Remarks   []string
	Footnotes []footnote
}

const defaultAccent = "#1f4e79"

var hexColor = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func newView(doc *report.Document, notes []string, size limits) (*view, error) {
	words, err := locale.For(doc.Lang)
	if err != nil {
		return nil, fmt.Errorf("mail body: %w", err)
	}
	v := &view{
		Lang: words.Tag(), Accent: doc.Accent, Company: clip(doc.Company, 100), Title: clip(doc.Title, 200),
		Period: clip(doc.Period, 100), Preview: clip(doc.Preview, 200), Headline: clip(doc.Headline, 400),
		Subtitle: clip(doc.Subtitle, 400), Banner: clip(doc.Banner, 600), Replaces: clip(doc.Replaces, 600),
		Trust: clip(strings.Join(doc.Trust, " · "), 1500), Attached: words.Word("mail.attached"), CardHeading: words.Word("mail.indicators"),
	}
	if v.Preview == "" {
		v.Preview = v.Headline
	}
	if !hexColor.MatchString(v.Accent) {
		v.Accent = defaultAccent
	}
	if doc.Author != "" {
		v.Reply = words.Word("mail.reply", clip(doc.Author, 100))
	}
	for _, n := range notes {
		v.Notes = append(v.Notes, clip(n, 300))
	}
	v.Remarks = clipAll(doc.Remarks)
	for i := range doc.Sections {
		shown := parts(doc, &doc.Sections[i], words, size)
		if len(shown) == 0 { // the figure that the note is about is not in the mail
			v.Remarks = append(v.Remarks, clipAll(doc.Sections[i].Remarks)...)
		}
		v.Parts = append(v.Parts, shown...)
	}
	if len(v.Parts) == 0 {
		v.Contents, v.ContentsHeading = contents(doc), words.Word("mail.contents")
	}
	return v, nil
}

// clipAll shortens each remark.
func clipAll(remarks []string) []string {
	var list []string
	for _, r := range remarks {
		list = append(list, clip(r, 400))
	}
	return list
}

// parts are the blocks of a section that the mail shows: cards, and tables that compare the actual with a target.
// Charts and other tables are only in the PDF.
func parts(doc *report.Document, s *report.Section, words *locale.Locale, size limits) (out []part) {
	for _, b := range s.Blocks {
		p := part{Title: titleOf(s), Note: noteOf(doc, s)}
		switch {
		case b.Cards != nil && len(b.Cards.Cards) > 0:
			p.Cards = rowsOfTwo(b.Cards.Cards, words)
		case b.Table != nil && isTargetTable(b.Table):
			p.Table = newTable(b.Table, words, size)
		default:
			continue
		}
		out = append(out, p)
	}
	if len(out) > 0 {
		out[0].Remarks = clipAll(s.Remarks)
		out[len(out)-1].Footnotes = footnotes(s, out)
	}
	return out
}

// noteOf is the section's note. If the title is a sentence, the section's name and unit come before the note.
func noteOf(doc *report.Document, s *report.Section) string {
	note := doc.NoteWithoutPeriod(s)
	if s.Label == "" {
		return clip(note, 200)
	}
	if s.Unit != "" {
		s = &report.Section{Label: s.Label + " (" + s.Unit + ")"}
	}
	return clip(strings.TrimSuffix(s.Label+report.Dash+note, report.Dash), 300)
}

// titleOf is the section's title with the unit.
func titleOf(s *report.Section) string {
	title := clip(s.Title, 200)
	if s.Label != "" {
		return clip(s.Title, 300)
	}
	if s.Unit == "" || title == "" {
		return title
	}
	return title + " (" + clip(s.Unit, 20) + ")"
}

// clip makes a text one line of at most n characters, in valid UTF-8 and without control characters.
func clip(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\u202e' || r == '\u202d':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}
