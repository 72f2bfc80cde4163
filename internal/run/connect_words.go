package run

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sameWords tells whether two names are the same but for case, accents, punctuation and order.
func sameWords(a, b string) bool {
	x, y := words(a), words(b)
	return len(x) > 0 && slices.Equal(x, y)
}

func words(s string) []string {
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
	return list
}

var wholeTable = regexp.MustCompile(`(?i)^\s*select\s+\*\s+from\s+"?([\pL_][\pL\d_]*)"?\s*;?\s*$`)

// lines is what to add to a row's place in a dataset to get its line in the file. It is known only for a
// dataset that is one whole CSV file with one line per row.
func (c *connection) lines(dataset string) (offset int64, ok bool) {
	ds := c.cfg.Datasets[dataset]
	m := wholeTable.FindStringSubmatch(ds.Query)
	if m == nil {
		return 0, false
	}
	t := c.files[ds.Source+"."+strings.ToLower(m[1])]
	if len(t.files) != 1 || t.files[0].CSV == nil || t.Skipped > 0 {
		return 0, false
	}
	csv := t.files[0].CSV
	offset = int64(csv.FirstLine - 1 + csv.Header)
	text, err := os.ReadFile(t.files[0].Origin)
	if err != nil || int64(bytes.Count(bytes.TrimRight(text, "\r\n"), []byte("\n")))+1 != offset+t.Loaded.Rows {
		return 0, false
	}
	return offset, true
}
