package correction

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"bilan/report/record"
)

// Difference is the differences between the edition that readers have and the new one.
type Difference struct {
	Changes []record.Change // changed actuals, then changed objectives, whose metrics have the suffix Objective
	Other   int             // the number of other figures that differ: last year, previous period, figures in only one edition
	Lists   bool            // rows of tables, open deals or cohorts differ
}

// Objective is the suffix of the metric's name in a Change of an objective.
const Objective = "/objective"

// HasChanges reports whether anything changed.
func (d Difference) HasChanges() bool { return len(d.Changes) > 0 || d.Other > 0 || d.Lists }

// Compare compares the edition that readers have with new figures and with the Digest of new rows.
func (e *Edition) Compare(now record.Set, lists string) (d Difference, err error) {
	was, err := record.Decode(e.Record)
	if err != nil {
		return d, fmt.Errorf("compare with the version before: %w", err)
	}
	was, now = printedFigures(was), printedFigures(now)
	d.Changes, d.Lists = record.Changed(was, now), e.Lists != lists
	told, both := map[record.Key]bool{}, 0
	for _, c := range d.Changes {
		told[c.Key] = true
	}
	for _, f := range now {
		old, ok := was.Find(f.Key)
		if !ok {
			d.Other++
			continue
		}
		both++
		if c, ok := objectiveChange(old, f); ok {
			d.Changes = append(d.Changes, c)
		} else if !told[f.Key] && !sameNumbers(old, f) {
			d.Other++
		}
	}
	d.Other += len(was) - both
	return d, nil
}

// printedFigures returns the figures that the edition prints: those that are not Implied.
func printedFigures(s record.Set) record.Set {
	return slices.DeleteFunc(slices.Clone(s), func(f record.Figure) bool { return f.Implied })
}

// objectiveChange returns the change of a figure's objective. changed is false if the objective is equal, or missing on
// one side.
func objectiveChange(old, now record.Figure) (c record.Change, changed bool) {
	c = record.Change{Figure: now, Before: parseNumber(old.PL), After: parseNumber(now.PL)}
	c.Metric += Objective
	return c, c.Before != nil && c.After != nil && c.Before.Cmp(c.After) != 0
}

// sameNumbers reports whether all numbers of a figure are the same.
func sameNumbers(a, b record.Figure) bool {
	for _, pair := range [][2]string{{a.AC, b.AC}, {a.PL, b.PL}, {a.PLToDate, b.PLToDate}, {a.PY, b.PY}, {a.PP, b.PP}} {
		x, y := parseNumber(pair[0]), parseNumber(pair[1])
		if (x == nil) != (y == nil) || x != nil && x.Cmp(y) != 0 {
			return false
		}
	}
	return true
}

func parseNumber(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}

// Digest is a hash of the tables, open deals and cohorts in an edition's JSON. It ignores the day on which deals were
// read.
func Digest(export []byte) (string, error) {
	var lists struct {
		Pipelines []map[string]any `json:"pipelines"`
		Cohorts   any              `json:"cohorts"`
		Tables    any              `json:"tables"`
	}
	if len(export) == 0 {
		export = []byte("{}")
	}
	from := json.NewDecoder(bytes.NewReader(export))
	from.UseNumber()
	if err := from.Decode(&lists); err != nil {
		return "", fmt.Errorf("read an edition's JSON: %w", err)
	}
	for _, p := range lists.Pipelines {
		delete(p, "read_on")
	}
	text, err := json.Marshal(lists)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}
