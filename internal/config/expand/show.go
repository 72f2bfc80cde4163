package expand

import (
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/yamlfile"

	"go.yaml.in/yaml/v3"
)

// ShowPack returns a pack as it is expanded for the file.
func (l *Expander) ShowPack(name string) (config.Pack, error) {
	p := l.newPackExpander()
	at := &yamlfile.Node{File: l.Files[0], Line: 1, Column: 1, Text: name}
	pack := p.readPack(at, "")
	report := &yamlfile.Node{File: at.File, Kind: yamlfile.MappingNode}
	quiet := quietTitles(pack, l.Language)
	p.selectQuiet(pack, nil, "")
	main := mainSection(pack)
	found := len(l.Found)
	p.addPackKeys(report, pack, at)
	keepLanguages(report, l.reportLanguages())
	l.Found = l.Found[:found] // it is no mistake here if no section can be filled
	shown := config.Pack{Name: name, About: textIn(pack.Get("about"), l.Language), Quiet: quiet}
	shown.Main = !slices.ContainsFunc(p.left, func(left LeftOut) bool { return left.index == main })
	for _, left := range p.left {
		shown.Left = append(shown.Left, left.Section+" (map sales."+left.Needs+" to have it)")
	}
	if list := report.Get("sections"); list != nil {
		shown.Sections = len(list.Items)
	}
	tree := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
		scalarYAML("reports", false), {Kind: yaml.MappingNode, Content: []*yaml.Node{scalarYAML(name, false), toYAML(report)}},
	}}
	var out strings.Builder
	w := yaml.NewEncoder(&out)
	w.SetIndent(2)
	err := w.Encode(tree)
	shown.YAML = []byte(out.String())
	return shown, err
}

// mainSection returns the index of a pack's first section that is not a scorecard.
func mainSection(pack *yamlfile.Node) int {
	return slices.IndexFunc(pack.Get("sections").Items, func(item *yamlfile.Node) bool { return item.Get("scorecard") == nil })
}

// toYAML converts a node for the YAML encoder.
func toYAML(n *yamlfile.Node) *yaml.Node {
	switch n.Kind {
	case yamlfile.MappingNode:
		y := &yaml.Node{Kind: yaml.MappingNode}
		if n.Flow {
			y.Style = yaml.FlowStyle
		}
		for _, p := range n.Pairs {
			y.Content = append(y.Content, toYAML(p.Key), toYAML(p.Value))
		}
		return y
	case yamlfile.SequenceNode:
		y := &yaml.Node{Kind: yaml.SequenceNode}
		if n.Flow {
			y.Style = yaml.FlowStyle
		}
		for _, item := range n.Items {
			y.Content = append(y.Content, toYAML(item))
		}
		return y
	}
	return scalarYAML(n.Text, n.Quoted)
}

func scalarYAML(text string, quoted bool) *yaml.Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	switch {
	case len(text) > 100:
		y.Style = yaml.FoldedStyle
	case quoted:
		y.Style = yaml.DoubleQuotedStyle
	}
	return y
}
