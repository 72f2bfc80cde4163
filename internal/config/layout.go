package config

// Layout is the paper, and the header and footer of each page. The sections themselves have keys for their placement:
// width and new_page.
type Layout struct {
	Paper       string `yaml:"paper" is:"one=A4|letter" def:"A4" eg:"letter" doc:"The paper's size."`
	Orientation string `yaml:"orientation" is:"one=portrait|landscape" def:"portrait" eg:"landscape" doc:"Portrait or landscape."`
	Fit         string `yaml:"fit" is:"one=pages|page|2 pages" def:"pages; a pack has its own" eg:"page" doc:"The number of pages. With page or 2 pages, the spacing is reduced, then all sizes by up to 15 %; if that is not enough, lists are cut to as few as three rows. A report that still does not fit has more pages, and 'bilan render' says so."`
	Header      string `yaml:"header" is:"languages" eg:"Confidentiel" doc:"The text at the top of every page."`
	Footer      string `yaml:"footer" is:"languages" def:"company, title and period" eg:"Direction commerciale" doc:"The text at the foot of every page, before the page number."`
}

// Pages returns the largest number of pages that the report may have; 0 means any number.
func (l Layout) Pages() int {
	switch l.Fit {
	case "page":
		return 1
	case "2 pages":
		return 2
	}
	return 0
}
