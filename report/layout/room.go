package layout

// Room is where a block stands: the width it has, the height of a page's content, and what is repeated on top of a
// page on which it goes on.
type Room struct {
	W, Tall float64
	Plot    float64 // the height of columns and lines over time
	RowPad  float64 // above and below the text of a table's row
	Title   string  // "Détail des affaires (suite)"
	Carried string  // names the totals of the pages before
}
