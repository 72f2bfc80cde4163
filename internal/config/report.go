package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/mailaddr"
)

func (l *checker) checkReport(path string, r Report) {
	seen := map[string]string{}
	for i, p := range r.Periods {
		at := place.Index(path+".periods", i)
		if words := strings.Join(strings.Fields(strings.ToLower(p.String())), " "); seen[words] != "" {
			l.AddMistake(at, strconv.Quote(p.String())+" is written twice", "delete one of them")
		} else {
			seen[words] = at
		}
	}
	for i, s := range r.Sections {
		l.CheckSection(place.Index(path+".sections", i), s)
	}
	if r.Pack == "" && l.Written(path+".quiet") {
		l.AddMistake(path+".quiet", "has no effect without a pack", "add pack:, or delete it")
	}
	l.CheckDuplicates(path+".headline", r.Headline)
	l.checkOpening(path, r)
	l.checkSubject(path+".subject", r)
	l.checkRecipients(path, r)
	l.checkSending(path, r)
	l.checkAttach(path+".attach", r)
	l.checkPDF(path, r)
	l.checkEach(path, r)
	l.checkNotes(path+".note", r.Note)
}

// checkRenames requires that an earlier name is not used any more, and that only one report had it.
func (l *checker) checkRenames(reports map[string]Report) {
	taken := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(reports)) {
		for i, from := range reports[name].RenamedFrom {
			at := place.Index("reports."+name+".renamed_from", i)
			if !l.Written(at) {
				at = "reports." + name + ".renamed_from"
			}
			switch _, stays := reports[from]; {
			case from == name:
				l.AddMistake(at, "is the report's own name", "write the name that it had before, or delete it")
			case stays:
				l.AddMistake(at, fmt.Sprintf("report %q is in the file, and keeps its history", from), "delete renamed_from:, or that report")
			case taken[from] != "":
				l.AddMistake(at, fmt.Sprintf("report %q takes over the history of %q already", taken[from], from), "delete one of them")
			}
			taken[from] = name
		}
	}
}

// checkOpening allows one headline per report: the key headline or one section. That section must show a metric.
func (l *checker) checkOpening(path string, r Report) {
	opened := ""
	if len(r.Headline) > 0 {
		opened = path + ".headline"
	}
	for i, s := range r.Sections {
		at := place.Index(path+".sections", i)
		switch {
		case s.Headline == "":
		case len(s.Shows()) == 0 && l.AllLegible(at):
			l.AddMistake(at+".headline", "the section shows no metric, so it cannot give the headline", "delete it, or write it in a section of figures")
		case opened != "":
			l.AddMistake(at+".headline", "the report already has a headline", "delete it, or "+opened)
		default:
			opened = at + ".headline"
		}
	}
}

// checkRecipients checks the addresses against the allowed domains, and records people who would get two mails.
func (l *checker) checkRecipients(path string, r Report) {
	seen := map[string]bool{}
	for _, list := range []struct {
		key   string
		addrs []string
	}{{"to", r.To}, {"cc", r.CC}, {"bcc", r.BCC}} {
		for i, s := range list.addrs {
			at := place.Index(path+"."+list.key, i)
			bare, ok := mailaddr.Parse(s)
			if !ok {
				continue
			}
			if folded := strings.ToLower(bare); seen[folded] {
				l.AddMistake(at, bare+" is written twice", "delete one of them")
			} else {
				seen[folded] = true
			}
			l.checkAllowed(at, bare)
		}
	}
	if r.Owner != "" {
		l.checkOwner(path+".owner", r.Owner)
	}
}
