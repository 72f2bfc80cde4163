package plans

import (
	"bilan/internal/config"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// MeantMembers returns for each value the key of the member that it means. It leaves out values that are keys themselves
// or mean no member or several. match lists the differences that are ignored.
func MeantMembers(values []string, members []metric.Member, match []string) map[string]string {
	owner := map[string]string{} // folded text → key; "" if several members have it
	note := func(text, key string) {
		folded := foldKey(text, match)
		if knownKey, known := owner[folded]; known && knownKey != key {
			key = ""
		}
		owner[folded] = key
	}
	isKey := map[string]bool{}
	for _, m := range members {
		isKey[m.Key] = true
		note(m.Key, m.Key)
		if m.Label != m.Key {
			note(m.Label, m.Key)
		}
	}
	list := map[string]string{}
	for _, v := range values {
		if key := owner[foldKey(v, match)]; key != "" && !isKey[v] {
			list[v] = key
		}
	}
	return list
}

// FirstOfEqualKeys keeps the first of the members whose keys differ only by what match ignores. The members are sorted
// with the commonest key first.
func FirstOfEqualKeys(members []metric.Member, match []string) []metric.Member {
	seen := map[string]bool{}
	return slices.DeleteFunc(members, func(m metric.Member) bool {
		folded := foldKey(m.Key, match)
		twice := seen[folded]
		seen[folded] = true
		return twice
	})
}

// foldKey returns a key without the differences that match ignores: case, accents, or the order of its words with the
// characters between them.
func foldKey(s string, match []string) string {
	s = norm.NFC.String(strings.TrimSpace(s))
	if slices.Contains(match, "case") {
		s = strings.ToLower(s)
	}
	if slices.Contains(match, "accents") {
		s = locale.WithoutAccents(s)
	}
	if !slices.Contains(match, "order") {
		return s
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// LiteralMembers returns the members of a dimension that targets in the YAML name.
func LiteralMembers(cfg *config.Config, dim string) (list []string) {
	for _, t := range cfg.Targets {
		if len(t.By) == 1 && t.By[0] == dim {
			list = append(list, slices.Sorted(maps.Keys(t.Values))...)
		}
	}
	return list
}
