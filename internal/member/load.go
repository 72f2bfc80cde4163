package member

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Roster reads members from the datasets of a report.
type Roster struct {
	Config *config.Config
	Report config.Report
	Model  *metric.Model
	Engine metric.Engine
	Day    period.Date // the day on which the members are to get an edition
}

// Load returns the members of a dimension, sorted by label. They are those of its roster, or the groups that are found
// in the roster of their members.
func (r *Roster) Load(ctx context.Context, dim string) ([]Member, error) {
	e, _ := entryOf(r.Config, r.Report, dim)
	var list []Member
	var err error
	if d := r.Config.Dimensions[dim]; d.Dataset == "" && e.Dataset == "" {
		list, err = r.loadGroups(ctx, dim, e)
	} else {
		list, err = r.loadRoster(ctx, dim, e)
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Member) int { return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Key, b.Key)) })
	return list, nil
}

// row is a row of a roster, with the columns that query.RosterRows returns.
type row struct {
	key                          string
	first, last                  period.Date
	label, mail, locale, manager string
	parent                       string
}

func (r *Roster) queryRows(ctx context.Context, dim, dataset, key string, columns [5]string) ([]row, error) {
	t, err := query.RosterRows(ctx, r.Model, r.Engine, dim, dataset, key, columns[:])
	if err != nil {
		return nil, fmt.Errorf("members of %q: %w", dim, err)
	}
	text := func(c table.Cell) string { s, _ := c.(string); return s }
	day := func(c table.Cell) period.Date {
		if t, ok := table.Day(c); ok {
			return period.DateOf(t)
		}
		return period.Date{}
	}
	list := make([]row, len(t.Rows))
	for i, c := range t.Rows {
		list[i] = row{text(c[0]), day(c[1]), day(c[2]), text(c[3]), text(c[4]), text(c[5]), text(c[6]), text(c[7])}
	}
	return list, nil
}

// validOn reports whether the row is valid on a day.
func (w row) validOn(d period.Date) bool {
	return (w.first.IsZero() || !d.Before(w.first)) && (w.last.IsZero() || !w.last.Before(d))
}

// loadRoster returns the members in a dimension's own roster, or in the dataset that replaces it.
func (r *Roster) loadRoster(ctx context.Context, dim string, e config.Each) ([]Member, error) {
	d := r.Config.Dimensions[dim]
	dataset, key := cmp.Or(e.Dataset, d.Dataset), d.Key
	label, to := d.LabelColumn(), d.Mail
	if dataset != d.Dataset {
		key, label, to = e.Key, "", ""
	}
	rows, err := r.queryRows(ctx, dim, dataset, cmp.Or(e.Key, key), [5]string{cmp.Or(e.Label, label), cmp.Or(e.Mail, to), e.Locale})
	if err != nil {
		return nil, err
	}
	byKey := map[string][]row{}
	for _, w := range rows {
		byKey[w.key] = append(byKey[w.key], w)
	}
	names, err := r.rosterLabels(ctx, dim, dataset != d.Dataset)
	if err != nil {
		return nil, err
	}
	var list []Member
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		m, err := r.makeMember(dim, dataset, byKey[key])
		if err != nil {
			return nil, err
		}
		m.Label = cmp.Or(m.Label, names[key], key)
		m.addColumnDetail(cmp.Or(e.Mail, to))
		list = append(list, m)
	}
	return list, nil
}

// rosterLabels returns the names of a dimension's members by key. It returns an empty map unless they are wanted,
// because another dataset lists the recipients.
func (r *Roster) rosterLabels(ctx context.Context, dim string, wanted bool) (map[string]string, error) {
	names := map[string]string{}
	if !wanted {
		return names, nil
	}
	list, err := query.Members(ctx, r.Model, r.Engine, dim)
	for _, m := range list {
		names[m.Key] = m.Label
	}
	return names, err
}

// makeMember makes a member from the rows with one key. Of several rows, those that are valid on the day count.
func (r *Roster) makeMember(dim, dataset string, rows []row) (Member, error) {
	valid := slices.DeleteFunc(slices.Clone(rows), func(w row) bool { return !w.validOn(r.Day) })
	chosen := rows[len(rows)-1]
	if len(valid) > 0 {
		chosen = valid[len(valid)-1]
	}
	m := Member{Dimension: dim, Key: chosen.key, Label: chosen.label, Locale: chosen.locale}
	for _, w := range valid {
		if m.Label == "" {
			m.Label = w.label
		}
		if w.mail != "" && chosen.mail != "" && !strings.EqualFold(w.mail, chosen.mail) {
			return m, &Ambiguous{dim, chosen.key, "addresses", w.mail, chosen.mail, dataset}
		}
		// rows with the same address are one person, even if the names differ
		if w.label != "" && !sameName(w.label, m.Label) && (w.mail == "" || chosen.mail == "") {
			return m, &Ambiguous{dim, chosen.key, "names", w.label, m.Label, dataset}
		}
		chosen.mail = cmp.Or(chosen.mail, w.mail)
	}
	switch {
	case len(valid) > 0:
		m.setAddress(chosen.mail, dataset)
	case r.Day.Before(chosen.first):
		m.Why, m.Detail = ToCome, chosen.first.String()
	default:
		m.Why, m.Detail = Left, chosen.last.String()
	}
	return m, nil
}

// sameName reports whether two texts are spellings of one name. It ignores case, blanks and the order of words.
func sameName(a, b string) bool {
	words := func(s string) []string { return slices.Sorted(slices.Values(strings.Fields(strings.ToLower(s)))) }
	return slices.Equal(words(a), words(b))
}

// addColumnDetail adds to Detail the column in which a member without an address should have one.
func (m *Member) addColumnDetail(column string) {
	if m.Why == NoAddress && column != "" {
		m.Detail += "." + column
	}
}

// setAddress sets To from a cell with one or several addresses, or Why if there is none.
func (m *Member) setAddress(cell, dataset string) {
	if cell == "" {
		m.Why, m.Detail = NoAddress, dataset
		return
	}
	list, err := mail.ParseAddressList(strings.ReplaceAll(cell, ";", ","))
	if err != nil {
		m.Why, m.Detail = BadMail, cell
		return
	}
	for _, a := range list {
		if a.Name == "" {
			m.To = append(m.To, a.Address)
		} else {
			m.To = append(m.To, a.String())
		}
	}
}
