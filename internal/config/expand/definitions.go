package expand

import (
	"slices"
	"strings"

	"bilan/internal/locale"
	"bilan/internal/yamlfile"
	"bilan/templates/packs"
)

// definitionsSection returns a section that explains how the figures in a pack's sections are computed, according to the
// mapping. It returns nil if no figure has an explanation.
func (p *packExpander) definitionsSection(sections []*yamlfile.Node, at *yamlfile.Node) *yamlfile.Node {
	if p.model == nil {
		return nil
	}
	var keys []string
	of := map[string][]string{} // metrics by the key of their explanation
	for _, metric := range metricsIn(sections) {
		if own := p.l.Config.Metrics[metric]; own.Value != "" || own.Formula != "" || own.Dataset != "" {
			continue // the user's own metric is computed in another way
		}
		key := p.model.Definition(metric)
		if packs.Definition(key) == nil {
			continue
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		of[key] = append(of[key], metric)
	}
	if len(keys) == 0 {
		return nil
	}
	scalar := func(text string) *yamlfile.Node {
		return &yamlfile.Node{File: at.File, Line: at.Line, Column: at.Column, Kind: yamlfile.ScalarNode, Text: text, Quoted: true}
	}
	block := func(pairs ...yamlfile.Pair) *yamlfile.Node {
		return &yamlfile.Node{File: at.File, Line: at.Line, Column: at.Column, Kind: yamlfile.MappingNode, Pairs: pairs}
	}
	body := block()
	for _, language := range p.l.reportLanguages() {
		body.Pairs = append(body.Pairs, yamlfile.Pair{Key: scalar(language), Value: scalar(p.definitionsText(keys, language))})
	}
	small := scalar("true")
	small.Quoted = false
	figures := &yamlfile.Node{File: at.File, Line: at.Line, Column: at.Column, Kind: yamlfile.SequenceNode}
	for _, key := range keys {
		figures.Items = append(figures.Items, scalar(strings.Join(of[key], " ")))
	}
	return block(yamlfile.Pair{Key: scalar("text"), Value: block(yamlfile.Pair{Key: scalar("small"), Value: small}, yamlfile.Pair{Key: scalar("body"), Value: body},
		yamlfile.Pair{Key: scalar("figures"), Value: figures})})
}

// definitionsText returns the explanations in a language, one per line.
func (p *packExpander) definitionsText(keys []string, language string) string {
	span := ""
	if l, err := locale.For(language); err == nil {
		after := p.model.LostAfter()
		span = l.Plural("span."+string(after.Unit), int64(after.N))
	}
	drafts := ""
	if e := p.model.Entity("orders"); e != nil && e.Lists["draft"] != nil {
		drafts = packs.Definition("drafts")[language]
	}
	filled := strings.NewReplacer("{days}", p.model.QuoteExpires(), "{span}", span, "{drafts}", drafts)
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = filled.Replace(packs.Definition(key)[language])
	}
	return strings.Join(list, ".\n") + "."
}

// metricsIn lists the metrics that sections name, in their order, each once.
func metricsIn(sections []*yamlfile.Node) (metrics []string) {
	add := func(n *yamlfile.Node) {
		if n != nil && n.Kind == yamlfile.ScalarNode && !slices.Contains(metrics, n.Text) {
			metrics = append(metrics, n.Text)
		}
	}
	for _, item := range sections {
		for _, kind := range item.Pairs {
			for _, key := range []string{"metrics", "columns"} {
				if list := kind.Value.Get(key); list != nil {
					for _, n := range list.Items {
						add(n)
						add(n.Get("metric"))
					}
				}
			}
			add(kind.Value.Get("metric"))
		}
	}
	return metrics
}
