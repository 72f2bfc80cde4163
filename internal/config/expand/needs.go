package expand

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/sales"
	"bilan/internal/yamlfile"
)

// fillSections returns the sections of a pack that the mapping can fill, without the keys that only packs have. It
// records the others in p.left.
func (p *packExpander) fillSections(pack string, sections, at *yamlfile.Node) []*yamlfile.Node {
	var list []*yamlfile.Node
	var row halfWidthRow
	first := ""
	for i, item := range sections.Items {
		half := isHalf(item)
		if !half {
			row.close()
		}
		choice, needs := p.chooseForm(item)
		if half {
			row = append(row, choice)
		}
		if choice != nil {
			list = append(list, choice)
			continue
		}
		if first == "" {
			first = needs
		}
		p.left = append(p.left, LeftOut{pack, titleOf(item, p.l.Language), needs, i})
	}
	row.close()
	if len(list) == 0 {
		p.l.Fail(at, "", "no section of the pack "+strconv.Quote(pack)+" can be filled", "map sales."+first)
	}
	return list
}

// chooseForm returns the section or, of a list of alternatives, the first one that the mapping can fill. If none can be
// filled, it returns nil and the missing role.
func (p *packExpander) chooseForm(item *yamlfile.Node) (*yamlfile.Node, string) {
	either := item.Get("either")
	if either == nil {
		lacks := p.missingRole(item)
		if lacks != "" {
			return nil, lacks
		}
		return item, ""
	}
	lacks := ""
	for _, one := range either.Items {
		choice, needs := p.chooseForm(one)
		if choice != nil {
			return choice, ""
		}
		if lacks == "" || !strings.HasPrefix(needs, "definitions.") { // a needed definition is nothing that the user could map
			lacks = needs // the last alternative needs least
		}
	}
	return nil, lacks
}

// missingRole returns the first role without which a section cannot be filled; "" if it can be filled. In that case, it
// removes from the section the key needs and everything that is missing.
func (p *packExpander) missingRole(item *yamlfile.Node) string {
	if needs := p.missingNeed(item); needs != "" {
		return needs
	}
	for _, kind := range item.Pairs {
		section := kind.Value
		if section.Kind == yamlfile.ScalarNode {
			continue // the width of the section
		}
		if kind.Key.Text == "scorecard" {
			list := section
			if section.Kind == yamlfile.MappingNode {
				list = section.Get("metrics")
			}
			all := list.Items
			if list.Items = p.dropRevenueDuplicate(p.knownNames(all)); len(list.Items) == 0 {
				return p.roleToMap(all[0].Text)
			}
			continue
		}
		if list := section.Get("per_sale"); list != nil {
			if list.Items = p.knownNames(list.Items); len(list.Items) == 0 {
				section.Delete("per_sale")
			}
		}
		for _, key := range []string{"metric", "by"} {
			if value := section.Get(key); value != nil && !p.exists(value.Text) {
				return p.roleToMap(value.Text)
			}
		}
		if metric, by := section.Get("metric"), section.Get("by"); metric != nil && by != nil {
			if role := p.missingDimensionRole(metric.Text, by.Text); role != "" {
				return role
			}
		}
		if columns, by := section.Get("columns"), section.Get("by"); kind.Key.Text == "members" && columns != nil && by != nil {
			if role := p.missingDimensionRole(metricOf(columns.Items[0]), by.Text); role != "" {
				return role
			}
		}
		if columns := section.Get("columns"); columns != nil {
			columns.Items = slices.DeleteFunc(columns.Items, func(c *yamlfile.Node) bool { return c.Kind == yamlfile.MappingNode && p.missingNeed(c) != "" })
		}
	}
	return ""
}

// roleOfDimension is the role that an entity needs so that its metrics can be broken down by a dimension of another
// entity. For example, invoices without the role product have no product ranges.
var roleOfDimension = map[string]string{"product": "product", "range": "product", "customer": "customer", "segment": "customer", "country": "customer",
	"rep": "rep", "team": "rep", "channel": "channel"}

// metricOf returns the metric of a column in a members section.
func metricOf(column *yamlfile.Node) string {
	if m := column.Get("metric"); m != nil {
		return m.Text
	}
	return column.Text
}

// missingDimensionRole returns the role without which a metric of the sales model cannot be broken down by a dimension;
// "" if it can.
func (p *packExpander) missingDimensionRole(metric, by string) string {
	if p.model == nil || roleOfDimension[by] == "" || !strings.HasPrefix(p.l.Config.Metrics[metric].Dataset+"sales.", "sales.") {
		return ""
	}
	figures, _ := p.model.Metrics()
	i := slices.IndexFunc(figures, func(m sales.Metric) bool { return m.Name == metric })
	if i < 0 || figures[i].Entity == "" {
		return "" // a formula, or the user's own metric
	}
	keys := p.model.Keys(figures[i].Entity)
	_, own := keys[by]
	if _, ok := keys[roleOfDimension[by]]; own || ok && (by == "range" || by == "team") { // a dataset without a range has the range of its product, and one without a team the team of its rep
		return ""
	}
	return figures[i].Entity + "." + roleOfDimension[by]
}

// missingNeed returns the first entry of the key needs that the mapping lacks; "" for none. It removes the key.
func (p *packExpander) missingNeed(n *yamlfile.Node) string {
	needs := n.Get("needs")
	if needs == nil {
		return ""
	}
	n.Delete("needs")
	list := needs.Items
	if needs.Kind == yamlfile.ScalarNode {
		list = []*yamlfile.Node{needs}
	}
	for _, need := range list {
		if !p.exists(need.Text) {
			return p.roleToMap(need.Text)
		}
	}
	return ""
}

// knownNames returns the names of a list that are known.
func (p *packExpander) knownNames(names []*yamlfile.Node) (list []*yamlfile.Node) {
	for _, n := range names {
		if n.Kind != yamlfile.ScalarNode || p.exists(n.Text) {
			list = append(list, n)
		}
	}
	return list
}

// dropRevenueDuplicate removes from a list with revenue the metric that equals revenue, so that the same number is not
// shown twice.
func (p *packExpander) dropRevenueDuplicate(names []*yamlfile.Node) []*yamlfile.Node {
	same := map[string]string{"invoices": "invoiced", "orders": "ordered"}[p.model.Revenue()]
	if !slices.ContainsFunc(names, func(n *yamlfile.Node) bool { return n.Text == "revenue" }) {
		return names
	}
	return slices.DeleteFunc(names, func(n *yamlfile.Node) bool { return n.Text == same })
}

// exists reports whether a metric, dimension, entity or role exists.
func (p *packExpander) exists(need string) bool {
	entity, role, of := strings.Cut(need, ".")
	if of && entity == "revenue" {
		need = p.model.Revenue() + "." + role
	}
	switch {
	case entity == "definitions": // definitions.orders means that revenue is computed from orders
		return p.model.Revenue() == role
	case of:
		return p.model.Maps(need)
	}
	return p.available[need] || p.model.Entity(entity) != nil || p.model.Derives(entity)
}

// roleToMap returns the role that the user must map to get a metric, dimension or role.
func (p *packExpander) roleToMap(need string) string {
	if lacks := p.model.MissingRole(need); lacks != "" {
		return strings.TrimPrefix(lacks, "sales.")
	}
	if lacks := p.model.DerivedMissingRole(need); lacks != "" {
		return lacks
	}
	for _, role := range p.rolesOf(need) {
		if entity, _, of := strings.Cut(role, "."); of && !p.model.Maps(role) || p.model.Entity(entity) == nil {
			return role
		}
	}
	return need
}

// rolesOf lists the roles that usually provide a dimension or target, the most usual one first.
func (p *packExpander) rolesOf(need string) (list []string) {
	for _, role := range roleOf[need] {
		if of, found := strings.CutPrefix(role, "revenue"); found {
			role = cmp.Or(p.model.Revenue(), "orders") + of
		}
		list = append(list, role)
	}
	return list
}

// roleOf are the roles that usually provide a dimension or target. revenue stands for the entity that revenue is
// computed from.
var roleOf = map[string][]string{
	"target": {"quotas", "revenue"}, "rep": {"revenue.rep", "reps"}, "team": {"reps.team", "revenue.rep"}, "region": {"revenue.region"},
	"customer": {"revenue.customer", "customers"}, "segment": {"customers.segment", "revenue.customer"}, "product": {"revenue.product", "products"},
	"range": {"products.range", "revenue.product"}, "channel": {"revenue.channel"}, "country": {"customers.country", "revenue.customer"},
	"source": {"deals.source"}, "reason": {"deals.reason"},
}

// titleOf returns a section's title in a language; without one, its metric.
func titleOf(item *yamlfile.Node, language string) string {
	if either := item.Get("either"); either != nil {
		return titleOf(either.Items[0], language)
	}
	for _, kind := range item.Pairs {
		if title := kind.Value.Get("title"); title != nil {
			return textIn(title, language)
		}
		metric, by := kind.Value.Get("metric"), kind.Value.Get("by")
		switch {
		case metric != nil && by != nil:
			return metric.Text + " by " + by.Text
		case metric != nil:
			return metric.Text
		}
	}
	return "section"
}

// revenueHasTarget reports whether revenue has a target.
func (p *packExpander) revenueHasTarget() bool {
	ofRevenue := slices.ContainsFunc(p.l.Config.Targets, func(t figure.Target) bool {
		return t.Metric == "revenue" && (t.Scenario == "" || t.Scenario == "target")
	})
	if p.model == nil {
		return ofRevenue
	}
	return ofRevenue || slices.ContainsFunc(p.model.Targets(), func(t sales.Target) bool { return t.Metric == "revenue" && t.Scenario == "" })
}

// textIn returns a text in a language; if it is not written in that language, in English.
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
