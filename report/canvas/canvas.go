// Package canvas defines what can be drawn on a page: texts, lines, areas, pictures and links at given places, and the
// structure for screen readers. Blocks draw on a Canvas without knowing the kind of file that results.
//
// Lengths are in points; x grows to the right and y downwards from the page's upper left corner. The y of a text is its
// baseline.
package canvas

import "bilan/report/typeface"

// Canvas is the current page of a document. It has many methods because each kind of file must be able to draw all of
// them. Drawings at coordinates that are not numbers or not on a page are ignored. A Canvas must be used by one
// goroutine only.
type Canvas interface {
	Texts
	Shapes
	Paths
	Tags

	// Page is the current page's number, from 1.
	Page() int
	Height() float64        // the page's height
	ContentW() float64      // the width between the margins
	ContentBottom() float64 // the y at which content ends, above the footer
	Right() float64         // the x of the right margin

	// Image draws a PNG without transparency. Its name must be unique in the document.
	Image(name string, png []byte, at Box)
	// Link makes a box open an address. The link is part of n.
	Link(n *Node, at Box, url, text string)
	// Bookmark adds an entry to the document's outline that leads to y on the current page.
	Bookmark(title string, y float64)
	// Err is the first error while writing.
	Err() error
}

// Texts are the operations that draw texts, each in one line.
type Texts interface {
	// Text prints a line that starts at x, and returns the x of its end.
	Text(x, baseline float64, st typeface.Style, s string) float64
	// TextRight prints a line that ends at x.
	TextRight(x, baseline float64, st typeface.Style, s string)
	// TextCenter prints a line whose middle is x.
	TextCenter(x, baseline float64, st typeface.Style, s string)
	// SortTexts calls draw and writes its texts last, above its shapes, sorted from left to right.
	SortTexts(draw func())
	// Rotate calls draw and rotates what it draws around (x, y), clockwise.
	Rotate(radians, x, y float64, draw func())
}

// Shapes are the operations that draw a complete shape.
type Shapes interface {
	// Line draws a straight line.
	Line(x1, y1, x2, y2, width float64, c typeface.Color)
	// Path strokes the line through the points, dashed where dash is not empty.
	Path(points []Point, width float64, c typeface.Color, dash ...float64)
	// Rect fills a rectangle; a negative height grows upwards.
	Rect(x, y, w, h float64, c typeface.Color)
	// Outline fills a rectangle with white and draws its edge inside its bounds, as for a target.
	Outline(x, y, w, h, line float64, c typeface.Color)
	// RectWithEdge fills a rectangle and draws its edge inside its bounds.
	RectWithEdge(x, y, w, h, line float64, edge, fill typeface.Color)
	// RectEdge draws a rectangle's edge around its bounds.
	RectEdge(b Box, line float64, c typeface.Color)
	// Hatch fills a rectangle with slanted lines and draws its edge, as for a forecast.
	Hatch(b Box, c typeface.Color)
	// SlantedLines draws slanted lines over a box. Step is their distance along the box's edge.
	SlantedLines(b Box, step, width float64, c typeface.Color)
	// HatchOver draws white slanted lines over the polygon shape; b is the box around it.
	HatchOver(shape []Point, b Box)
	// Polygon fills the shape through the points.
	Polygon(c typeface.Color, points ...Point)
	// Dot fills a circle.
	Dot(x, y, radius float64, c typeface.Color)
}

// Paths are the operations that draw a path in several calls: StartPath, then moves, lines and curves, then EndPath.
type Paths interface {
	StartPath(stroke typeface.Color, width float64, fill typeface.Color, dash []float64)
	MoveTo(x, y float64)
	LineTo(x, y float64)
	// CurveTo continues with a cubic Bézier curve.
	CurveTo(x1, y1, x2, y2, x, y float64)
	// PathPoint is the end of the path so far.
	PathPoint() (x, y float64)
	ClosePath()
	// EndPath strokes and fills the path as its arguments say. If both stroke and fill are false, nothing is drawn.
	EndPath(stroke, fill, dashed bool)
}

// Tags are the operations that add drawings to the structure for screen readers.
type Tags interface {
	// Tag calls draw and makes what it draws the content of n. Inside another Tag, and in a repeated header, it only
	// calls draw.
	Tag(n *Node, draw func())
	// TagAs calls draw and makes what it draws the content of a new element with this role.
	TagAs(role string, draw func())
	// Figure calls draw and makes what it draws in b one figure. Screen readers read alt instead.
	Figure(alt string, b Box, draw func())
	// AddEmpty adds an element without content, such as an empty cell, to the structure.
	AddEmpty(n *Node)
	// HiddenHeader gives a table's column a name that only screen readers read.
	HiddenHeader(n *Node, at Box, name string, st typeface.Style)
	// SetParent makes section the parent of all elements drawn later that have no Parent; nil stands for the document.
	// If readBefore is true, later drawings get no tags, because screen readers have read their content already.
	SetParent(section *Node, readBefore bool)
	// Structure is the document's outermost element.
	Structure() *Node
}
