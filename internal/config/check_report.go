package config

import (
	"fmt"
	"net/mail"
	"strings"
)

func (l *loader) checkReport(path string, r Report) {
	seen := map[string]string{}
	for i, p := range r.Periods {
		at := index(path+".periods", i)
		if words := strings.Join(strings.Fields(strings.ToLower(p)), " "); seen[words] != "" {
			l.wrong(at, quote(p)+" stands twice", "delete one of them")
		} else {
			seen[words] = at
		}
	}
	for i, s := range r.Sections {
		l.checkSection(index(path+".sections", i), s)
	}
	if l.written(path + ".send") {
		l.checkSend(path+".send", r.Send)
	}
	l.twice(path+".headline", r.Headline)
	l.checkOpening(path, r)
	l.checkSubject(path+".subject", r)
	l.checkRecipients(path, r)
	l.checkAttach(path+".attach", r)
	l.checkPDF(path, r)
}

// checkRenames sees to it that an earlier name is gone, and is one report's alone.
func (l *loader) checkRenames(reports map[string]Report) {
	taken := map[string]string{}
	for _, name := range sorted(reports) {
		for i, from := range reports[name].RenamedFrom {
			at := index("reports."+name+".renamed_from", i)
			if !l.written(at) {
				at = "reports." + name + ".renamed_from"
			}
			switch _, stays := reports[from]; {
			case from == name:
				l.wrong(at, "is the report's own name", "write the name that it had before, or delete it")
			case stays:
				l.wrong(at, fmt.Sprintf("report %q is in the file, and keeps its history", from), "delete renamed_from:, or that report")
			case taken[from] != "":
				l.wrong(at, fmt.Sprintf("report %q takes over the history of %q already", taken[from], from), "delete one of them")
			}
			taken[from] = name
		}
	}
}

func (l *loader) checkSection(path string, s Section) {
	var given []string
	for _, f := range KindWords() {
		if l.written(join(path, f)) {
			given = append(given, f)
		}
	}
	switch {
	case len(given) == 0 && l.strange[path]:
	case len(given) == 0:
		l.wrong(path, "says no kind of section", "write one of "+strings.Join(KindWords(), ", "))
	case len(given) > 1:
		l.wrong(join(path, given[1]), fmt.Sprintf("stands in one section with %q", given[0]), `start each section with "- "`)
	default:
		if k, word := s.Kind(); k != nil {
			k.check(l, join(path, word))
		}
	}
}

// checkOpening lets one thing alone open a report, and a section only where it shows a metric.
func (l *loader) checkOpening(path string, r Report) {
	opened := ""
	if len(r.Headline) > 0 {
		opened = path + ".headline"
	}
	for i, s := range r.Sections {
		at := index(path+".sections", i)
		switch {
		case s.Headline == "":
		case len(s.Shows()) == 0 && l.sound(at):
			l.wrong(at+".headline", "the section shows no metric, so it cannot open the report", "delete it, or write it in a section of figures")
		case opened != "":
			l.wrong(at+".headline", "the report is opened already", "delete it, or "+opened)
		default:
			opened = at + ".headline"
		}
	}
}

func (l *loader) checkCut(path, metric, by string) {
	for _, term := range l.terms(metric) {
		if m, ok := l.metric(term); ok {
			l.checkKey(path+".by", m.Dataset, by, true)
		}
	}
}

// checkRecipients holds every address against the allowed domains, and finds those who would get two mails.
func (l *loader) checkRecipients(path string, r Report) {
	seen := map[string]bool{}
	for _, list := range []struct {
		key   string
		addrs []string
	}{{"to", r.To}, {"cc", r.CC}, {"bcc", r.BCC}} {
		for i, s := range list.addrs {
			at := index(path+"."+list.key, i)
			a, err := mail.ParseAddress(s)
			if err != nil {
				continue
			}
			if folded := strings.ToLower(a.Address); seen[folded] {
				l.wrong(at, a.Address+" stands twice", "delete one of them")
			} else {
				seen[folded] = true
			}
			l.checkAllowed(at, a.Address)
		}
	}
	if r.Owner != "" {
		l.checkOwner(path+".owner", r.Owner)
	}
}
