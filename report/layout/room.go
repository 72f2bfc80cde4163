package layout

// Room is the space for a block, in points, and the words that it repeats if it continues on another page.
type Room struct {
	W, PageHeight float64 // the block's width; the height of a page's content
	Plot          float64 // the height of the plot of charts over time
	RowPad        float64 // the space above and below the text of a table's row
	Title         string  // the title on further pages: "Détail des affaires (suite)"
	Carried       string  // the label of totals that the previous page carries forward
}
