package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/section"
)

// Each selects members who get an edition each. In the YAML, it may be written as only the dimension.
type Each struct {
	By      string `yaml:"by" is:"bare,ref=dimension" def:"the dimension whose roster 'dataset' is" eg:"rep" doc:"The dimension: each of its active members gets an edition of his own rows."`
	Parent  bool   `yaml:"parent" def:"false" eg:"true" doc:"Whether each group of members, such as a team, gets an edition too: of the rows that its members had while they belonged to it. The group's edition goes to the group's own address or to the members' manager."`
	Dataset string `yaml:"dataset" is:"ref=dataset" def:"the dimension's roster" eg:"readers" doc:"A dataset with one row per member that says who gets his edition, if that is not the roster."`
	Key     string `yaml:"key" def:"the roster's key" eg:"rep_id" doc:"The dataset's column with the member's key. Needed if 'dataset' is not the roster."`
	Label   string `yaml:"label" def:"the member's name" eg:"name" doc:"The dataset's column with the name to print."`
	Mail    string `yaml:"mail" def:"the dimension's mail" eg:"email" doc:"The dataset's column with the member's address. A cell may contain several addresses, with commas between them."`
	Locale  string `yaml:"locale" def:"the report's locale for everybody" eg:"language" doc:"The dataset's column with the language of the member's edition, such as fr-FR."`
}

// PerMember reports whether the report has an edition per member.
func (r Report) PerMember() bool { return len(r.Each) > 0 }

// EachDimensions lists the dimensions whose members get an edition of the report, each once. A dimension comes before
// the groups of its members.
func (c *Config) EachDimensions(r Report) []string {
	var list []string
	add := func(name string) {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	for _, e := range r.Each {
		by := c.EachBy(e)
		add(by)
		if e.Parent {
			add(c.Dimensions[by].Parent)
		}
	}
	return list
}

// EachBy returns the dimension that an entry names or, if it names none, the dimension whose roster is its dataset. It
// returns "" if several dimensions have that roster, or none.
func (c *Config) EachBy(e Each) string {
	if e.By != "" {
		return e.By
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(c.Dimensions)) {
		if e.Dataset != "" && c.Dimensions[name].Dataset == e.Dataset {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// ChildDimension returns a dimension with a roster whose parent is the given dimension; "" for none.
func (c *Config) ChildDimension(parent string) string {
	for _, name := range slices.Sorted(maps.Keys(c.Dimensions)) {
		if d := c.Dimensions[name]; d.Parent == parent && d.Dataset != "" {
			return name
		}
	}
	return ""
}

// Expected reports whether the key expect allows n editions. Without the key, any number is allowed.
func (r Report) Expected(n int64) bool {
	return r.Expect.IsZero() || r.Expect.Allows(n)
}

var lastLimit = regexp.MustCompile(`(?is)\b(limit|fetch\s+first)\s+[^\s)]+[^()']*;?\s*$`)

// checkEach checks the keys that a report with an edition per member needs.
func (l *checker) checkEach(path string, r Report) {
	for _, key := range []string{"names", "expect", "if_no_rows", "if_one_fails"} {
		l.CheckNeeds(path, key, "each", l.Written(path+".each"))
	}
	seen := map[string]bool{}
	for i, e := range r.Each {
		at := place.Index(path+".each", i)
		if !l.Written(at) {
			at = path + ".each"
		}
		by := l.config.EachBy(e)
		switch {
		case by == "" && e.By == "":
			l.AddMistake(at, "does not say whose members", "add by: rep")
		case seen[by]:
			l.AddMistake(at, strconv.Quote(by)+" is written twice", "delete one of them")
		case slices.Contains(l.Defined("dimension"), by):
			l.checkEachBy(at, by, e)
			l.checkEachSections(path, at, by, r)
		}
		seen[by] = true
	}
}

func (l *checker) checkEachBy(at, by string, e Each) {
	d, child := l.config.Dimensions[by], l.config.Dimensions[l.config.ChildDimension(by)]
	if !l.AllLegible("dimensions") {
		return
	}
	switch {
	case d.Dataset == "" && child.Dataset == "" && e.Dataset == "":
		l.AddMistake(at, "nothing says who the members of "+strconv.Quote(by)+" are, nor their addresses", fmt.Sprintf("add dimensions: {%s: {dataset: …, key: …, mail: …}}", by))
	case e.Mail == "" && d.Mail == "" && d.Dataset != "":
		l.AddMistake(at, "the members of "+strconv.Quote(by)+" have no address", fmt.Sprintf("add mail: … to dimensions.%s, the roster's column with the address", by))
	case e.Mail == "" && d.Dataset == "" && child.Manager == "" && child.Mail == "":
		l.AddMistake(at, "the address of a "+by+" is not known", fmt.Sprintf("add manager: … to dimensions.%s, the roster's column with the member's manager, or mail: here", l.config.ChildDimension(by)))
	case e.Parent && d.Parent == "":
		l.AddMistake(at+".parent", "the members of "+strconv.Quote(by)+" have no groups", fmt.Sprintf("add parent: … to dimensions.%s, or delete it", by))
	case e.Parent && d.Manager == "" && l.config.Dimensions[d.Parent].Mail == "":
		l.AddMistake(at+".parent", "the address of a "+d.Parent+" is not known", fmt.Sprintf("add manager: … to dimensions.%s, the roster's column with the member's manager", by))
	case e.Dataset != "" && e.Dataset != d.Dataset && e.Key == "":
		l.AddMistake(at+".dataset", "does not say which of its columns is the member's key", "add key: …")
	}
}

// checkEachSections requires that each section can be limited to one member. It does not require this in a report with
// a pack if at least one section can: the others are left out of a member's edition.
func (l *checker) checkEachSections(path, at, by string, r Report) {
	if r.Pack != "" && slices.ContainsFunc(r.Sections, func(s section.Section) bool { return len(s.Shows()) > 0 && l.anyHasDimension(s.Shows(), by) }) {
		return
	}
	for i, s := range r.Sections {
		here := place.Index(path+".sections", i)
		for _, m := range s.Shows() {
			for _, term := range l.Terms(m) {
				if of, ok := l.Metric(term); ok {
					l.CheckKey(at, of.Dataset, by, true)
				}
			}
		}
		switch {
		case s.Cohorts != nil:
			l.AddMistake(here+".cohorts", "cohorts are computed in total only, not for a member", "move the section to a report without each:")
		case s.HeatMap != nil && s.HeatMap.Across != "":
			l.AddMistake(here+".heat_map.across", "a heat map of two dimensions is computed for the whole only, not for a member", "move the section to a report without each:")
		case s.Pipeline != nil:
			l.CheckKey(here+".pipeline", s.Pipeline.Dataset, by, true)
		case s.Table != nil && EndsInLimit(s.Table.Query):
			l.AddMistake(here+".table.query", "its LIMIT is applied before the rows of a member are selected", "delete it, and write limit: 20 in the section, which applies to the rows of each edition")
		}
	}
}

// anyHasDimension reports whether at least one of the metrics can be broken down by a dimension.
func (l *checker) anyHasDimension(metrics []string, by string) bool {
	return slices.ContainsFunc(metrics, func(name string) bool {
		return !slices.ContainsFunc(l.Terms(name), func(term string) bool {
			of, ok := l.Metric(term)
			return ok && !l.HasDimension(of.Dataset, by)
		})
	})
}

// EndsInLimit reports whether a query ends in a LIMIT.
func EndsInLimit(sql string) bool { return lastLimit.MatchString(StripComments(sql)) }

var sqlComment = regexp.MustCompile(`(?s)--[^\n]*|/\*.*?\*/`)

// StripComments removes the comments from SQL. It may also remove text that looks like a comment in a string, so the
// result must not be run.
func StripComments(sql string) string {
	return strings.TrimSpace(sqlComment.ReplaceAllString(sql, " "))
}
