package run

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/regular"
)

// wordsOf is a name without case, accents, punctuation and order: two names with the same words are most likely one.
func wordsOf(s string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(s))
	list := strings.Fields(folded)
	slices.Sort(list)
	return strings.Join(list, " ")
}

var wholeTable = regexp.MustCompile(`(?i)^\s*select\s+\*\s+from\s+"?([\pL_][\pL\d_]*)"?\s*;?\s*$`)

// lines is what to add to a row's place in a dataset to get its line in the file. It is known only for a
// dataset that is one whole text file with one line per row, nothing below the last one and no gaps.
func (d *data) lines(dataset string) (offset int64, ok bool) {
	ds := d.p.Config.Datasets[dataset]
	m := wholeTable.FindStringSubmatch(ds.Query)
	if m == nil {
		return 0, false
	}
	src := d.p.Config.Sources[ds.Source]
	t := d.files[ds.Source+"."+strings.ToLower(m[1])]
	if len(t.files) != 1 || t.Skipped > 0 || src.CSV.Footer > 0 || src.Tables[t.name].CSV.Footer > 0 {
		return 0, false
	}
	data, err := regular.ReadFileIn(src.Files, t.files[0].Origin)
	if err != nil {
		return 0, false
	}
	lines := bytes.Split(bytes.TrimRight(data, "\r\n"), []byte("\n"))
	for _, line := range lines {
		if len(bytes.TrimSpace(line)) == 0 {
			return 0, false
		}
	}
	offset = int64(len(lines)) - t.Loaded.Rows
	return offset, offset >= 0 && offset <= 20
}
