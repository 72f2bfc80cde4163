package config

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

type nodeKind int

const (
	scalarNode nodeKind = iota
	mappingNode
	sequenceNode
)

// node is a value in a file, with its references (*name, <<) resolved.
type node struct {
	file         *file
	line, column int
	kind         nodeKind
	text         string // of a scalar
	null         bool   // a scalar that says nothing, or null
	quoted       bool
	flow         bool // stands between { } or [ ]
	items        []*node
	pairs        []pair
}

type pair struct{ key, value *node }

func (n *node) position() Position { return Position{n.file.name, n.line, n.column} }

func (n *node) get(key string) *node {
	for _, p := range n.pairs {
		if p.key.text == key {
			return p.value
		}
	}
	return nil
}

const (
	maxNodes = 100_000 // of all files, with every reference written out
	maxDepth = 50
)

// grower turns the parser's tree into nodes.
type grower struct {
	l    *loader
	file *file
	open []*yaml.Node // anchors that are being written out
	from *node        // the outermost *name that is being written out
	flow int
}

func (g *grower) grow(y *yaml.Node, depth int) *node {
	n := &node{file: g.file, line: y.Line, column: y.Column, text: y.Value, flow: g.flow > 0}
	if g.l.nodes++; g.l.nodes > maxNodes {
		at := n
		if g.from != nil {
			at = g.from
		}
		g.l.once(at, "", fmt.Sprintf("more than %d values once every reference (*name) is written out", maxNodes), "")
		return nil
	}
	if depth > maxDepth {
		g.l.once(n, "", fmt.Sprintf("nested more than %d levels deep", maxDepth), "")
		return nil
	}
	if y.Style&yaml.TaggedStyle != 0 && !slices.Contains(plainTags, y.ShortTag()) {
		g.l.fail(n, "", fmt.Sprintf("the tag %s has no meaning here", y.ShortTag()), "delete it")
	}
	if y.Style&yaml.FlowStyle != 0 {
		g.flow++
		defer func() { g.flow-- }()
	}
	switch y.Kind {
	case yaml.AliasNode:
		return g.alias(y, n, depth)
	case yaml.SequenceNode:
		n.kind = sequenceNode
		for _, item := range y.Content {
			if child := g.grow(item, depth+1); child != nil {
				n.items = append(n.items, child)
			}
		}
	case yaml.MappingNode:
		n.kind = mappingNode
		g.pairs(n, y, depth)
	default:
		n.null = y.ShortTag() == "!!null"
		n.quoted = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	}
	return n
}

var plainTags = []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq", "!!timestamp"}

// alias writes out what a *name stands for. A scalar is found where it is used, a block where it is written.
func (g *grower) alias(y *yaml.Node, at *node, depth int) *node {
	if y.Alias == nil || slices.Contains(g.open, y.Alias) {
		g.l.fail(at, "", fmt.Sprintf("*%s refers to itself", y.Value), "")
		return nil
	}
	if len(g.open) == 0 {
		g.from = at
	}
	g.open = append(g.open, y.Alias)
	n := g.grow(y.Alias, depth+1)
	if g.open = g.open[:len(g.open)-1]; len(g.open) == 0 {
		g.from = nil
	}
	if n != nil && n.kind == scalarNode {
		n.line, n.column = at.line, at.column
	}
	return n
}

func (g *grower) pairs(n *node, y *yaml.Node, depth int) {
	var merges []*node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		key := g.grow(k, depth+1)
		if key == nil {
			continue
		}
		if key.kind != scalarNode || key.null {
			g.l.fail(key, "", "a key must be a word", `write "key: value"`)
			continue
		}
		value := g.grow(v, depth+1)
		switch first := n.first(key.text); {
		case value == nil:
		case k.ShortTag() == "!!merge":
			merges = append(merges, g.merge(value)...)
		case first != nil:
			g.l.fail(key, "", fmt.Sprintf("%q is written twice", key.text), fmt.Sprintf("first on line %d", first.line))
		default:
			n.pairs = append(n.pairs, pair{key, value})
			g.conceal(key, value)
		}
	}
	for _, m := range merges {
		for _, p := range m.pairs {
			if n.first(p.key.text) == nil {
				n.pairs = append(n.pairs, p)
			}
		}
	}
}

func (n *node) first(key string) *node {
	for _, p := range n.pairs {
		if p.key.text == key {
			return p.key
		}
	}
	return nil
}

// merge lists the mappings that a << adds, the strongest first.
func (g *grower) merge(n *node) []*node {
	list := []*node{n}
	if n.kind == sequenceNode {
		list = n.items
	}
	for _, m := range list {
		if m.kind != mappingNode {
			g.l.fail(m, "", "<< adds the keys of another block", `write "<<: *name"`)
			return nil
		}
	}
	return list
}

// conceal masks in excerpts what stands after a key that sounds secret.
func (g *grower) conceal(key, value *node) {
	switch known := g.l.secretKeys[key.text]; {
	case known, value.kind == scalarNode && soundsSecret(key.text):
		g.file.masker.node(value)
	}
}
