package templates

import (
	"slices"
	"strings"

	"bilan/report"
)

// The width available to a table, in pixels: the sheet minus its paddings, on a computer and on a phone.
const (
	deskRoom  = 660 - 2*28
	phoneRoom = 375 - 2*14

	cellSize  = 13
	headSize  = 12
	cellSpace = 2 * 4 // the paddings of a cell

	nameOnDesk  = 120 // at least; names break into lines
	nameOnPhone = 84
)

// columnAt is a column of the document's table, or the bars.
type columnAt int

const bars columnAt = -1

// chosen are the columns that a table shows, in their order, which of them a phone keeps, and those of a desk by their worth.
type chosen struct{ desk, phone, worth []columnAt }

// choose takes the most important columns that fit: always the name and the comparison with the target, then the bars,
// then the others.
func choose(t *report.Table, withBars bool) chosen {
	withBars = withBars && hasBars(t)
	first, then := ranked(t, withBars)
	desk := fill(t, first, then, deskRoom-nameOnDesk)
	phone := first
	if withBars {
		phone = fill(t, first, []columnAt{bars}, phoneRoom-nameOnPhone)
	} else if !judged(t) {
		phone = fill(t, first, then, phoneRoom-nameOnPhone)
	}
	return chosen{ordered(desk, t), ordered(phone, t), desk}
}

// judged reports whether a table compares the actual with the target in at least half of its rows. Beside that a phone
// shows bars only, which keeps it calm. Where only the total has a target, the rows would be empty.
func judged(t *report.Table) bool {
	rows := 0
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if role := t.Columns[i].Role; (role == report.RoleGap || role == report.RoleAttainment) && c.Text != "" {
				rows++
				break
			}
		}
	}
	return rows > 0 && 2*rows >= len(t.Rows)
}

// ranked are the columns besides the name: those that stay on a phone, and the others in the order of their worth.
func ranked(t *report.Table, withBars bool) (first, then []columnAt) {
	at := map[report.Role]columnAt{}
	for i, c := range t.Columns {
		if c.Role != "" {
			at[c.Role] = columnAt(i)
		}
	}
	take := func(list *[]columnAt, roles ...report.Role) {
		for _, role := range roles {
			if i, ok := at[role]; ok && !slices.Contains(first, i) {
				*list = append(*list, i)
			}
		}
	}
	if judged(t) {
		take(&first, report.RoleGap, report.RoleAttainment)
	} else {
		take(&first, report.RoleTarget, report.RoleActual)
	}
	if withBars {
		then = append(then, bars)
	}
	take(&then, report.RoleActual, report.RoleTarget)
	for i, c := range t.Columns {
		if i > 0 && c.Kind == report.TextColumn && !slices.Contains(first, columnAt(i)) && !slices.Contains(then, columnAt(i)) {
			then = append(then, columnAt(i))
		}
	}
	return first, then
}

// fill takes the first ones and, of the others, those that fit.
func fill(t *report.Table, first, then []columnAt, room int) []columnAt {
	kept := slices.Clone(first)
	for _, i := range kept {
		room -= pixels(t, i)
	}
	for _, i := range then {
		if w := pixels(t, i); w <= room {
			kept, room = append(kept, i), room-w
		}
	}
	return kept
}

// ordered puts the name first, and the bars after the share that they show.
func ordered(kept []columnAt, t *report.Table) []columnAt {
	list := []columnAt{0}
	after := shareColumn(t)
	for i := 1; i < len(t.Columns); i++ {
		if slices.Contains(kept, columnAt(i)) {
			list = append(list, columnAt(i))
		}
		if i == after && slices.Contains(kept, bars) {
			list = append(list, bars)
		}
	}
	if slices.Contains(kept, bars) && !slices.Contains(list, bars) {
		list = append(list, bars)
	}
	return list
}

// heading is a column's name in a sentence.
type heading struct {
	at   columnAt
	text string
}

// headings are those of the columns of text besides the name.
func headings(t *report.Table) (list []heading) {
	for i, c := range t.Columns {
		if i > 0 && c.Kind == report.TextColumn {
			list = append(list, heading{columnAt(i), clip(strings.TrimSpace(c.Label+" "+c.Unit), 60)})
		}
	}
	return list
}

// without are the headings of the columns that are not kept.
func without(all []heading, kept []columnAt) (texts []string) {
	for _, h := range all {
		if !slices.Contains(kept, h.at) {
			texts = append(texts, h.text)
		}
	}
	return texts
}
