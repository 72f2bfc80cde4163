package guess

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// File is the content of the first YAML file of a company.
type File struct {
	Head     []string // comments at the top of the file, without #
	Settings []Setting
	Sources  []Source
	Draft    *Draft
	Packs    []Pack
	Tail     []Setting
}

// Setting is a top-level key with its value as YAML.
type Setting struct { // the reason for the doubt; "" if the value is certain
	Key, Value string
	Doubt      string // "" when it is sure
}

// Source is a source and the lines of YAML below its name, without indentation.
type Source struct {
	Name  string
	Lines []string
}

// Pack is a report made from a pack. If Off is set, it is written as a comment with the reason in Why.
type Pack struct {
	Name, Why string
	Off       bool
}

const (
	mark  = "# ?" // precedes each guess that is not certain
	width = 120   // the greatest width of a comment, in characters
)

// YAML writes the file.
func (f *File) YAML() []byte {
	w := &writer{}
	for _, line := range f.Head {
		w.comment("", line)
	}
	w.settings(f.Settings)
	w.line("")
	w.line("sources:")
	for _, s := range f.Sources {
		w.line("  " + s.Name + ":")
		for _, line := range s.Lines {
			w.line("    " + line)
		}
	}
	if len(f.Draft.Entities) > 0 {
		w.line("")
		w.line("sales:")
		for _, e := range f.Draft.Entities {
			w.entity(e, "  ")
		}
	}
	if len(f.Packs) > 0 {
		w.line("")
		w.packs(f.Packs)
	}
	w.line("")
	w.settings(f.Tail)
	if len(f.Draft.Unread) > 0 {
		w.line("")
		w.line("# What was not understood:")
		for _, line := range f.Draft.Unread {
			w.comment("", "- "+line)
		}
	}
	return []byte(w.out.String())
}

type writer struct{ out strings.Builder }

func (w *writer) line(text string) { w.out.WriteString(strings.TrimRight(text, " ") + "\n") }

func (w *writer) settings(list []Setting) {
	for _, s := range list {
		w.line(s.Key + ": " + s.Value + doubtComment(s.Doubt == "", s.Doubt))
	}
}

// comment writes a text as comment lines of at most width characters.
func (w *writer) comment(indent, text string) {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, text)
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(indent+line+word)) > width-4 {
			w.line(indent + "# " + line)
			line = "  " + word
			continue
		}
		line += " " + word
		line = strings.TrimPrefix(line, " ")
	}
	w.line(indent + "# " + line)
}

func doubtComment(sure bool, why string) string {
	switch {
	case sure:
		return ""
	case why == "":
		return "   " + mark
	}
	return "   " + mark + " " + why
}

func (w *writer) entity(e *Entity, indent string) {
	w.line(indent + e.Name + ":" + doubtComment(e.Sure, e.Why))
	in := indent + "  "
	if len(e.From) == 1 {
		w.line(in + "from: " + scalar(e.From[0]))
	} else {
		w.line(in + "from: " + flow(e.From))
	}
	if e.Where != "" {
		w.line(in + "where: " + scalar(e.Where) + doubtComment(e.WhereWhy == "", e.WhereWhy))
	}
	var entered []Role
	for _, r := range e.Roles {
		if strings.HasPrefix(r.Name, "entered.") {
			entered = append(entered, r)
			continue
		}
		w.line(in + r.Name + ": " + scalar(r.Text) + doubtComment(r.Sure, r.Why))
		w.writeLists(e, in, r.Name)
	}
	w.writeLists(e, in, "")
	if len(entered) > 0 {
		w.line(in + "entered:")
		for _, r := range entered {
			w.line(in + "  " + scalar(strings.TrimPrefix(r.Name, "entered.")) + ": " + scalar(r.Text) + doubtComment(r.Sure, r.Why))
		}
	}
	if e.Lines != nil {
		w.entity(e.Lines, in)
	}
	for _, s := range e.Seen {
		w.comment(in, s)
	}
}

// roleAbove gives for each list the role below which it is written.
var roleAbove = map[string]string{"draft": "status", "cancelled": "status", "accepted": "status", "refused": "status", "ordered": "status", "stages": "stage", "won": "stage",
	"lost": "stage", "credit_notes": "kind", "deposits": "kind", "scale": "amount"}

func (w *writer) writeLists(e *Entity, in, role string) {
	for _, l := range e.Lists {
		if roleAbove[l.Name] != role {
			continue
		}
		value := flow(l.Values)
		if l.Name == "scale" || l.Name == "of" {
			value = l.Values[0]
		}
		w.line(in + l.Name + ": " + value + doubtComment(l.Sure, l.Why))
	}
}

func (w *writer) packs(list []Pack) {
	on := slices.ContainsFunc(list, func(p Pack) bool { return !p.Off })
	if on {
		w.line("reports:   # a pack each; bilan packs show NAME prints what it stands for here")
	}
	for _, p := range list {
		if !p.Off {
			w.line(fmt.Sprintf("  %s: {pack: %[1]s}", p.Name))
		}
	}
	for _, p := range list {
		if p.Off {
			w.comment("  ", fmt.Sprintf("%s: {pack: %[1]s} # %[2]s", p.Name, p.Why))
		}
	}
}

// scalar writes a text as a YAML scalar on one line.
func scalar(text string) string {
	n := yaml.Node{Kind: yaml.ScalarNode, Value: text, Tag: "!!str"}
	if strings.ContainsAny(text, "\n\r\t") {
		n.Style = yaml.DoubleQuotedStyle
	}
	out, err := yaml.Marshal(&n)
	line := strings.TrimSuffix(string(out), "\n")
	if err != nil || strings.Contains(line, "\n") {
		n.Style = yaml.DoubleQuotedStyle
		out, _ = yaml.Marshal(&n)
		line = strings.ReplaceAll(strings.TrimSuffix(string(out), "\n"), "\\\n", "")
	}
	return line
}

// flow writes a YAML list on one line.
func flow(values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = scalar(v)
		if strings.ContainsAny(list[i], ",[]{}") && !strings.HasPrefix(list[i], "'") && !strings.HasPrefix(list[i], `"`) {
			list[i] = "'" + strings.ReplaceAll(v, "'", "''") + "'"
		}
	}
	return "[" + strings.Join(list, ", ") + "]"
}
