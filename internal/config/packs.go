package config

import (
	"fmt"
	"slices"

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
