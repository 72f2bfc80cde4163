// Package expand adds derived parts to a config: the datasets, dimensions, metrics and targets of the sales model, and
// the sections of packs.
package expand

import (
	"fmt"
	"slices"
	"strconv"

	"bilan/internal/config/place"
	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/internal/yamlfile"
	"bilan/templates/packs"
)

// A pack is the YAML of a report that is part of the program. It is inserted where a report names it, before that
// report is decoded, so that the decoder treats it like text of the file. Only packs have these keys: 'about' describes
// the pack; 'needs' names a role, metric or dimension without which a section or column is left out, such as
// deals.next_step; 'either' is a list of sections of which the first one that can be filled is used; 'quiet' is the
// name of a section that is shown only if the report asks for it.

// LeftOut is a section of a pack that is left out because a role is missing.
type LeftOut struct {
	Pack, Section, Needs string
	index                int // index in the pack's sections
}

// packExpander inserts packs into the reports of one file.
type packExpander struct {
	l         *Expander
	model     *sales.Model // nil without the key sales
	available map[string]bool
	left      []LeftOut
	inserted  []*yamlfile.Node // sections of packs in the current report
}

// AddPacks inserts the packs that reports name, and returns the sections that were left out. It must run after sales,
// metrics, dimensions and targets were decoded.
func (l *Expander) AddPacks() []LeftOut {
	p := l.newPackExpander()
	for _, reports := range l.Top["reports"] {
		for _, report := range reports.Value.Pairs {
			p.expandReport(report.Value, "reports."+place.QuoteName(report.Key.Text))
		}
	}
	return p.left
}

// newPackExpander returns a packExpander that knows the metrics and dimensions of the file and of its sales model.
func (l *Expander) newPackExpander() *packExpander {
	p := &packExpander{l: l, available: map[string]bool{}}
	if l.Written("sales") && l.Legible("sales") {
		p.model = sales.NewModel(&l.Config.Sales, l.Config.Currency)
		found, _ := p.model.Metrics()
		for _, m := range found {
			p.available[m.Name] = true
		}
		for _, d := range p.model.Dimensions() {
			p.available[d.Name] = true
		}
	}
	for name := range l.Config.Metrics {
		p.available[name] = true
	}
	for name := range l.Config.Dimensions {
		p.available[name] = true
	}
	p.available["target"] = p.revenueHasTarget()
	return p
}

// expandReport adds to a report the keys of its pack that it does not write itself, and puts the pack's sections before the
// report's own.
func (p *packExpander) expandReport(n *yamlfile.Node, path string) {
	if n.Kind != yamlfile.MappingNode {
		return
	}
	p.inserted = nil
	if name := n.Get("pack"); name != nil {
		pack := p.readPack(name, path+".pack")
		if pack == nil {
			p.l.Spoilt[path+".title"], p.l.Spoilt[path+".sections"] = true, true // the pack would have provided these keys
			return
		}
		p.selectQuiet(pack, n.Get("quiet"), path+".quiet")
		p.addPackKeys(n, pack, name)
		if n.Get("sections") == nil {
			p.l.Spoilt[path+".sections"] = true
		}
	}
	if list := n.Get("sections"); list != nil && list.Kind == yamlfile.SequenceNode {
		p.expandSections(list, path+".sections")
		if said := p.definitionsSection(p.inserted, list); said != nil {
			list.Items = append(list.Items, said)
		}
	}
}

// addPackKeys adds to a report the keys of its pack that the report does not have.
func (p *packExpander) addPackKeys(n, pack, at *yamlfile.Node) {
	filled := p.fillSections(at.Text, pack.Get("sections"), at)
	p.inserted = append(p.inserted, filled...)
	opened := n.Get("headline") != nil || givesHeadline(n.Get("sections"))
	if opened {
		dropHeadlines(filled)
	}
	for _, key := range pack.Pairs {
		own := n.Get(key.Key.Text)
		switch key.Key.Text {
		case "about":
		case "sections":
			if own != nil && own.Kind == yamlfile.SequenceNode {
				own.Items = append(filled, own.Items...)
			} else if own == nil && len(filled) > 0 {
				key.Value.Items = filled
				n.Pairs = append(n.Pairs, key)
			}
		case "periods":
			if own == nil {
				n.Pairs = append(n.Pairs, yamlfile.Pair{Key: key.Key, Value: periodsFor(key.Value, n.Get("send"))})
			}
		case "headline":
			opened = opened || slices.ContainsFunc(filled, hasHeadline)
			if key.Value.Items = p.knownNames(key.Value.Items); !opened && len(key.Value.Items) > 0 {
				n.Pairs = append(n.Pairs, key)
			}
		case "layout": // the pack's number of pages applies only to its unchanged sections
			if own == nil && n.Get("quiet") == nil && n.Get("sections") == nil {
				n.Pairs = append(n.Pairs, key)
			}
		default:
			if own == nil {
				n.Pairs = append(n.Pairs, key)
			}
		}
	}
}

// givesHeadline reports whether one of the sections provides the headline.
func givesHeadline(list *yamlfile.Node) bool {
	return list != nil && slices.ContainsFunc(list.Items, hasHeadline)
}

func hasHeadline(item *yamlfile.Node) bool { return item.Get("headline") != nil }

// dropHeadlines removes the key headline from a pack's sections, because the report has another headline.
func dropHeadlines(list []*yamlfile.Node) {
	for _, item := range list {
		item.Delete("headline")
	}
}

// periodsFor returns the periods of a pack for the report's cadence: week, month or quarter. For any other cadence, it
// returns the pack's first ones.
func periodsFor(periods, send *yamlfile.Node) *yamlfile.Node {
	if send != nil && send.Kind == yamlfile.MappingNode {
		if every := send.Get("every"); every != nil {
			if list := periods.Get(every.Text); list != nil {
				return list
			}
		}
	}
	return periods.Pairs[0].Value
}

// expandSections replaces each item that names a pack with the sections of that pack.
func (p *packExpander) expandSections(list *yamlfile.Node, path string) {
	var items []*yamlfile.Node
	for i, item := range list.Items {
		name := item.Get("pack")
		if item.Kind != yamlfile.MappingNode || name == nil {
			items = append(items, item)
			continue
		}
		quiet := item.Get("quiet")
		if len(item.Pairs) > 2 || len(item.Pairs) == 2 && quiet == nil {
			p.l.Fail(item, place.Index(path, i), "contains more than a pack", "write - pack: "+name.Text+" as an item of its own")
		} else if pack := p.readPack(name, place.Index(path, i)+".pack"); pack != nil {
			p.selectQuiet(pack, quiet, place.Index(path, i)+".quiet")
			filled := p.fillSections(name.Text, pack.Get("sections"), name)
			dropHeadlines(filled)
			p.inserted, items = append(p.inserted, filled...), append(items, filled...)
		}
	}
	list.Items = items
}

// readPack reads a pack. All its nodes have the position of the name in the YAML. It returns nil after a mistake.
func (p *packExpander) readPack(at *yamlfile.Node, path string) *yamlfile.Node {
	if at.Kind != yamlfile.ScalarNode {
		return nil // the decoder reports the mistake
	}
	text, known := packs.YAML(at.Text)
	if !known {
		p.l.Fail(at, path, "there is no pack "+strconv.Quote(at.Text), nearest.Hint(at.Text, packs.Names()))
		return nil
	}
	if p.model == nil {
		if !p.l.Written("sales") {
			p.l.Fail(at, path, "a pack needs the sales model", "write below sales: which of your tables are orders, reps and so on")
		}
		return nil
	}
	n, err := p.l.Embedded(text, at)
	if err != nil {
		panic(fmt.Sprintf("pack %s: %v", at.Text, err)) // cannot happen: a test reads every pack
	}
	translate(n, p.l.reportLanguages())
	return n
}
