package pdf

import (
	"slices"
	"strconv"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// tags is a document's structure while it is drawn.
type tags struct {
	root  *canvas.Node
	here  *canvas.Node     // what an element without a parent belongs to
	nodes []*canvas.Node   // by number
	marks [][]*canvas.Node // by page and mark: whose content it is
	muted bool             // what is drawn was read before
}

func newTags() *tags {
	root := &canvas.Node{Role: "Document", Number: 1}
	return &tags{root: root, here: root, nodes: []*canvas.Node{root}}
}

// attach adds a node after its parent's other children.
func (t *tags) attach(n *canvas.Node) {
	if n.Number != 0 {
		return
	}
	if n.Parent == nil {
		n.Parent = t.here
	}
	t.attach(n.Parent)
	t.nodes = append(t.nodes, n)
	n.Number = len(t.nodes)
	n.Kids = n.Own[:0]
	if len(n.Parent.Kids) == 1 {
		n.Parent.Kids = slices.Grow(n.Parent.Kids, 7) // a row has some cells
	}
	n.Parent.Kids = append(n.Parent.Kids, canvas.Kid{Node: n})
}

// The states of a page's content: everything drawn is either content of an element or an artifact.
const (
	unmarked = iota
	artifact
	content
)

// Tag marks the drawing of draw as content of n. Inside other content, and in a repeated header, it only draws.
func (k *Canvas) Tag(n *canvas.Node, draw func()) {
	if k.tags.muted || k.state == content {
		draw()
		return
	}
	k.rest()
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
	k.rest()
}

// Tagged marks the drawing of draw as an element of its own.
func (k *Canvas) Tagged(role string, draw func()) { k.Tag(&canvas.Node{Role: role}, draw) }

// Place lets an element without content, such as an empty cell, join the structure.
func (k *Canvas) Place(n *canvas.Node) {
	if !k.tags.muted {
		k.tags.attach(n)
	}
}

// Unseen names a table's column for screen readers if sighted readers need no name: in small type that is not painted,
// above the line of visible names.
func (k *Canvas) Unseen(n *canvas.Node, at canvas.Box, name string, st typeface.Style) {
	if name == "" || k.tags.muted {
		k.Place(n)
		return
	}
	st = st.At(1)
	k.Tag(n, func() {
		k.pdf.RawWriteStr("3 Tr")
		k.Text(at.X, at.Y+1.5, st, typeface.Ellipsis(st, name, at.W))
		k.pdf.RawWriteStr("0 Tr")
	})
}

// Figure marks the drawing of draw in b as one figure, with its message for readers who cannot see it.
func (k *Canvas) Figure(alt string, b canvas.Box, draw func()) {
	k.Tag(&canvas.Node{Role: "Figure", Alt: alt, Bounds: b, Page: k.Page()}, draw)
}

// Structure is the document's outermost element.
func (k *Canvas) Structure() *canvas.Node { return k.tags.root }

// Within makes sect the parent of everything drawn next without a parent, nil for the document. With readBefore, it is
// drawn without tags, because it was read before.
func (k *Canvas) Within(sect *canvas.Node, readBefore bool) {
	k.tags.here, k.tags.muted = k.tags.root, readBefore
	if sect != nil {
		k.tags.here = sect
	}
}

// touch is called before anything is drawn: content without an element is decoration, whose meaning is in the text
// beside it.
func (k *Canvas) touch() {
	if k.state == unmarked {
		k.pdf.RawWriteStr("/Artifact BMC")
		k.state = artifact
	}
}

// rest ends the marked content.
func (k *Canvas) rest() {
	if k.state != unmarked {
		k.pdf.RawWriteStr("EMC")
		k.state = unmarked
	}
}
