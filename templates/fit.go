package templates

import (
	"slices"
	"strings"

	"bilan/report"
)

// The width in pixels that a table has, on a computer and on a phone.
const (
	deskRoom  = 660 - 2*28
	phoneRoom = 375 - 2*14

	cellSize  = 13
	headSize  = 12
	cellSpace = 2 * 4 // padding at the left and right of a cell

	nameOnDesk  = 120 // at least; a name wraps
	nameOnPhone = 84
)

// columnAt is the index of a column in the report.Table, or bars.
type columnAt int

const bars columnAt = -1

// chosenColumns are the shown columns: on a computer, on a phone, and those on a computer with the most important first.
type chosenColumns struct{ desk, phone, byImportance []columnAt }

// chooseColumns selects the most important columns that fit. The name and the comparison with the target are always selected,
// then the bars, then the others.
func chooseColumns(t *report.Table, withBars bool) chosenColumns {
	withBars = withBars && hasBars(t)
	first, then := rankColumns(t, withBars)
	desk := fillWidth(t, first, then, deskRoom-nameOnDesk)
	phone := first
	if withBars {
		phone = fillWidth(t, first, []columnAt{bars}, phoneRoom-nameOnPhone)
	} else if !comparesTarget(t) {
		phone = fillWidth(t, first, then, phoneRoom-nameOnPhone)
	}
	return chosenColumns{inTableOrder(desk, t), inTableOrder(phone, t), desk}
}

// comparesTarget reports whether at least half of a table's rows compare the actual with the target. The phone then shows that
// comparison and bars only.
func comparesTarget(t *report.Table) bool {
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

// rankColumns returns the columns except the name: first are those that a phone always shows, then are the others, the most
// important first.
func rankColumns(t *report.Table, withBars bool) (first, then []columnAt) {
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
	if comparesTarget(t) {
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

// fillWidth returns all of first, and those of then for which there is room.
func fillWidth(t *report.Table, first, then []columnAt, room int) []columnAt {
	kept := slices.Clone(first)
	for _, i := range kept {
		room -= minColumnWidth(t, i)
	}
	for _, i := range then {
		if w := minColumnWidth(t, i); w <= room {
			kept, room = append(kept, i), room-w
		}
	}
	return kept
}

// inTableOrder sorts the columns as in the report.Table: the name first, and the bars after the share that they show.
func inTableOrder(kept []columnAt, t *report.Table) []columnAt {
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

// heading is a column and its name.
type heading struct {
	at   columnAt
	text string
}

// headings are the text columns except the name.
func headings(t *report.Table) (list []heading) {
	for i, c := range t.Columns {
		if i > 0 && c.Kind == report.TextColumn {
			list = append(list, heading{columnAt(i), clip(strings.TrimSpace(c.Label+" "+c.Unit), 60)})
		}
	}
	return list
}

// namesWithout are the names of the columns that are not in kept.
func namesWithout(all []heading, kept []columnAt) (texts []string) {
	for _, h := range all {
		if !slices.Contains(kept, h.at) {
			texts = append(texts, h.text)
		}
	}
	return texts
}
