package sales

import "slices"

// Dimension is a canonical dimension in the config's terms. Roster is the entity with a row per member, "" for none.
type Dimension struct {
	Name, French, English       string
	Roster, Label, Mail, Parent string
	Manager                     string
	From, Until                 string
	Match                       []string
}

var dimensionNames = []Dimension{
	{Name: "rep", French: "Commercial", English: "Rep"}, {Name: "team", French: "Équipe", English: "Team"}, {Name: "region", French: "Région", English: "Region"},
	{Name: "customer", French: "Client", English: "Customer"}, {Name: "segment", French: "Segment", English: "Segment"},
	{Name: "product", French: "Produit", English: "Product"}, {Name: "range", French: "Gamme", English: "Range"},
	{Name: "channel", French: "Canal", English: "Channel"}, {Name: "country", French: "Pays", English: "Country"},
	{Name: "source", French: "Origine", English: "Source"}, {Name: "reason", French: "Motif", English: "Reason"},
}

// Dimensions are the canonical dimensions that some mapped entity can be cut by, and the groups of their members.
func (m *Model) Dimensions() (list []Dimension) {
	for _, d := range dimensionNames {
		switch d.Name {
		case "rep":
			if e := m.entities["reps"]; e != nil {
				d.Roster, d.Label, d.Match = "reps", "name", []string{"case", "accents", "order"}
				d.Parent, d.Mail, d.Manager, d.From, d.Until = mapped(e, "team"), mapped(e, "mail"), mapped(e, "manager"), mapped(e, "from_day"), mapped(e, "until_day")
			}
		case "customer":
			if m.entities["customers"] != nil {
				d.Roster, d.Label = "customers", "name"
			}
		case "product":
			if e := m.entities["products"]; e != nil {
				d.Roster, d.Label, d.Parent = "products", "name", mapped(e, "range")
			}
		}
		parent := d.Name == "team" && m.entities["reps"].Has("team") || d.Name == "range" && m.entities["products"].Has("range")
		if d.Roster != "" || parent || slices.ContainsFunc(m.Datasets(), func(entity string) bool { return m.Keys(entity)[d.Name] != "" }) {
			list = append(list, d)
		}
	}
	return list
}

func mapped(e *Entity, role string) string {
	if e.role(role) == nil {
		return ""
	}
	return role
}

// DimensionNames lists every canonical dimension.
func DimensionNames() []string {
	names := make([]string, len(dimensionNames))
	for i, d := range dimensionNames {
		names[i] = d.Name
	}
	return names
}
