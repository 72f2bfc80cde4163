package inspect

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/locale"
	"bilan/internal/nearest"
	"bilan/internal/plans"
	"bilan/internal/sales"
)

// status is a value of the column whose values an entity's lists name.
type status struct {
	value string
	rows  int64
	named bool // whether a list names the value
}

// checkLists warns of values in an entity's lists that no row has, because a misspelt status has no effect. It only
// adds a remark if other values of the list occur and the data has no similar value, because the value may occur later.
func (c *sourceCheck) checkLists(ctx context.Context, model *sales.Model, entity string) error {
	sql := model.ListedValuesSQL(entity)
	if sql == "" {
		return nil
	}
	t, err := c.Query(ctx, sql)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	found := make([]status, len(t.Rows))
	for i, row := range t.Rows {
		found[i].value = loaded.CellText(row[0])
		found[i].rows, _ = row[1].(int64)
		found[i].named, _ = row[2].(bool)
	}
	lists := model.Entity(entity).Lists
	for _, key := range slices.Sorted(maps.Keys(lists)) {
		c.checkList("sales."+entity+"."+key, lists[key], found)
	}
	return nil
}

func (c *sourceCheck) checkList(path string, list []string, found []status) {
	isMet := func(value string) bool {
		return slices.ContainsFunc(found, func(s status) bool { return sameStatus(s.value, value) })
	}
	some := slices.ContainsFunc(list, isMet)
	for i, value := range list {
		if isMet(value) {
			continue
		}
		add, hint := c.remark, c.suggest(value, found)
		if !some || strings.HasPrefix(hint, "did you mean") {
			add = c.warn
		}
		add(diagnose.ItemPath(c.Config, path, i), fmt.Sprintf("no row has %q", value), hint)
	}
}

// suggest suggests a similar value of the data that is in no list, with its number of rows. If there is none, it lists
// the values of the data.
func (c *sourceCheck) suggest(value string, found []status) string {
	var free, all []string
	rows := map[string]int64{}
	for _, s := range found {
		if s.value == "" {
			continue
		}
		if rows[s.value] = s.rows; !s.named {
			free = append(free, s.value)
		}
		all = append(all, s.value)
	}
	if near := nearest.Word(value, free); near != "" {
		return fmt.Sprintf("did you mean %q? %s", near, countOf(c.Plan.Scope.Locale, rows[near], "row"))
	}
	if len(all) == 0 {
		return ""
	}
	return "found: " + plans.FirstFive(all)
}

// isUnmetInList reports whether checkLists reports this value: it is in a list of the entity and not in the data.
func (c *sourceCheck) isUnmetInList(dataset, value string, found []string) bool {
	model := c.Config.SalesModel()
	if model == nil || model.Entity(c.Config.Datasets[dataset].Entity) == nil {
		return false
	}
	same := func(other string) bool { return sameStatus(other, value) }
	for _, list := range model.Entity(c.Config.Datasets[dataset].Entity).Lists {
		if slices.ContainsFunc(list, same) {
			return !slices.ContainsFunc(found, same)
		}
	}
	return false
}

// sameStatus compares statuses as the lists do. It ignores case, accents and surrounding blanks.
func sameStatus(a, b string) bool {
	return locale.Unaccented(strings.TrimSpace(a)) == locale.Unaccented(strings.TrimSpace(b))
}
