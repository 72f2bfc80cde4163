package gather

import (
	"cmp"
	"fmt"
	"slices"

	"bilan/internal/colleague"
	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/member"
	"bilan/internal/ownership"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/build"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/note"
	"bilan/report/scope"
)

// Part is one member's part of a batch: the answers for the edition of that member. It implements report.Book, and must
// be used by one goroutine only.
type Part struct {
	Member member.Member
	Scope  *scope.Scope // in the member's language

	batch  *Batch
	parts  *book.Parts
	owners *ownership.Owners
	// the metrics of the batch in the member's language; nil if the batch has the same language
	translations map[*metric.Metric]*metric.Metric
	names        colleague.Names
}

// Members returns the members of a dimension of the plan, sorted by label. It includes members who get no edition.
func (b *Batch) Members(dim string) []member.Member {
	if a := b.Book.owners[dim]; a != nil {
		return a.Members
	}
	return nil
}

// Part returns a member's part of the batch.
func (b *Batch) Part(m member.Member) *Part {
	p := &Part{Member: m, batch: b, parts: b.Book.Parts(m.Dimension), owners: b.Book.owners[m.Dimension]}
	p.names = colleague.Names{Display: b.Plan.Report.Names, HiddenWord: b.Plan.Scope.Locale.Word("colleague")}
	p.makeScope()
	return p
}

// makeScope derives the part's scope from the batch's. It has the member's language, and the member's name in its
// title.
func (p *Part) makeScope() {
	s := *p.batch.Plan.Scope
	if loc, err := locale.For(p.Member.Locale); err == nil && p.Member.Locale != "" && loc.Tag() != s.Locale.Tag() {
		cfg := p.batch.Plan.Config.InLanguage(p.Member.Locale)
		s.Locale, s.Config = loc, cfg
		if r, ok := cfg.Reports[s.Name]; ok {
			s.Report = r
		}
		s.Metrics = p.translateMetrics(cfg, s.Metrics)
		s.Dimension = func(name string) string { return cfg.Dimensions[name].Heading() }
	}
	s.Report.Title = cmp.Or(s.Report.Title, s.Name) + " – " + p.Member.Label
	p.Scope = &s
	p.batch.Plan.RemoveHidden(p.Scope, p.Member.Dimension, p.owners.Hides)
	p.removeDefinitions()
}

// removeDefinitions removes from sections with definitions the metrics that the member's edition does not show.
func (p *Part) removeDefinitions() {
	asked, shown := map[string]bool{}, map[string]bool{}
	for i, asks := range p.batch.sectionAsks {
		for _, a := range asks {
			asked[a.Metric] = true
			shown[a.Metric] = shown[a.Metric] || !p.Omits(i) && p.batch.Plan.Model.CanDivide(a.Metric, p.Member.Dimension)
		}
	}
	for i, s := range p.Scope.Report.Sections {
		if s.Text != nil && len(s.Text.Figures) > 0 {
			p.Scope.Report.Sections[i].Text = s.Text.LinesAbout(func(metric string) bool { return shown[metric] || !asked[metric] })
		}
	}
}

// freshFacts returns the facts about the age of datasets, without datasets whose metrics are all undivided by member.
func (p *Part) freshFacts(list []build.Fresh) []build.Fresh {
	none, some := map[string]bool{}, map[string]bool{}
	for _, a := range p.batch.Plan.Needs.Asks {
		label := p.batch.Plan.DatasetLabel(p.batch.Plan.Model.Metrics[a.Metric].Dataset)
		if p.batch.Plan.Model.CanDivide(a.Metric, p.Member.Dimension) {
			some[label] = true
		} else {
			none[label] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(f build.Fresh) bool { return none[f.Dataset] && !some[f.Dataset] })
}

func (p *Part) translateMetrics(cfg *config.Config, metrics map[string]*metric.Metric) map[string]*metric.Metric {
	out := make(map[string]*metric.Metric, len(metrics))
	p.translations = map[*metric.Metric]*metric.Metric{}
	for name, m := range metrics {
		copied := *m
		if label := cfg.Metrics[name].Label; label != "" {
			copied.Label = label
		}
		out[name], p.translations[m] = &copied, &copied
	}
	return out
}

// Document builds the content of the member's edition.
func (p *Part) Document(answers scope.Book) (*report.Document, error) {
	all := p.batch.trust
	// without the facts about other members' sales
	trust := build.TrustFacts{CutOff: all.CutOff, Fresh: p.freshFacts(all.Fresh), Read: all.Read, Owner: all.Owner}
	doc, err := build.Document(p.Scope, answers, trust, banner(p.batch.Plan, p.batch.Doubts))
	if err != nil {
		return nil, err
	}
	note.Put(p.Scope, doc)
	sections := doc.Sections[:0:0]
	for i := range doc.Sections {
		s := &doc.Sections[i]
		if p.Omits(i) {
			continue
		}
		if p.cannotBeDivided(i) {
			words := p.Scope.Locale.Word("member.uncut", p.Scope.Dimension(p.Member.Dimension))
			s.Note, s.Blocks = "", []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{{Kind: report.Prose, Runs: []report.Run{{Text: words}}}}}}}
		}
		sections = append(sections, *s)
	}
	doc.Sections = sections
	if hide := p.batch.Plan.Report.SubjectFigures; hide != nil && !*hide {
		doc.Preview = doc.Period
	}
	return doc, nil
}

// Omits reports whether the member's edition omits a section. It omits sections of a pack that cannot be divided by
// member, sections with a line for each group of members, and definitions of metrics that it does not show.
func (p *Part) Omits(section int) bool {
	if t := p.Scope.Report.Sections[section].Text; t != nil && t.Body == "" {
		return true
	}
	return p.batch.Plan.MakesEditions(p.Member.Dimension) && p.cannotBeDivided(section) || p.batch.divisions[p.Member.Dimension][section] == plans.OfGroups
}

// cannotBeDivided reports whether a section cannot be divided by member.
func (p *Part) cannotBeDivided(section int) bool {
	return p.owners.Undivided(fmt.Sprintf("sections[%d]", section)) || p.batch.divisions[p.Member.Dimension][section] == plans.Undivided
}

// Answer implements report.Book. An ask about what is usual gets no answer, because it is computed for all members
// together only.
func (p *Part) Answer(a metric.Ask) metric.Answer {
	if p.batch.usualAsks[a] {
		return metric.Answer{}
	}
	p.batch.mu.Lock()
	answer := p.parts.Answer(a, p.Member.Key)
	p.batch.mu.Unlock()
	if group := p.batch.Plan.Config.Dimensions[p.Member.Dimension].Parent; a.By == group && group != "" {
		answer.Slices = nil // the edition must not show other groups: see plans.OfGroups
	}
	if a.By == p.Member.Dimension && p.names.Display != "" {
		if named, ok := p.names.Anonymize(p.batch.Book.Answer(a), p.Member.Key); ok {
			answer = named
		}
	}
	if p.translations != nil {
		answer.Total.Metric = p.translate(answer.Total.Metric)
		answer.Slices = slices.Clone(answer.Slices)
		for i := range answer.Slices {
			answer.Slices[i].Figure.Metric = p.translate(answer.Slices[i].Figure.Metric)
		}
	}
	return answer
}

func (p *Part) translate(m *metric.Metric) *metric.Metric {
	if translation := p.translations[m]; translation != nil {
		return translation
	}
	return m
}

// Pipeline implements report.Book.
func (p *Part) Pipeline(id string) metric.Pipeline {
	return p.owners.Pipeline(id, p.Member.Key)
}

// Cohorts implements report.Book. They are not divided by member, so there are none.
func (p *Part) Cohorts(string) []metric.Cohort { return nil }

// Table implements report.Book. It returns the member's rows in the order of the query.
func (p *Part) Table(id string) *table.Table {
	t := p.batch.Book.Table(id)
	if t == nil || p.owners.Undivided(id) {
		return nil
	}
	return p.owners.Rows(id, p.Member.Key, t)
}

// Rows counts the member's rows in the first period: those behind figures, those of tables, and open deals.
func (p *Part) Rows() (n int64) {
	first := p.batch.Plan.Periods[0]
	seen := map[metric.Ask]bool{}
	for _, a := range p.batch.Plan.Needs.Asks {
		a.By = ""
		if a.Period == first && !seen[a] {
			seen[a] = true
			n += p.parts.Rows(a, p.Member.Key)
		}
	}
	for _, need := range p.batch.Plan.Needs.Tables {
		if t := p.Table(need.ID); t != nil {
			n += int64(len(t.Rows))
		}
	}
	for _, need := range p.batch.Plan.Needs.Pipelines {
		n += p.Pipeline(need.ID).Total.Count
	}
	return n
}
