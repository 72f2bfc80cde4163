package pdf

import (
	"slices"
	"strconv"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// tags is the structure for screen readers of a document that is being drawn.
type tags struct {
	root    *canvas.Node
	section *canvas.Node     // parent of elements that name no parent
	nodes   []*canvas.Node   // node with the number n is at n−1
	marks   [][]*canvas.Node // by page and mark, both from 0: the element that the marked content belongs to
	muted   bool             // repeated content is drawn, which gets no tags
}

func newTags() *tags {
	root := &canvas.Node{Role: "Document", Number: 1}
	return &tags{root: root, section: root, nodes: []*canvas.Node{root}}
}

// attach adds a node as the last child of its parent, and before it the parent if that is not yet in the structure.
func (t *tags) attach(n *canvas.Node) {
	if n.Number != 0 {
		return
	}
	if n.Parent == nil {
		n.Parent = t.section
	}
	t.attach(n.Parent)
	t.nodes = append(t.nodes, n)
	n.Number = len(t.nodes)
	n.Kids = n.FirstKid[:0]
	if len(n.Parent.Kids) == 1 {
		n.Parent.Kids = slices.Grow(n.Parent.Kids, 7) // a table row has several cells
	}
	n.Parent.Kids = append(n.Parent.Kids, canvas.Kid{Node: n})
}

// The kinds of marked content that may be open: none, an artifact, or content of an element.
const (
	unmarked = iota
	artifact
	content
)

// Tag marks what draw draws as content of n. Inside other content, and in a repeated header, it draws without a mark.
func (k *Canvas) Tag(n *canvas.Node, draw func()) {
	if k.tags.muted || k.state == content {
		draw()
		return
	}
	k.endMarked()
	t := k.tags
	t.attach(n)
	page := k.Page()
	for len(t.marks) < page {
		t.marks = append(t.marks, nil)
	}
	mark := len(t.marks[page-1])
	t.marks[page-1] = append(t.marks[page-1], n)
	n.Kids = append(n.Kids, canvas.Kid{Page: page, Mark: mark})
	k.op = append(append(k.op[:0], '/'), n.Role...)
	k.op = strconv.AppendInt(append(k.op, " <</MCID "...), int64(mark), 10)
	k.pdf.RawWriteStr(string(append(k.op, ">> BDC"...)))
	k.state, k.began = content, false
	draw()
	k.endMarked()
}

// TagAs marks what draw draws as content of a new element with this role.
func (k *Canvas) TagAs(role string, draw func()) { k.Tag(&canvas.Node{Role: role}, draw) }

// AddEmpty adds an element without content, such as an empty cell, to the structure.
func (k *Canvas) AddEmpty(n *canvas.Node) {
	if !k.tags.muted {
		k.tags.attach(n)
	}
}

// HiddenHeader adds a column name for screen readers, where sighted readers need none. It is written as an invisible
// text in the box at, because only a text is read aloud.
func (k *Canvas) HiddenHeader(n *canvas.Node, at canvas.Box, name string, st typeface.Style) {
	if name == "" || k.tags.muted {
		k.AddEmpty(n)
		return
	}
	st = st.At(1)
	k.Tag(n, func() {
		k.pdf.RawWriteStr("3 Tr")
		k.Text(at.X, at.Y+1.5, st, typeface.Ellipsis(st, name, at.W))
		k.pdf.RawWriteStr("0 Tr")
	})
}

// Figure marks what draw draws in the box b as one figure. alt is its text for readers who cannot see it.
func (k *Canvas) Figure(alt string, b canvas.Box, draw func()) {
	k.Tag(&canvas.Node{Role: "Figure", Alt: alt, Bounds: b, Page: k.Page()}, draw)
}

// Structure is the document's outermost element.
func (k *Canvas) Structure() *canvas.Node { return k.tags.root }

// SetParent makes sect the parent of all following elements that name no parent; nil is the document. With readBefore,
// elements get no tags until the next call, because their content was read before.
func (k *Canvas) SetParent(sect *canvas.Node, readBefore bool) {
	k.tags.section, k.tags.muted = k.tags.root, readBefore
	if sect != nil {
		k.tags.section = sect
	}
}

// beginArtifact is called before anything is drawn. Drawing outside of an element is an artifact, that is a decoration
// which a screen reader ignores.
func (k *Canvas) beginArtifact() {
	if k.state == unmarked {
		k.pdf.RawWriteStr("/Artifact BMC")
		k.state = artifact
	}
}

// endMarked ends the marked content that is open.
func (k *Canvas) endMarked() {
	if k.state != unmarked {
		k.pdf.RawWriteStr("EMC")
		k.state = unmarked
	}
}
