package pagecheck

import (
	"fmt"
	"slices"
	"strings"
)

// Fault is a layout fault on a page.
type Fault struct {
	Page int // the number of the page, from 1
	What string
}

func (f Fault) String() string { return fmt.Sprintf("page %d: %s", f.Page, f.What) }

// marginX is the margin at the left and right of the content, in points. It is the same in every report.
const marginX = 42.5

// Check returns the layout faults of a report that Bilan drew, in the order of pages. A file that it cannot read, such as
// one with a password, is an error.
func Check(pdf []byte) ([]Fault, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, err
	}
	pages, err := readPages(f)
	if err != nil {
		return nil, err
	}
	var faults []Fault
	for i := range pages {
		faults = append(faults, pages[i].textFaults()...)
	}
	faults = append(faults, f.isolatedTitles(pages)...)
	faults = append(faults, f.tornTables(pages)...)
	faults = append(faults, f.emptyPages(pages)...)
	slices.SortStableFunc(faults, func(a, b Fault) int { return a.Page - b.Page })
	return faults, nil
}

// textFaults finds texts that lie outside the page's frame, overlap or are cut.
func (p *page) textFaults() (faults []Fault) {
	const tolerance, leastY = 0.6, 20
	addFault := func(format string, args ...any) {
		faults = append(faults, Fault{p.number, fmt.Sprintf(format, args...)})
	}
	for i, t := range p.texts {
		if t.x < marginX-tolerance || t.x+t.w > p.w-marginX+tolerance || t.y < leastY || t.y > p.h-leastY {
			addFault("%q stands off the frame: x %.1f to %.1f, y %.1f", t.text, t.x, t.x+t.w, t.y)
		}
		if strings.Contains(t.text, "…") {
			addFault("%q is cut", t.text)
		}
		for _, o := range p.texts[:i] {
			if t.overlaps(o) {
				addFault("%q is printed over %q at %.1f, %.1f", t.text, o.text, t.x, t.y)
			}
		}
	}
	return faults
}

// overlaps reports whether two texts overlap. A line's height is that of its lower-case letters.
func (t text) overlaps(o text) bool {
	const tolerance, height = 0.6, 0.66
	return t.x+tolerance < o.x+o.w-tolerance && o.x+tolerance < t.x+t.w-tolerance && t.y-t.size*height < o.y && o.y-o.size*height < t.y
}

// isolatedTitles finds section titles of which the rest of the section is all on later pages.
func (f *file) isolatedTitles(pages []page) (faults []Fault) {
	const noteHeight = 26 // points below the title in which a paragraph is only its note
	for i, p := range pages {
		for _, t := range p.texts {
			if f.nodes[t.element].role != "H2" {
				continue
			}
			section := f.ancestor(t.element, "Sect")
			onThisPage := slices.ContainsFunc(p.texts, func(o text) bool {
				role := f.nodes[o.element].role
				return f.ancestor(o.element, "Sect") == section && role != "H2" && (role != "P" || o.y > t.y+noteHeight)
			})
			onLaterPage := slices.ContainsFunc(pages[i+1:], func(p page) bool {
				return slices.ContainsFunc(p.texts, func(o text) bool { return f.ancestor(o.element, "Sect") == section })
			})
			if onLaterPage && !onThisPage {
				faults = append(faults, Fault{p.number, fmt.Sprintf("the heading %q stands alone", t.text)})
			}
		}
	}
	return faults
}
