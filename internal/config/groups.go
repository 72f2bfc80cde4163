package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/mailaddr"
	"bilan/internal/nearest"
)

// checkGroups checks the groups of addresses, and their use in every list of recipients.
func (l *checker) checkGroups(c *Config) {
	for _, name := range slices.Sorted(maps.Keys(c.Groups)) {
		path := place.Join("groups", place.QuoteName(name))
		if !scalar.GroupName(name) {
			l.AddMistake(path, "the name "+strconv.Quote(name)+" is not one word", "write letters, digits, - and _")
		}
		for i, a := range c.Groups[name] {
			if bare, ok := mailaddr.Parse(a); ok {
				l.checkAllowed(place.Index(path, i), bare)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Reports)) {
		r, path := c.Reports[name], "reports."+name
		for key, list := range map[string]scalar.StringList{"to": r.To, "cc": r.CC, "bcc": r.BCC, "release.by": r.Release.By} {
			l.checkGroupNames(path+"."+key, list)
		}
	}
	l.checkGroupNames("alarm.to", c.Alarm.To)
}

// checkGroupNames records the names of groups that do not exist.
func (l *checker) checkGroupNames(path string, list scalar.StringList) {
	known := slices.Sorted(maps.Keys(l.config.Groups))
	for i, s := range list {
		if strings.Contains(s, "@") || slices.Contains(known, strings.TrimSpace(s)) || !l.AllLegible("groups") {
			continue
		}
		hint := nearest.Hint(s, known)
		if len(known) == 0 {
			hint = fmt.Sprintf("write an address, or define it: groups: {%s: [name@company.example]}", s)
		}
		at := place.Index(path, i)
		if !l.Written(at) {
			at = path
		}
		l.AddMistake(at, "no group is called "+strconv.Quote(s), hint)
	}
}

// fillGroups replaces the names of groups in lists of recipients with their addresses, each address once.
func (c *Config) fillGroups() {
	scalar.FillEach(c.Reports, func(r *Report) {
		seen := map[string]bool{} // an address in to: is not repeated in cc:
		for _, list := range []*scalar.StringList{&r.To, &r.CC, &r.BCC} {
			*list = c.expandGroups(*list, seen)
		}
		r.Release.By = c.expandGroups(r.Release.By, map[string]bool{})
	})
	c.Alarm.To = c.expandGroups(c.Alarm.To, map[string]bool{})
}

func (c *Config) expandGroups(list scalar.StringList, seen map[string]bool) (out scalar.StringList) {
	add := func(address string) {
		if bare, ok := mailaddr.Parse(address); ok {
			folded := strings.ToLower(bare)
			if seen[folded] {
				return
			}
			seen[folded] = true
		}
		out = append(out, address)
	}
	for _, s := range list {
		if group, ok := c.Groups[strings.TrimSpace(s)]; ok && !strings.Contains(s, "@") {
			for _, a := range group {
				add(a)
			}
			continue
		}
		add(s)
	}
	return out
}
