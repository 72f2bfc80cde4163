package sales

import "slices"

// Datasets returns the entities that have a canonical dataset, in the order of the reference.
func (m *Model) Datasets() (list []string) {
	for _, name := range Names() {
		if m.entities[name] != nil || name == "deal_history" && m.Mapping.Deals.Entered != nil && m.entities["deals"] != nil {
			list = append(list, name)
		}
	}
	return list
}

// Keys returns the dimensions by which an entity's rows can be divided, each with its column.
func (m *Model) Keys(entity string) map[string]string {
	if keys := m.keysOfDerived(entity); keys != nil {
		return keys
	}
	if entity == "reps" || entity == "products" || entity == "split" || entity == "rates" {
		return nil
	}
	keys := map[string]string{}
	columns := m.Columns(entity)
	for _, d := range canonicalDimensions {
		if slices.Contains(columns, d.Name) && !(d.Name == "team" && slices.Contains(columns, "rep")) {
			keys[d.Name] = d.Name
		}
	}
	return keys
}

// SharedEntity returns the entity whose rows 'split' divides among reps, "" if 'split' is not mapped.
func (m *Model) SharedEntity() string {
	if m.entities["split"] == nil {
		return ""
	}
	for _, name := range []string{m.Mapping.Split.Of, "orders", "invoices", "deals"} {
		if m.entities[name].Has("rep") {
			return name
		}
	}
	return ""
}

// SharedColumns returns the columns of an entity whose values are divided when several reps share a row.
func (m *Model) SharedColumns(entity string) (list []string) {
	for _, c := range []string{"amount", "cost", "list_amount", "discount_amount", "quantity", "open_amount", "total", "sale_total", "margin"} {
		if slices.Contains(m.Columns(entity), c) {
			list = append(list, c)
		}
	}
	return list
}

// SourceDataset returns the name of the hidden dataset that holds a source's table. It has a slash, which no name in
// the YAML can have.
func SourceDataset(source, table string) string { return source + "/" + table }
