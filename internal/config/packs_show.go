package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"bilan/internal/yamlfile"
	"bilan/templates/packs"
)

// Pack is a pack as it is for one file.
type Pack struct {
	Name, About string
	Sections    int      // that the file's mapping can fill
	Main        bool     // whether the first section behind the key figures is among them: what the pack is for
	Left        []string // sections left out, each with what would bring it
	YAML        []byte   // what it stands for in this file, to be read, or copied and changed
}

// Packs tells of every pack what a file's mapping makes of it. The file itself must be without a mistake.
func Packs(path string, getenv func(string) (string, bool)) ([]Pack, error) {
	if getenv == nil {
		getenv = func(string) (string, bool) { return "", false }
	}
	l := newLoader(yamlfile.Machine{}, getenv)
	if !l.include(path) {
		_, err := l.finish(path)
		return nil, err
	}
	l.language = l.ownLanguage()
	l.decodeTop()
	if !l.written("sales") {
		return nil, fmt.Errorf("%s has no sales model: packs stand over it, so say below sales: which of your tables are orders, reps and so on", path)
	}
	if len(l.Found) > 0 {
		_, err := l.finish(path)
		return nil, err
	}
	var list []Pack
	for _, name := range packs.Names() {
		p, err := l.showPack(name)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func (l *loader) showPack(name string) (Pack, error) {
	p := l.newPacker()
	at := &yamlfile.Node{File: l.Files[0], Line: 1, Column: 1, Text: name}
	pack := p.pack(at, "")
	report := &yamlfile.Node{File: at.File, Kind: yamlfile.MappingNode}
	main := mainOf(pack)
	found := len(l.Found)
	p.adopt(report, pack, at)
	l.Found = l.Found[:found] // a pack that nothing fills is shown as such
	shown := Pack{Name: name, About: textIn(pack.Get("about"), l.language)}
	shown.Main = !slices.ContainsFunc(p.left, func(left packLeft) bool { return left.at == main })
	for _, left := range p.left {
		shown.Left = append(shown.Left, left.section+" (map sales."+left.needs+" to have it)")
	}
	if list := report.Get("sections"); list != nil {
		shown.Sections = len(list.Items)
	}
	tree := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
		scalarYAML("reports", false), {Kind: yaml.MappingNode, Content: []*yaml.Node{scalarYAML(name, false), yamlOf(report)}},
	}}
	var out strings.Builder
	w := yaml.NewEncoder(&out)
	w.SetIndent(2)
	err := w.Encode(tree)
	shown.YAML = []byte(out.String())
	return shown, err
}

// mainOf is the place of a pack's first section that is no scorecard.
func mainOf(pack *yamlfile.Node) int {
	return slices.IndexFunc(pack.Get("sections").Items, func(item *yamlfile.Node) bool { return item.Get("scorecard") == nil })
}

// yaml is the node as the encoder takes it.
func yamlOf(n *yamlfile.Node) *yaml.Node {
	switch n.Kind {
	case yamlfile.MappingNode:
		y := &yaml.Node{Kind: yaml.MappingNode}
		if n.Flow {
			y.Style = yaml.FlowStyle
		}
		for _, p := range n.Pairs {
			y.Content = append(y.Content, yamlOf(p.Key), yamlOf(p.Value))
		}
		return y
	case yamlfile.SequenceNode:
		y := &yaml.Node{Kind: yaml.SequenceNode}
		if n.Flow {
			y.Style = yaml.FlowStyle
		}
		for _, item := range n.Items {
			y.Content = append(y.Content, yamlOf(item))
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

// textIn is a text that is written per language, in one of them, else in English.
func textIn(n *yamlfile.Node, language string) string {
	if n == nil {
		return ""
	}
	if own := n.Get(language); own != nil {
		return own.Text
	}
	if english := n.Get("en"); english != nil {
		return english.Text
	}
	return n.Text
}
