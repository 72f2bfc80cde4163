package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/templates/packs"
)

// A pack is a report's YAML that comes with the program. It is put in where a report names it, before the report is decoded, so
// that everything else reads it as if it were written there. Only these keys are its own: 'about' says what it is for; 'needs' of a
// section or of a table's column names what it cannot do without, as deals.next_step, a metric or a dimension; of the list 'either' the
// first section is taken that can be filled.

// packLeft is a section of a pack that is left out, and what would bring it.
type packLeft struct{ pack, section, needs string }

// packer puts packs into the reports of one file.
type packer struct {
	l     *loader
	model *sales.Model // nil without sales:
	have  map[string]bool
	left  []packLeft
}

// expandPacks puts in the packs that reports name. sales:, metrics:, dimensions: and targets: are decoded already.
func (l *loader) expandPacks() {
	p := l.newPacker()
	for _, reports := range l.top["reports"] {
		for _, report := range reports.value.pairs {
			p.report(report.value, "reports."+element(report.key.text))
		}
	}
	l.packsLeft = p.left
}

// newPacker knows what is there.
func (l *loader) newPacker() *packer {
	p := &packer{l: l, have: map[string]bool{}}
	if l.written("sales") && l.legibleAt("sales") {
		p.model = sales.NewModel(&l.config.Sales, l.config.Currency)
		found, _ := p.model.Metrics()
		for _, m := range found {
			p.have[m.Name] = true
		}
		for _, d := range p.model.Dimensions() {
			p.have[d.Name] = true
		}
	}
	for name := range l.config.Metrics {
		p.have[name] = true
	}
	for name := range l.config.Dimensions {
		p.have[name] = true
	}
	p.have["target"] = p.revenueHasTarget()
	return p
}

// LeftOfPacks tells which sections of packs are left out, and what would bring each: a line each.
func (c *Config) LeftOfPacks() (lines []string) {
	for _, l := range c.packsLeft {
		line := fmt.Sprintf("pack %s: %s (map sales.%s to have it)", l.pack, l.section, l.needs)
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// revenueHasTarget tells whether an objective of revenue is set, which sections against the objective need.
func (p *packer) revenueHasTarget() bool {
	ofRevenue := slices.ContainsFunc(p.l.config.Targets, func(t Target) bool { return t.Metric == "revenue" && (t.Scenario == "" || t.Scenario == "target") })
	if p.model == nil {
		return ofRevenue
	}
	return ofRevenue || slices.ContainsFunc(p.model.Targets(), func(t sales.Target) bool { return t.Metric == "revenue" && t.Scenario == "" })
}

// report puts a pack's keys below those that the report writes itself, and its sections before the report's own.
func (p *packer) report(n *node, path string) {
	if n.kind != mappingNode {
		return
	}
	if name := n.get("pack"); name != nil {
		pack := p.pack(name, path+".pack")
		if pack == nil {
			p.l.spoilt[path+".title"], p.l.spoilt[path+".sections"] = true, true // it would have brought them
			return
		}
		p.adopt(n, pack, name)
		if n.get("sections") == nil {
			p.l.spoilt[path+".sections"] = true
		}
	}
	if list := n.get("sections"); list != nil && list.kind == sequenceNode {
		p.sections(list, path+".sections")
	}
}

// adopt adds to a report what its pack says and it does not say itself.
func (p *packer) adopt(n, pack, at *node) {
	for _, key := range pack.pairs {
		own := n.get(key.key.text)
		switch key.key.text {
		case "about":
		case "sections":
			filled := p.filled(at.text, key.value, at)
			if own != nil && own.kind == sequenceNode {
				own.items = append(filled, own.items...)
			} else if own == nil && len(filled) > 0 {
				key.value.items = filled
				n.pairs = append(n.pairs, key)
			}
		case "periods":
			if own == nil {
				n.pairs = append(n.pairs, pair{key.key, forCadence(key.value, n.get("send"))})
			}
		case "headline":
			if key.value.items = p.there(key.value.items); own == nil && len(key.value.items) > 0 {
				n.pairs = append(n.pairs, key)
			}
		default:
			if own == nil {
				n.pairs = append(n.pairs, key)
			}
		}
	}
}

// forCadence is a pack's periods for a report that leaves each week, month or quarter; those of its first cadence for any other.
func forCadence(periods, send *node) *node {
	if send != nil && send.kind == mappingNode {
		if every := send.get("every"); every != nil {
			if list := periods.get(every.text); list != nil {
				return list
			}
		}
	}
	return periods.pairs[0].value
}

// sections puts packs' sections where a list of sections names a pack.
func (p *packer) sections(list *node, path string) {
	var items []*node
	for i, item := range list.items {
		name := item.get("pack")
		if item.kind != mappingNode || name == nil {
			items = append(items, item)
			continue
		}
		if len(item.pairs) > 1 {
			p.l.fail(item, index(path, i), "holds more than a pack", "write - pack: "+name.text+" as an item of its own")
		} else if pack := p.pack(name, index(path, i)+".pack"); pack != nil {
			items = append(items, p.filled(name.text, pack.get("sections"), name)...)
		}
	}
	list.items = items
}

// pack reads a pack. All that it holds stands where it is named.
func (p *packer) pack(at *node, path string) *node {
	if at.kind != scalarNode {
		return nil // decoding says so
	}
	text, known := packs.Text(at.text)
	if !known {
		p.l.fail(at, path, "there is no pack "+quote(at.text), nearest.Hint(at.text, packs.Names()))
		return nil
	}
	if p.model == nil {
		if !p.l.written("sales") {
			p.l.fail(at, path, "a pack needs the sales model", "say below sales: which of your tables are orders, reps and so on")
		}
		return nil
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil {
		panic(fmt.Sprintf("pack %s: %v", at.text, err)) // a test reads every pack
	}
	g := grower{l: p.l, file: at.file}
	n := g.grow(tree.Content[0], 0)
	n.moveTo(at)
	return n
}

// moveTo has a node and all in it stand where another one does.
func (n *node) moveTo(at *node) {
	n.file, n.line, n.column = at.file, at.line, at.column
	for _, item := range n.items {
		item.moveTo(at)
	}
	for _, p := range n.pairs {
		p.key.moveTo(at)
		p.value.moveTo(at)
	}
}

// filled are the sections of a pack that the mapping can fill, without the pack's own keys.
func (p *packer) filled(pack string, sections, at *node) []*node {
	var list []*node
	first := ""
	for _, item := range sections.items {
		choice, needs := p.choose(item)
		if choice != nil {
			list = append(list, choice)
			continue
		}
		if first == "" {
			first = needs
		}
		p.left = append(p.left, packLeft{pack, titleOf(item, p.l.language), needs})
	}
	if len(list) == 0 {
		p.l.fail(at, "", "no section of the pack "+quote(pack)+" can be filled", "map sales."+first)
	}
	return list
}

// choose is the section as it can be filled, or what it lacks.
func (p *packer) choose(item *node) (*node, string) {
	either := item.get("either")
	if either == nil {
		lacks := p.lacks(item)
		if lacks != "" {
			return nil, lacks
		}
		return item, ""
	}
	lacks := ""
	for _, one := range either.items {
		choice, needs := p.choose(one)
		if choice != nil {
			return choice, ""
		}
		lacks = needs // the last one asks for least
	}
	return nil, lacks
}

// lacks is the first thing that a section needs and that is not there; else the section is freed of what is not there and of its needs.
func (p *packer) lacks(item *node) string {
	if needs := p.missing(item); needs != "" {
		return needs
	}
	for _, kind := range item.pairs {
		section := kind.value
		if section.kind == scalarNode {
			continue // its width
		}
		if kind.key.text == "scorecard" {
			list := section
			if section.kind == mappingNode {
				list = section.get("metrics")
			}
			if list.items = p.there(list.items); len(list.items) == 0 {
				return "orders"
			}
			continue
		}
		for _, key := range []string{"metric", "by"} {
			if value := section.get(key); value != nil && !p.known(value.text) {
				return p.bringer(value.text)
			}
		}
		if columns := section.get("columns"); columns != nil {
			columns.items = slices.DeleteFunc(columns.items, func(c *node) bool { return c.kind == mappingNode && p.missing(c) != "" })
		}
	}
	return ""
}

// missing is the first of a block's needs that is not there; the key is taken out.
func (p *packer) missing(n *node) string {
	needs := n.get("needs")
	if needs == nil {
		return ""
	}
	n.pairs = slices.DeleteFunc(n.pairs, func(o pair) bool { return o.key.text == "needs" })
	list := needs.items
	if needs.kind == scalarNode {
		list = []*node{needs}
	}
	for _, need := range list {
		if !p.known(need.text) {
			return p.bringer(need.text)
		}
	}
	return ""
}

// there are the names of a list that are known.
func (p *packer) there(names []*node) (list []*node) {
	for _, n := range names {
		if n.kind != scalarNode || p.known(n.text) {
			list = append(list, n)
		}
	}
	return list
}

// known tells whether a metric, a dimension, an entity or a role is there.
func (p *packer) known(need string) bool {
	entity, _, role := strings.Cut(need, ".")
	if role {
		return p.model.Maps(need)
	}
	return p.have[need] || p.model.Entity(entity) != nil
}

// bringer is what would bring a metric, a dimension or a role: sales.deals.next_step.
func (p *packer) bringer(need string) string {
	if lacks := p.model.Lacks(need); lacks != "" {
		return strings.TrimPrefix(lacks, "sales.")
	}
	if role := roleOf[need]; role != "" {
		return role
	}
	return need
}

// roleOf is the role that usually brings what a section needs and that is no metric, entity or role itself.
var roleOf = map[string]string{
	"target": "quotas", "rep": "orders.rep", "team": "reps.team", "region": "orders.region", "customer": "orders.customer", "segment": "customers.segment",
	"product": "orders.product", "range": "products.range", "channel": "orders.channel", "country": "customers.country", "source": "deals.source",
	"reason": "deals.reason",
}

// titleOf is what a section of a pack is called: its title, else its metric.
func titleOf(item *node, language string) string {
	if either := item.get("either"); either != nil {
		return titleOf(either.items[0], language)
	}
	for _, kind := range item.pairs {
		if title := kind.value.get("title"); title != nil {
			return textIn(title, language)
		}
		metric, by := kind.value.get("metric"), kind.value.get("by")
		switch {
		case metric != nil && by != nil:
			return metric.text + " by " + by.text
		case metric != nil:
			return metric.text
		}
	}
	return "section"
}
