package config

import (
	"slices"
	"strings"

	"bilan/internal/sales"
)

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

// revenueHasTarget tells whether an objective of revenue is set, which sections against the objective need.
func (p *packer) revenueHasTarget() bool {
	ofRevenue := slices.ContainsFunc(p.l.config.Targets, func(t Target) bool { return t.Metric == "revenue" && (t.Scenario == "" || t.Scenario == "target") })
	if p.model == nil {
		return ofRevenue
	}
	return ofRevenue || slices.ContainsFunc(p.model.Targets(), func(t sales.Target) bool { return t.Metric == "revenue" && t.Scenario == "" })
}
