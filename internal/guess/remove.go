package guess

import (
	"slices"
	"strings"
)

// Remove removes a role, a list, the lines or an entity from the draft, by its path in the YAML. It adds the reason to
// Unread. Removing a required role removes its entity. The result is false if the path is not in the draft.
func (d *Draft) Remove(path, why string) bool {
	parts := strings.Split(path, ".")
	if len(parts) < 2 || parts[0] != "sales" {
		return false
	}
	e := d.Entity(parts[1])
	switch {
	case e == nil:
		return false
	case len(parts) == 2:
		return d.removeEntity(e, why)
	case parts[2] == "lines" && e.Lines != nil && (len(parts) == 3 || !e.Lines.remove(parts[3])):
		e.Lines = nil
	case parts[2] == "lines":
	case parts[2] == "from" || parts[2] == "where" || !e.remove(parts[2]):
		return d.removeEntity(e, why)
	}
	d.Unread = append(d.Unread, path+" is left out: "+why)
	return true
}

func (d *Draft) removeEntity(e *Entity, why string) bool {
	d.Entities = slices.DeleteFunc(d.Entities, func(o *Entity) bool { return o == e })
	d.Unread = append(d.Unread, e.Path+" ("+e.From[0]+") is left out: "+why)
	return true
}

// remove removes a role or list by its name, with the lists that depend on it. It returns false if the entity requires
// it or does not have it.
func (e *Entity) remove(name string) bool {
	needed := append(slices.Clone(required[e.Name]), "amount", "accepted", "stages", "won")
	if e.Name == "lines" {
		needed = []string{"order", "amount"}
	}
	if slices.ContainsFunc(needed, func(n string) bool { return slices.Contains(strings.Split(n, "|"), name) }) && !(e.Name == "quotes" && name == "amount") {
		return false
	}
	before := len(e.Roles) + len(e.Lists)
	e.Roles = slices.DeleteFunc(e.Roles, func(r Role) bool { return r.Name == name || name == "entered" && strings.HasPrefix(r.Name, "entered.") })
	e.Lists = slices.DeleteFunc(e.Lists, func(l List) bool { return l.Name == name || roleAbove[l.Name] == name })
	return len(e.Roles)+len(e.Lists) < before
}
