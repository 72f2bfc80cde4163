// Package sales is the sales model: its entities (orders, reps, quotas …) and the roles of their columns. From a mapping
// of the user's tables to entities it derives datasets, dimensions, metrics and targets, which become part of the config.
// It reads no file and runs no SQL.
package sales

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"bilan/internal/sales/mapping"
)

// Entity is a mapped entity.
type Entity struct {
	Name  string // such as orders
	Path  string // its path in the YAML, such as sales.orders
	From  []string
	Where string
	Roles []Role              // the mapped roles, in the order of the reference
	Lists map[string][]string // the lists of statuses, kinds or stages, by key
	Lines *Entity             // the lines in another table; nil if there are none
	Wide  *mapping.WideQuotas // the columns that become rows; nil if there are none
}

// Role is the meaning of one column, or one SQL expression, of a table.
type Role struct {
	Name string
	Kind string // text, key, day, month, quarter, year, amount, number, ratio or flag
	Of   string // for a key: the entity whose rows it names
	Text string // a column or an SQL expression, as in the YAML
	Path string // its path in the YAML, such as sales.orders.amount
}

// Has reports whether a role is mapped, in the entity's own table or in that of its lines.
func (e *Entity) Has(role string) bool {
	return e != nil && (e.role(role) != nil || e.Lines.Has(role))
}

func (e *Entity) role(name string) *Role {
	for i := range e.Roles {
		if e.Roles[i].Name == name {
			return &e.Roles[i]
		}
	}
	return nil
}

// RolePath returns the path in the YAML at which a role is mapped, such as sales.quotas.amount or sales.quotas.wide.
func (e *Entity) RolePath(role string) string {
	if r := e.role(role); r != nil {
		return r.Path
	}
	return e.Path + "." + role
}

// enteredRole returns the name of the role for the day on which deals entered a stage.
func enteredRole(stage string) string { return "entered " + stage }

// Names returns the names of all entities, in the order of the reference.
func Names() []string {
	var names []string
	t := reflect.TypeFor[mapping.Mapping]()
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "definitions" {
			names = append(names, name)
		}
	}
	return names
}

// possibleRoles returns each entity's roles, read from the struct tags of the mapping.
var possibleRoles = sync.OnceValue(func() map[string][]Role {
	all := map[string][]Role{}
	t := reflect.TypeFor[mapping.Mapping]()
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("yaml")
		all[name] = rolesOf(t.Field(i).Type)
	}
	return all
})

func rolesOf(t reflect.Type) (list []Role) {
	for i := range t.NumField() {
		if kind := t.Field(i).Tag.Get("role"); kind != "" {
			kind, of, _ := strings.Cut(kind, "=")
			list = append(list, Role{Name: t.Field(i).Tag.Get("yaml"), Kind: kind, Of: of})
		}
	}
	return list
}

// entitiesOf returns the mapped entities, by name.
func entitiesOf(m *mapping.Mapping) map[string]*Entity {
	all := map[string]*Entity{}
	v := reflect.ValueOf(m).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		if e := entityOf(name, "sales."+name, v.Field(i)); e != nil {
			all[name] = e
		}
	}
	return all
}

// entityOf returns the entity of a struct of the mapping; nil if it names no table.
func entityOf(name, path string, v reflect.Value) *Entity {
	e := &Entity{Name: name, Path: path, Lists: map[string][]string{}}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		key, role := field.Tag.Get("yaml"), field.Tag.Get("role")
		switch value := v.Field(i).Interface().(type) {
		case string:
			text := value
			if text == "" && name == "rates" {
				text = field.Tag.Get("def")
			}
			switch {
			case key == "where":
				e.Where = value
			case role != "" && text != "":
				kind, of, _ := strings.Cut(role, "=")
				e.Roles = append(e.Roles, Role{Name: key, Kind: kind, Of: of, Text: text, Path: path + "." + key})
			}
		case []string:
			if key == "from" {
				e.From = value
			} else if len(value) > 0 {
				e.Lists[key] = value
			}
		case map[string]string:
			for _, stage := range slices.Sorted(maps.Keys(value)) {
				e.Roles = append(e.Roles, Role{Name: enteredRole(stage), Kind: "day", Text: value[stage], Path: path + "." + key})
			}
		case mapping.WideQuotas:
			e.unfold(value)
		case mapping.Lines:
			e.Lines = entityOf("lines", path+".lines", v.Field(i))
		}
	}
	if len(e.From) == 0 {
		return nil
	}
	return e
}

// unfold adds the two roles of columns of months or quarters. The path of both is that of the key 'wide'.
func (e *Entity) unfold(w mapping.WideQuotas) {
	if w.Columns == "" {
		return
	}
	e.Wide = &w
	e.Roles = append(e.Roles, Role{Name: w.Per(), Kind: w.Per(), Path: e.Path + ".wide"}, Role{Name: "amount", Kind: "amount", Path: e.Path + ".wide"})
}

// RolesOf returns the roles that an entity may have, without Text and Path, in the order of the reference.
func RolesOf(entity string) []Role { return slices.Clone(possibleRoles()[entity]) }
