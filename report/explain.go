package report

import "strings"

// scenarioCodes are the scenarios whose short names notes explain.
var scenarioCodes = []string{"ac", "pl", "py", "ppy", "pp", "fc", "landing"}

// explainOnce takes the meaning of a short name out of the notes after the first one that gives it: "R réalisé" becomes
// nothing, "R réalisé (janv.–oct.)" keeps which points it is.
func (s *Scope) explainOnce(doc *Document) {
	told := map[string]bool{}
	for _, code := range scenarioCodes {
		told[code] = s.plain(code) || listed(doc.Subtitle, s.scenario(code))
	}
	for i := range doc.Sections {
		note := &doc.Sections[i].Note
		at := strings.LastIndex(*note, dash)
		if at < 0 {
			continue
		}
		var kept []string
		for item := range strings.SplitSeq((*note)[at+len(dash):], ", ") {
			if item = s.untold(item, told); item != "" {
				kept = append(kept, item)
			}
		}
		*note = strings.TrimSuffix((*note)[:at]+dash+strings.Join(kept, ", "), dash)
	}
}

// untold is an item of a note without what was told before, and notes what it tells.
func (s *Scope) untold(item string, told map[string]bool) string {
	for _, code := range scenarioCodes {
		points, ok := strings.CutPrefix(item, s.scenario(code))
		if !ok || points != "" && !strings.HasPrefix(points, " (") {
			continue
		}
		switch {
		case !told[code]:
			told[code] = true
		case points == "":
			return ""
		default:
			return s.word("scenario."+code) + points
		}
		return item
	}
	return item
}

// listed tells whether a line of parts holds the item.
func listed(line, item string) bool {
	_, list, _ := strings.Cut(line, dash)
	for part := range strings.SplitSeq(list, ", ") {
		if part == item {
			return true
		}
	}
	return false
}
