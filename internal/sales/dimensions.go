package sales

import "slices"

// Dimension is a canonical dimension in the config's terms.
type Dimension struct {
	Name                        string
	Roster, Label, Mail, Parent string // the entity with a row per member, "" if there is none; then columns of it
	Manager                     string
	From, Until                 string
	Match                       []string // the differences in names that are ignored
	Bands                       []int64  // the lower bounds of the bands of a number
}

var canonicalDimensions = []Dimension{
	{Name: "rep"}, {Name: "team"}, {Name: "region"},
	{Name: "customer"}, {Name: "segment"},
	{Name: "product"}, {Name: "range"},
	{Name: "channel"}, {Name: "country"},
	{Name: "source"}, {Name: "reason"},
	{Name: "competitor"}, {Name: "type"},
	{Name: "overdue_days", Bands: []int64{1, 30, 60, 90}},
}

// Dimensions returns the canonical dimensions by which any mapped entity can be divided, and the dimensions that group
// their members.
func (m *Model) Dimensions() (list []Dimension) {
	for _, d := range canonicalDimensions {
		switch d.Name {
		case "rep":
			if e := m.entities["reps"]; e != nil {
				d.Roster, d.Label, d.Match = "reps", "name", []string{"case", "accents", "order"}
				d.Parent, d.Mail, d.Manager, d.From, d.Until = roleIfMapped(e, "team"), roleIfMapped(e, "mail"), roleIfMapped(e, "manager"), roleIfMapped(e, "from_day"), roleIfMapped(e, "until_day")
			}
		case "customer":
			if m.entities["customers"] != nil {
				d.Roster, d.Label = "customers", "name"
			}
		case "product":
			if e := m.entities["products"]; e != nil {
				d.Roster, d.Label, d.Parent = "products", "name", roleIfMapped(e, "range")
			}
		}
		parent := d.Name == "team" && m.entities["reps"].Has("team") || d.Name == "range" && m.entities["products"].Has("range")
		if d.Roster != "" || parent || d.Name == "overdue_days" && m.Derives("receivables") || slices.ContainsFunc(m.Datasets(), func(entity string) bool { return m.Keys(entity)[d.Name] != "" }) {
			list = append(list, d)
		}
	}
	return list
}

func roleIfMapped(e *Entity, role string) string {
	if e.role(role) == nil {
		return ""
	}
	return role
}

// DimensionNames returns the names of all canonical dimensions.
func DimensionNames() []string {
	names := make([]string, len(canonicalDimensions))
	for i, d := range canonicalDimensions {
		names[i] = d.Name
	}
	return names
}
