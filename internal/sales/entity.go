// Package sales is the sales model: its entities (orders, reps, quotas …) and the roles of their columns. From a
// mapping of the user's tables to entities it derives datasets, dimensions, metrics and targets, in plain terms that
// the config takes over. It reads no file and runs no SQL.
package sales

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"bilan/internal/sales/mapping"
)

// Entity is one entity of a mapping, as the YAML maps it.
type Entity struct {
	Name  string // orders
	Path  string // sales.orders
	From  []string
	Where string
	Roles []Role              // that are mapped, in the order of the reference
	Lists map[string][]string // statuses, kinds, stages … by key
	Lines *Entity             // in another table; nil for none
	Wide  *mapping.WideQuotas // the columns that are unfolded; nil for none
}

// Role is the meaning of one column, or one SQL expression, of a table.
type Role struct {
	Name string
	Kind string // text, key, day, month, quarter, year, amount, number, ratio or flag
	Of   string // of a key: the entity that it names
	Text string // as the YAML has it
	Path string // sales.orders.amount
}

// Has reports whether a role is mapped, in the head or in the lines.
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

// RolePath is where a role is mapped: sales.quotas.amount, or sales.quotas.wide.
func (e *Entity) RolePath(role string) string {
	if r := e.role(role); r != nil {
		return r.Path
	}
	return e.Path + "." + role
}

// enteredIn is the role of the day on which deals entered a stage.
func enteredIn(stage string) string { return "entered " + stage }

// Names lists the entities, in the order of the reference.
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

// kindsOf reads each entity's roles from the struct tags.
var kindsOf = sync.OnceValue(func() map[string][]Role {
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

// entitiesOf are those that are mapped, by name.
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

// entityOf reads a mapped struct; nil for one without a table.
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
				e.Roles = append(e.Roles, Role{Name: enteredIn(stage), Kind: "day", Text: value[stage], Path: path + "." + key})
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

// unfold adds the roles that columns of months or quarters have. Both are at the key 'wide'.
func (e *Entity) unfold(w mapping.WideQuotas) {
	if w.Columns == "" {
		return
	}
	e.Wide = &w
	e.Roles = append(e.Roles, Role{Name: w.Per(), Kind: w.Per(), Path: e.Path + ".wide"}, Role{Name: "amount", Kind: "amount", Path: e.Path + ".wide"})
}

// RolesOf lists the roles that an entity may have, without text, in the order of the reference.
func RolesOf(entity string) []Role { return slices.Clone(kindsOf()[entity]) }
