// Package canvas defines what can be drawn on a page: texts, lines, areas, pictures and links at given places, and the
// structure for screen readers. Blocks draw on a Canvas without knowing the kind of file that results.
//
// Lengths are in points; x grows to the right and y downwards from the page's upper left corner. The y of a text is its
// baseline.
package canvas

import "bilan/report/typeface"

// Canvas is the current page of a document. It has many methods because it is a drawing vocabulary: a second kind of
// canvas draws the same pages only if it implements all of it. A place that is not a number or not on a page is
// ignored. Not safe for concurrent use.
type Canvas interface {
	Texts
	Shapes
	Paths
	Tags

	// Page is the current page's number, from 1.
	Page() int
	Height() float64        // of the page
	ContentW() float64      // the width between the margins
	ContentBottom() float64 // where content ends, above the footer
	Right() float64         // where content ends at the right

	// Image draws a PNG without transparency. Its name must be unique in the document.
	Image(name string, png []byte, at Box)
	// Link lets a place open an address, as part of an element.
	Link(of *Node, at Box, url, text string)
	// Bookmark lets the reader's outline lead to a height of the page.
	Bookmark(title string, y float64)
	// Err is the first error while writing.
	Err() error
}

// Texts are drawn in one line each.
type Texts interface {
	// Text prints a line from x on and returns where it ends.
	Text(x, baseline float64, st typeface.Style, s string) float64
	// TextRight prints a line that ends at x.
	TextRight(x, baseline float64, st typeface.Style, s string)
	// TextCenter prints a line around x.
	TextCenter(x, baseline float64, st typeface.Style, s string)
	// InOrder writes the texts that draw writes from left to right, over all else that it draws.
	InOrder(draw func())
	// Rotated rotates the drawing of draw around a point, clockwise, in radians.
	Rotated(radians, x, y float64, draw func())
}

// Shapes are drawn at once.
type Shapes interface {
	// Line draws a straight line.
	Line(x1, y1, x2, y2, width float64, c typeface.Color)
	// Path strokes the line through the points, dashed where dash is not empty.
	Path(points []Point, width float64, c typeface.Color, dash ...float64)
	// Rect fills a rectangle; a negative height grows upwards.
	Rect(x, y, w, h float64, c typeface.Color)
	// Outline draws a rectangle's edge inside its bounds over white, as targets are drawn.
	Outline(x, y, w, h, line float64, c typeface.Color)
	// Edged fills a rectangle and draws its edge inside its bounds.
	Edged(x, y, w, h, line float64, edge, fill typeface.Color)
	// Edge draws a rectangle's edge around its bounds.
	Edge(b Box, line float64, c typeface.Color)
	// Hatch fills a rectangle with slanted lines and an edge, as forecasts are drawn.
	Hatch(b Box, c typeface.Color)
	// Slant draws slanted lines over a box, step apart along its edge.
	Slant(b Box, step, width float64, c typeface.Color)
	// HatchOver draws white slanted lines over the shape through the points, within the box around it.
	HatchOver(shape []Point, b Box)
	// Polygon fills the shape through the points.
	Polygon(c typeface.Color, points ...Point)
	// Dot fills a circle.
	Dot(x, y, radius float64, c typeface.Color)
}

// Paths are drawn step by step: StartPath, moves, lines and curves, EndPath.
type Paths interface {
	StartPath(stroke typeface.Color, width float64, fill typeface.Color, dash []float64)
	MoveTo(x, y float64)
	LineTo(x, y float64)
	// CurveTo continues with a cubic Bézier curve.
	CurveTo(x1, y1, x2, y2, x, y float64)
	// PathPoint is where the path has come to.
	PathPoint() (x, y float64)
	ClosePath()
	// EndPath drops the path where it is neither stroked nor filled.
	EndPath(stroke, fill, dashed bool)
}

// Tags put drawings into the structure.
type Tags interface {
	// Tag marks the drawing of draw as content of n. Inside other content, and in a repeated header, it only draws.
	Tag(n *Node, draw func())
	// Tagged marks the drawing of draw as an element of its own.
	Tagged(role string, draw func())
	// Figure marks the drawing of draw in b as one figure, with its message for readers who cannot see it.
	Figure(alt string, b Box, draw func())
	// Place lets an element without content, such as an empty cell, join the structure.
	Place(n *Node)
	// Unseen names a table's column for screen readers if sighted readers need no name.
	Unseen(n *Node, at Box, name string, st typeface.Style)
	// Within makes section the parent of everything drawn next without a parent, nil for the document. With readBefore,
	// it is drawn without tags, because it was read before.
	Within(section *Node, readBefore bool)
	// Structure is the document's outermost element.
	Structure() *Node
}
