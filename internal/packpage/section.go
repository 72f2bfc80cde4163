package packpage

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// section is one section of a pack. It may be one of several alternatives; a report takes the first that can be filled.
type section struct {
	kind        string
	title       text
	shows       string
	needs       []string
	alternative bool   // whether it is an alternative for the section before it
	quietName   string // the name by which a report turns it on; "" if it is on by default
	query       string
	headings    []string // the headings of the columns
}

// sections reads one item of a pack's list of sections: one section, or several alternatives.
func (w *writer) sections(n *yaml.Node) (list []section) {
	if either := child(n, "either"); either != nil {
		for i, alternative := range either.Content {
			for _, s := range w.sections(alternative) {
				s.alternative = i > 0
				s.quietName = quietName(n)
				list = append(list, s)
			}
		}
		return list
	}
	s := section{quietName: quietName(n)}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		switch key {
		case "needs":
			s.needs = wordsOf(value)
		case "width", "quiet", "headline":
		default:
			s.kind = key
			w.read(&s, value)
		}
	}
	return []section{s}
}

// read reads the keys of a section into s, and notes the figures that they name.
func (w *writer) read(s *section, n *yaml.Node) {
	if title := child(n, "title"); title != nil {
		s.title = textOf(title)
	}
	metrics := wordsOf(child(n, "metrics"))
	if n.Kind == yaml.SequenceNode {
		metrics = wordsOf(n)
	}
	metrics = append(metrics, wordsOf(child(n, "metric"))...)
	if columns := child(n, "columns"); columns != nil {
		for _, c := range columns.Content {
			if s.kind == "members" && c.Kind == yaml.ScalarNode { // a bare metric
				metrics = append(metrics, c.Value)
				continue
			}
			metrics = append(metrics, wordsOf(child(c, "metric"))...)
			s.headings = append(s.headings, textOf(child(c, "label")).bothLanguages())
		}
	}
	for _, stage := range contents(child(n, "stages")) {
		if stage.Kind == yaml.ScalarNode { // a bare metric
			metrics = append(metrics, stage.Value)
		}
		metrics = append(metrics, wordsOf(child(stage, "metric"))...)
	}
	for _, m := range metrics {
		w.figures[m] = true
	}
	metrics = slices.Compact(metrics)
	if s.shows = quoted(metrics); s.shows == "" {
		s.shows = "the table below with this title"
		if dataset := child(n, "dataset"); dataset != nil {
			s.shows = "the rows of `" + dataset.Value + "`"
		}
	}
	if by := child(n, "by"); by != nil && by.Kind == yaml.ScalarNode {
		s.shows += " by " + by.Value
	}
	if compare := wordsOf(child(n, "compare")); len(compare) > 0 {
		s.shows += ", against " + strings.ReplaceAll(strings.Join(compare, " and "), "_", " ")
	}
	if query := child(n, "query"); query != nil {
		s.query = query.Value
	}
}

func (w *writer) tableOfSections(pack string, list []section) {
	w.line("")
	w.line("## Sections")
	w.line("")
	w.line("A section is left out if one of its needs is not mapped. A need is a role, an entity, a metric or a dimension of [the sales model](../sales.md); `target` is an objective of revenue.%s", elseSentence(list))
	w.line("")
	w.line("| section | kind | shows | needs |")
	w.line("|---|---|---|---|")
	for _, s := range list {
		name := s.title.bothLanguages()
		if name == "" {
			name = "–"
		}
		if s.alternative {
			name = "else: " + name
		}
		if s.quietName != "" {
			name = "`" + s.quietName + "`: " + name
		}
		needs := quoted(s.needs)
		if needs == "" {
			needs = "the metrics that it shows"
		}
		w.line("| %s | `%s` | %s | %s |", escapeCell(name), s.kind, s.shows, needs)
	}
	if names := quietNames(list); len(names) > 0 {
		w.line("")
		w.line("Sections with a name before the title are quiet: they are left out unless the report names them, as in `{pack: %s, quiet: [%s]}`.", pack, strings.Join(names, ", "))
	}
}

// elseSentence explains the word else in the table, if the table has it.
func elseSentence(list []section) string {
	if slices.ContainsFunc(list, func(s section) bool { return s.alternative }) {
		return " A section after *else* replaces the section above it if that one is left out."
	}
	return ""
}

// quietName returns the name by which a report turns a section on, "" if it is on by default.
func quietName(n *yaml.Node) string {
	if quiet := child(n, "quiet"); quiet != nil {
		return quiet.Value
	}
	return ""
}

// quietNames returns the names of the quiet sections, each once.
func quietNames(list []section) (names []string) {
	for _, s := range list {
		if s.quietName != "" && !slices.Contains(names, s.quietName) {
			names = append(names, s.quietName)
		}
	}
	return names
}

// tableQueries writes the SQL of each table section, with the headings of its columns.
func (w *writer) tableQueries(list []section) {
	first := true
	for _, s := range list {
		if s.query == "" {
			continue
		}
		if first {
			w.line("")
			w.line("## Tables")
			first = false
		}
		w.line("")
		w.line("**%s**, columns: %s.%s", s.title.bothLanguages(), strings.Join(s.headings, ", "), map[bool]string{true: fmt.Sprintf(" It needs %s.", quoted(s.needs))}[len(s.needs) > 0])
		w.line("")
		w.line("```sql\n%s\n```", strings.TrimSpace(s.query))
	}
}

// child returns the value of a key in a mapping; nil if n is no mapping or lacks the key.
func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func contents(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	return n.Content
}

// wordsOf returns the words of a list, or the word of a scalar as a list of one.
func wordsOf(n *yaml.Node) (list []string) {
	switch {
	case n == nil:
	case n.Kind == yaml.ScalarNode:
		return []string{n.Value}
	default:
		for _, item := range n.Content {
			if item.Kind == yaml.ScalarNode {
				list = append(list, item.Value)
			}
		}
	}
	return list
}

func textOf(n *yaml.Node) text {
	if n == nil {
		return text{}
	}
	if n.Kind == yaml.ScalarNode {
		return text{English: n.Value}
	}
	var t text
	_ = n.Decode(&t) // a node that is no text leaves t empty
	return t
}
