package yamlfile

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Kind is the kind of a node.
type Kind int

// The kinds of nodes.
const (
	ScalarNode Kind = iota
	MappingNode
	SequenceNode
)

// Node is a value in a file, with its references (*name, <<) resolved.
type Node struct {
	File         *File
	Line, Column int
	Kind         Kind
	Text         string // the text of a scalar
	Null         bool   // whether it is an empty scalar or null
	Quoted       bool
	Flow         bool // whether it is inside { } or [ ]
	Items        []*Node
	Pairs        []Pair
}

// Pair is a key of a block with its value.
type Pair struct{ Key, Value *Node }

// Position returns the node's place.
func (n *Node) Position() Position { return Position{n.File.Name, n.Line, n.Column} }

// Get returns the value of a key, nil if the block does not have the key.
func (n *Node) Get(key string) *Node {
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Value
		}
	}
	return nil
}

// Delete removes a key from a block, if the block has it.
func (n *Node) Delete(key string) {
	n.Pairs = slices.DeleteFunc(n.Pairs, func(p Pair) bool { return p.Key.Text == key })
}

const (
	maxNodes = 100_000 // in all files together, with every reference expanded
	maxDepth = 50
)

// nodeBuilder turns the parser's tree into nodes.
type nodeBuilder struct {
	r    *Reader
	file *File
	open []*yaml.Node // the anchors that are being expanded
	from *Node        // the outermost *name that is being expanded
	flow int          // how many { } or [ ] the present node is in
}

func (g *nodeBuilder) build(y *yaml.Node, depth int) *Node {
	n := &Node{File: g.file, Line: y.Line, Column: y.Column, Text: y.Value, Flow: g.flow > 0}
	if g.r.nodes++; g.r.nodes > maxNodes {
		at := n
		if g.from != nil {
			at = g.from
		}
		g.r.Once(at, "", fmt.Sprintf("more than %d values once every reference (*name) is written out", maxNodes), "")
		return nil
	}
	if depth > maxDepth {
		g.r.Once(n, "", fmt.Sprintf("nested more than %d levels deep", maxDepth), "")
		return nil
	}
	if y.Style&yaml.TaggedStyle != 0 && !slices.Contains(plainTags, y.ShortTag()) {
		g.r.Fail(n, "", fmt.Sprintf("the tag %s is not allowed here", y.ShortTag()), "delete it")
	}
	if y.Style&yaml.FlowStyle != 0 {
		g.flow++
		defer func() { g.flow-- }()
	}
	switch y.Kind {
	case yaml.AliasNode:
		return g.alias(y, n, depth)
	case yaml.SequenceNode:
		n.Kind = SequenceNode
		for _, item := range y.Content {
			if child := g.build(item, depth+1); child != nil {
				n.Items = append(n.Items, child)
			}
		}
	case yaml.MappingNode:
		n.Kind = MappingNode
		g.addPairs(n, y, depth)
	default:
		n.Null = y.ShortTag() == "!!null"
		n.Quoted = y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	}
	return n
}

var plainTags = []string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq", "!!timestamp"}

// alias expands a *name. A scalar gets the place of the *name; a block keeps the place of its definition.
func (g *nodeBuilder) alias(y *yaml.Node, at *Node, depth int) *Node {
	if y.Alias == nil || slices.Contains(g.open, y.Alias) {
		g.r.Fail(at, "", fmt.Sprintf("*%s refers to itself", y.Value), "")
		return nil
	}
	if len(g.open) == 0 {
		g.from = at
	}
	g.open = append(g.open, y.Alias)
	n := g.build(y.Alias, depth+1)
	if g.open = g.open[:len(g.open)-1]; len(g.open) == 0 {
		g.from = nil
	}
	if n != nil && n.Kind == ScalarNode {
		n.Line, n.Column = at.Line, at.Column
	}
	return n
}

func (g *nodeBuilder) addPairs(n *Node, y *yaml.Node, depth int) {
	var merges []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		key := g.build(k, depth+1)
		if key == nil {
			continue
		}
		if key.Kind != ScalarNode || key.Null {
			g.r.Fail(key, "", "a key must be a word", `write "key: value"`)
			continue
		}
		value := g.build(v, depth+1)
		switch first := n.firstKey(key.Text); {
		case value == nil:
		case k.ShortTag() == "!!merge":
			merges = append(merges, g.merge(value)...)
		case first != nil:
			g.r.Fail(key, "", fmt.Sprintf("%q is written twice", key.Text), fmt.Sprintf("first on line %d", first.Line))
		default:
			n.Pairs = append(n.Pairs, Pair{key, value})
			g.maskSecret(key, value)
		}
	}
	for _, m := range merges {
		for _, p := range m.Pairs {
			if n.firstKey(p.Key.Text) == nil {
				n.Pairs = append(n.Pairs, p)
			}
		}
	}
}

func (n *Node) firstKey(key string) *Node {
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Key
		}
	}
	return nil
}

// merge returns the mappings that a << adds. The keys of an earlier one take precedence.
func (g *nodeBuilder) merge(n *Node) []*Node {
	list := []*Node{n}
	if n.Kind == SequenceNode {
		list = n.Items
	}
	for _, m := range list {
		if m.Kind != MappingNode {
			g.r.Fail(m, "", "<< adds the keys of another block", `write "<<: *name"`)
			return nil
		}
	}
	return list
}

// maskSecret masks in excerpts the value of a secret key, or of a key whose name sounds secret.
func (g *nodeBuilder) maskSecret(key, value *Node) {
	switch known := g.r.SecretKeys[key.Text]; {
	case known, value.Kind == ScalarNode && soundsSecret(key.Text):
		g.file.Masker.MaskNode(value)
	}
}

// Describe names the kind of a node, without its text.
func Describe(n *Node) string {
	switch {
	case n.Kind == MappingNode:
		return "a block of keys"
	case n.Kind == SequenceNode:
		return "a list"
	case n.Null:
		return "nothing"
	}
	return "a single value"
}

// Embedded parses a text of the program itself. All its nodes have the place of at.
func (r *Reader) Embedded(text []byte, at *Node) (*Node, error) {
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	g := nodeBuilder{r: r, file: at.File}
	n := g.build(tree.Content[0], 0)
	n.moveTo(at)
	return n, nil
}

// moveTo gives a node and its children the place of another node.
func (n *Node) moveTo(at *Node) {
	n.File, n.Line, n.Column = at.File, at.Line, at.Column
	for _, item := range n.Items {
		item.moveTo(at)
	}
	for _, p := range n.Pairs {
		p.Key.moveTo(at)
		p.Value.moveTo(at)
	}
}
