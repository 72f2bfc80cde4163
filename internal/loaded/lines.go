package loaded

import (
	"bytes"
	"regexp"
	"strings"

	"bilan/internal/regular"
)

var wholeTable = regexp.MustCompile(`(?i)^\s*select\s+\*\s+from\s+"?([\pL_][\pL\d_]*)"?\s*;?\s*$`)

// LineOffset returns the offset from the number of a row in a dataset to its line in the file. ok is true only if the
// dataset is a whole text file with one line per row and without empty lines or a footer.
func (d *Data) LineOffset(dataset string) (offset int64, ok bool) {
	ds := d.Program.Config.Datasets[dataset]
	m := wholeTable.FindStringSubmatch(ds.Query)
	if m == nil {
		return 0, false
	}
	src := d.Program.Config.Sources[ds.Source]
	t := d.Files[ds.Source+"."+strings.ToLower(m[1])]
	if len(t.Files) != 1 || t.Skipped > 0 || src.CSV.Footer > 0 || src.Tables[t.Name].CSV.Footer > 0 {
		return 0, false
	}
	data, err := regular.ReadFileIn(src.Files, t.Files[0].Origin)
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
