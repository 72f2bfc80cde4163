package canvas

// Node is an element of the structure for screen readers: a heading, a paragraph, a table's cell. It joins the
// structure when it is first drawn, after the elements drawn earlier.
type Node struct {
	Role   string
	Parent *Node // nil for the section that is being drawn
	Alt    string
	Bounds Box  // of a figure
	Page   int  // the figure's, from 1
	Header byte // a table header's scope: 'c' for a column, 'r' for a row

	Number int    // given by the canvas, from 1; 0 before it is drawn
	Kids   []Kid  // given by the canvas
	Own    [1]Kid // room for the most frequent number of kids
}

// Kid is a child of an element, in the order of reading: marked content, another element, or a link's annotation.
type Kid struct {
	Node *Node
	Page int // of marked content, from 1
	Mark int
	Link int // the document's links counted from 1
}
