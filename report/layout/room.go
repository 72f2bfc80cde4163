package layout

// Room is the space of a block: its width, the height of a page's content, and the header repeated on each page on
// which it continues.
type Room struct {
	W, Tall float64
	Plot    float64 // the height of columns and lines over time
	RowPad  float64 // above and below the text of a table's row
	Title   string  // "Détail des affaires (suite)"
	Carried string  // names the totals of the pages before
}
