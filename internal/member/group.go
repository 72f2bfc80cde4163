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

// groups returns the groups that a roster's members belong to on the day, with the addresses of their leaders.
func (r *Roster) groups(ctx context.Context, dim string, e config.Each) ([]Member, error) {
	child := r.Config.Child(dim)
	d := r.Config.Dimensions[child]
	rows, err := r.rows(ctx, child, d.Dataset, d.Key, [5]string{d.LabelColumn(), cmp.Or(e.Mail, d.Mail), "", d.Manager, d.Parent})
	if err != nil {
		return nil, err
	}
	led := map[string][]string{} // by group: its leaders
	for _, w := range rows {
		if group := new(metric.Dimension).Meant(w.parent); group != "" && w.on(r.Day) {
			led[group] = append(led[group], r.leader(w, e, child, group))
		}
	}
	var list []Member
	for _, group := range slices.Sorted(maps.Keys(led)) {
		m := Member{Dimension: dim, Key: group, Label: group}
		var to []string
		for _, name := range led[group] {
			if address := r.addressOf(rows, r.Model.Dimensions[child], name); address != "" && !slices.Contains(to, address) {
				to = append(to, address)
			}
		}
		m.address(strings.Join(to, ", "), d.Dataset)
		m.lookedIn(cmp.Or(e.Mail, d.Manager))
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
func (r *Roster) addressOf(rows []row, of *metric.Dimension, name string) string {
	if strings.Contains(name, "@") {
		return name
	}
	key := of.Meant(name)
	found := map[string]string{} // by key
	for _, w := range rows {
		if name != "" && w.mail != "" && w.on(r.Day) && (w.key == key || strings.EqualFold(strings.TrimSpace(w.label), name)) {
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
