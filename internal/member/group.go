package member

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/report/metric"
)

// loadGroups returns the groups that a roster's members belong to on the day, with the addresses of their leaders.
func (r *Roster) loadGroups(ctx context.Context, dim string, e config.Each) ([]Member, error) {
	child := r.Config.ChildDimension(dim)
	d := r.Config.Dimensions[child]
	rows, err := r.queryRows(ctx, child, d.Dataset, d.Key, [5]string{d.LabelColumn(), cmp.Or(e.Mail, d.Mail), "", d.Manager, d.Parent})
	if err != nil {
		return nil, err
	}
	leaders := map[string][]string{} // by group: its leaders
	for _, w := range rows {
		if group := new(metric.Dimension).KeyOf(w.parent); group != "" && w.validOn(r.Day) {
			leaders[group] = append(leaders[group], r.leader(w, e, child, group))
		}
	}
	var list []Member
	for _, group := range slices.Sorted(maps.Keys(leaders)) {
		m := Member{Dimension: dim, Key: group, Label: group}
		var to []string
		for _, name := range leaders[group] {
			if address := r.addressOf(rows, r.Model.Dimensions[child], name); address != "" && !slices.Contains(to, address) {
				to = append(to, address)
			}
		}
		m.setAddress(strings.Join(to, ", "), d.Dataset)
		m.addColumnDetail(cmp.Or(e.Mail, d.Manager))
		list = append(list, m)
	}
	return list, nil
}

// leader returns the leader of a group according to a row: an address, or the name or key of a member. If no column
// gives the leader, the group is named after him.
func (r *Roster) leader(w row, e config.Each, child, group string) string {
	switch {
	case e.Mail != "":
		return w.mail
	case r.Config.Dimensions[child].Manager != "":
		return w.manager
	}
	return group
}

// addressOf returns a leader's address: the name itself if it is an address, else the address of the only member with
// that key or label. It is "" if there is no such member, or if several members have that label.
func (r *Roster) addressOf(rows []row, dim *metric.Dimension, name string) string {
	if strings.Contains(name, "@") {
		return name
	}
	key := dim.KeyOf(name)
	found := map[string]string{} // by key
	for _, w := range rows {
		if name != "" && w.mail != "" && w.validOn(r.Day) && (w.key == key || strings.EqualFold(strings.TrimSpace(w.label), name)) {
			found[w.key] = w.mail
		}
	}
	if mail, ok := found[key]; ok || len(found) != 1 {
		return mail
	}
	for _, mail := range found {
		return mail
	}
	return ""
}
