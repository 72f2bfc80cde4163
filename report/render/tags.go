package render

import (
	"slices"
	"strconv"
)

// node is an element of the structure that screen readers follow: a heading, a paragraph, a table's cell. It joins
// the structure when it is first drawn, after what was drawn before it.
type node struct {
	role   string
	parent *node // nil for the section that is being drawn
	alt    string
	bounds box  // of a figure
	page   int  // the figure's, from 1
	header byte // a table header's scope: 'c' for a column, 'r' for a row
	number int  // from 1; 0 before it is drawn
	kids   []kid
	own    [1]kid // room for the most frequent number of kids
}

// kid is what an element holds, in the order of reading: marked content, another element, or a link's annotation.
type kid struct {
	node *node
	page int // of marked content, from 1
	mark int
	link int // index in the ink's links, from 1
}

// tags is a document's structure while it is drawn.
type tags struct {
	root  *node
	here  *node     // what an element without a parent belongs to
	nodes []*node   // by number
	marks [][]*node // by page and mark: whose content it is
	muted bool      // what is drawn was read before
}

func newTags() *tags {
	root := &node{role: "Document", number: 1}
	return &tags{root: root, here: root, nodes: []*node{root}}
}

// attach gives a node its place after all that its parent holds.
func (t *tags) attach(n *node) {
	if n.number != 0 {
		return
	}
	if n.parent == nil {
		n.parent = t.here
	}
	t.attach(n.parent)
	t.nodes = append(t.nodes, n)
	n.number = len(t.nodes)
	n.kids = n.own[:0]
	if len(n.parent.kids) == 1 {
		n.parent.kids = slices.Grow(n.parent.kids, 7) // a row has some cells
	}
	n.parent.kids = append(n.parent.kids, kid{node: n})
}

// The states of a page's content: every drop of ink is either content of an element or an artifact.
const (
	unmarked = iota
	artifact
	content
)

// tag marks what draw draws as content of n. Inside other content, and where a header is repeated, it only draws.
func (k *ink) tag(n *node, draw func()) {
	if k.tags.muted || k.state == content {
		draw()
		return
	}
	k.rest()
	t := k.tags
	t.attach(n)
	page := k.pdf.PageNo()
	for len(t.marks) < page {
		t.marks = append(t.marks, nil)
	}
	mark := len(t.marks[page-1])
	t.marks[page-1] = append(t.marks[page-1], n)
	n.kids = append(n.kids, kid{page: page, mark: mark})
	k.op = append(append(k.op[:0], '/'), n.role...)
	k.op = strconv.AppendInt(append(k.op, " <</MCID "...), int64(mark), 10)
	k.pdf.RawWriteStr(string(append(k.op, ">> BDC"...)))
	k.state, k.began = content, false
	draw()
	k.rest()
}

// tagged marks what draw draws as an element of its own.
func (k *ink) tagged(role string, draw func()) { k.tag(&node{role: role}, draw) }

// place lets an element without content, such as an empty cell, join the structure.
func (k *ink) place(n *node) {
	if !k.tags.muted {
		k.tags.attach(n)
	}
}

// unseen names a table's column for those who have it read to them, where the eye needs no name: of small type without
// ink, above the line of the names that are seen.
func (k *ink) unseen(n *node, at box, name string) {
	if name == "" || k.tags.muted {
		k.place(n)
		return
	}
	st := axisStyle.at(1)
	k.tag(n, func() {
		k.pdf.RawWriteStr("3 Tr")
		k.text(at.x, at.y+1.5, st, ellipsis(st, name, at.w))
		k.pdf.RawWriteStr("0 Tr")
	})
}

// figure marks what draw draws in b as one figure, with its message for readers who cannot see it.
func (k *ink) figure(alt string, b box, draw func()) {
	k.tag(&node{role: "Figure", alt: alt, bounds: b, page: k.pdf.PageNo()}, draw)
}

// touch is called before any ink: what belongs to no element is ornament, whose meaning stands in the text beside it.
func (k *ink) touch() {
	if k.state == unmarked {
		k.pdf.RawWriteStr("/Artifact BMC")
		k.state = artifact
	}
}

// rest ends what is marked.
func (k *ink) rest() {
	if k.state != unmarked {
		k.pdf.RawWriteStr("EMC")
		k.state = unmarked
	}
}
