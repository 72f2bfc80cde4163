package pagecheck

import (
	"fmt"
	"maps"
	"slices"
)

// smallTable is the number of rows up to which a table is kept on one page.
const smallTable = 14

// tableRows is the part of a table that is on one page.
type tableRows struct {
	rows []int  // the object numbers of the body rows and the total
	name string // the first text of the part
}

// tornTables finds rows and small tables that are split between two pages, and pages that contain a single row of a
// table.
func (f *file) tornTables(pages []page) (faults []Fault) {
	tables, rowPage := map[int]map[int]*tableRows{}, map[int]int{}
	for _, p := range pages {
		for _, t := range p.texts {
			row := f.ancestor(t.element, "TR")
			table := f.ancestor(row, "Table")
			if row == 0 || table == 0 {
				continue
			}
			if was, seen := rowPage[row]; seen && was != p.number {
				faults = append(faults, Fault{was, fmt.Sprintf("the row of %q is torn", t.text)})
			}
			rowPage[row] = p.number
			if tables[table] == nil {
				tables[table] = map[int]*tableRows{}
			}
			on := tables[table][p.number]
			if on == nil {
				on = &tableRows{name: t.text}
				tables[table][p.number] = on
			}
			if f.nodes[t.element].role == "TD" && !slices.Contains(on.rows, row) {
				on.rows = append(on.rows, row)
			}
		}
	}
	for _, table := range slices.Sorted(maps.Keys(tables)) {
		faults = append(faults, tornTable(tables[table])...)
	}
	return faults
}

func tornTable(pages map[int]*tableRows) (faults []Fault) {
	if len(pages) < 2 {
		return nil
	}
	sum := 0
	for _, page := range slices.Sorted(maps.Keys(pages)) {
		on := pages[page]
		sum += len(on.rows)
		if len(on.rows) < 2 {
			faults = append(faults, Fault{page, fmt.Sprintf("a single row of a table stands here: %q", on.name)})
		}
	}
	if sum <= smallTable {
		first := slices.Min(slices.Collect(maps.Keys(pages)))
		faults = append(faults, Fault{first, fmt.Sprintf("a table of %d rows is torn: %q", sum, pages[first].name)})
	}
	return faults
}

// emptyPages finds pages that are less than a third full although the first section of the next page would have fitted.
func (f *file) emptyPages(pages []page) (faults []Fault) {
	const top, between = 40, 20
	for i, p := range pages[:max(len(pages)-1, 0)] {
		bottom := p.h - footer - 6
		for _, t := range p.texts {
			if i == 0 && f.nodes[t.element].role == "P" && t.y > p.h-120 && t.size < 8 {
				bottom = min(bottom, t.y-12) // this text is the trust line, which is below the content
			}
		}
		used := p.bottomAbove(bottom)
		if (used-top)/(bottom-top) >= 1.0/3 {
			continue
		}
		if needs := f.openingHeight(pages[i+1]); needs > 0 && used+between+needs <= bottom {
			faults = append(faults, Fault{p.number, fmt.Sprintf("the page is %.0f %% full, and what follows needs %.0f of %.0f points", (used-top)/(bottom-top)*100, needs, bottom-used)})
		}
	}
	return faults
}

// bottomAbove returns the y of the lowest text above y.
func (p *page) bottomAbove(y float64) float64 {
	bottom := 0.0
	for _, t := range p.texts {
		if t.y < y {
			bottom = max(bottom, t.y)
		}
	}
	return bottom
}

// openingHeight returns the height of the first section on a page, in points; 0 if the page has no section.
func (f *file) openingHeight(p page) float64 {
	const top = 40
	end, section := float64(top), 0
	for _, t := range p.texts {
		s := f.ancestor(t.element, "Sect")
		if s == 0 {
			continue
		}
		if section == 0 {
			section = s
		}
		if s == section {
			end = max(end, t.y)
		}
	}
	return end - top
}
