package config

import (
	"fmt"
	"net/mail"
	"reflect"
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
	v := reflect.ValueOf(s)
	for _, f := range sectionKinds(v.Type()) {
		if l.written(join(path, f)) {
			given = append(given, f)
		}
	}
	switch {
	case len(given) == 0 && l.strange[path]:
	case len(given) == 0:
		l.wrong(path, "says no kind of section", "write one of "+strings.Join(sectionKinds(v.Type()), ", "))
	case len(given) > 1:
		l.wrong(join(path, given[1]), fmt.Sprintf("stands in one section with %q", given[0]), `start each section with "- "`)
	case s.Scorecard != nil:
		l.checkScorecard(path+".scorecard", *s.Scorecard)
	case s.TargetTable != nil:
		l.checkTargetTable(path+".target_table", *s.TargetTable)
	case s.Members != nil:
		l.checkMembers(path+".members", *s.Members)
	case s.Funnel != nil:
		l.checkFunnel(path+".funnel", *s.Funnel)
	case s.Trend != nil:
		l.checkTrend(path+".trend", *s.Trend)
	case s.Breakdown != nil:
		l.checkBreakdown(path+".breakdown", *s.Breakdown)
	case s.Waterfall != nil:
		l.checkWaterfall(path+".waterfall", *s.Waterfall)
	case s.Multiples != nil:
		l.checkMultiples(path+".small_multiples", *s.Multiples)
	case s.HeatMap != nil:
		l.checkHeatMap(path+".heat_map", *s.HeatMap)
	case s.Cohorts != nil:
		l.checkCohorts(path+".cohorts", *s.Cohorts)
	case s.Pipeline != nil:
		l.checkPipeline(path+".pipeline", *s.Pipeline)
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

// sectionKinds lists the keys of a section that say what it is.
func sectionKinds(section reflect.Type) []string {
	var list []string
	for _, f := range fieldsOf(section) {
		if f.typ.Kind() == reflect.Pointer {
			list = append(list, f.name)
		}
	}
	return list
}

func (l *loader) checkScorecard(path string, s Scorecard) {
	if len(s.Metrics) > 8 {
		l.wrong(index(path+".metrics", 8), fmt.Sprintf("%d cards are too many to read: 8 fit", len(s.Metrics)), "make it two scorecards")
	}
	l.twice(path+".metrics", s.Metrics)
}

func (l *loader) checkCut(path, metric, by string) {
	for _, term := range l.terms(metric) {
		if m, ok := l.metric(term); ok {
			l.checkKey(path+".by", m.Dataset, by, true)
		}
	}
}

func (l *loader) checkPipeline(path string, p Pipeline) {
	seen := map[string]string{}
	for _, list := range []struct {
		key   string
		words []string
	}{{"stages", p.Stages}, {"won", p.Won}, {"lost", p.Lost}} {
		for i, word := range list.words {
			if before := seen[word]; before != "" {
				l.wrong(index(path+"."+list.key, i), fmt.Sprintf("%q stands in %s already", word, before), "a stage is open, won or lost")
			}
			seen[word] = list.key
		}
	}
	l.only(path, "won", "close", p.Close != "")
	l.only(path, "lost", "close", p.Close != "")
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
