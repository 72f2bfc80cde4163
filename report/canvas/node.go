package canvas

// Node is an element of the structure for screen readers: a heading, a paragraph, a table's cell. When it is first
// drawn, it becomes the last child of its parent.
type Node struct {
	Role   string
	Parent *Node // nil for the section that is being drawn
	Alt    string
	Bounds Box  // the box around a figure
	Page   int  // a figure's page, from 1
	Header byte // the scope of a table header: 'c' for a column, 'r' for a row

	Number   int    // given by the canvas, from 1; 0 before it is drawn
	Kids     []Kid  // given by the canvas
	FirstKid [1]Kid // storage for Kids while there is only one, which is the most frequent number
}

// Kid is a child of an element, in the order of reading: marked content, another element, or a link's annotation.
type Kid struct {
	Node *Node
	Page int // the page of marked content, from 1
	Mark int // the number of marked content on its page
	Link int // the number of a link in the document, from 1
}
