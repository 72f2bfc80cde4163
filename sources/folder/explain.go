package folder

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/sources/input"
	"bilan/sources/preparation"
	"bilan/sources/typing"
)

// Reading says how the files of a table are read: each decision with its reason.
type Reading struct {
	Source  string          `json:"source"`
	Table   string          `json:"table"`
	Files   []FileReading   `json:"files"`
	Columns []ColumnReading `json:"columns,omitempty"`
	Typed   bool            `json:"-"` // the files declare their columns, so Explain leaves Columns to Add
}

// FileReading says how one file or sheet is read.
type FileReading struct {
	File    string       `json:"file"`
	Found   []input.Fact `json:"found"`
	Rows    int64        `json:"rows"`              // number of rows of the table; 0 if reading failed
	Blank   int64        `json:"blank,omitempty"`   // number of rows without a value
	Aside   int64        `json:"aside,omitempty"`   // number of rows that do not fit (bad_rows: skip)
	Left    []input.Left `json:"left,omitempty"`    // rows of the file that are not in the table, only the first of each kind, in the order of the file
	Totals  []input.Left `json:"totals,omitempty"`  // totals that count as rows (total_rows: keep)
	Remarks []string     `json:"remarks,omitempty"` // facts that a reader of the file does not see, or would read differently
}

// ColumnReading is a column's type as the YAML would declare it, with the cell that decided it.
type ColumnReading struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Why  string `json:"why,omitempty"`
}

// Explain reads a table as Prepare does and says how. If reading fails, it also returns the decisions up to the error.
func (f *Folder) Explain(ctx context.Context, name, tempDir string) (told Reading, err error) {
	t, err := f.find(name)
	if err != nil {
		return Reading{}, err
	}
	err = f.withFiles(ctx, t, func(files []*input.Opened) error {
		told = Reading{Source: f.name, Table: t.name}
		if t.format == formatParquet {
			told.addParquet(files)
			return nil
		}
		p, err := f.preparation(t, files, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		dir, err := os.MkdirTemp(tempDir, "files-")
		if err != nil {
			return fmt.Errorf("explain %s: %w", name, err)
		}
		defer os.RemoveAll(dir)
		ready, err := p.Run(ctx, dir)
		told.addPreparation(p, ready)
		return err
	})
	return told, err
}

func (r *Reading) addParquet(files []*input.Opened) {
	r.Typed = true
	for _, file := range files {
		r.Files = append(r.Files, FileReading{File: file.Name, Found: []input.Fact{{Name: "format", Value: "Parquet", Why: "the file declares its columns"}}})
	}
}

// Add adds the columns that the workbench found in a Parquet file.
func (r *Reading) Add(columns []table.Column) {
	for _, c := range columns {
		r.Columns = append(r.Columns, ColumnReading{Name: c.Name, Type: (&typing.Plan{Column: c}).Describe()})
	}
}

// addPreparation records the decisions of a preparation. ready is empty if the preparation failed.
func (r *Reading) addPreparation(p *preparation.Preparation, ready []table.File) {
	for i, in := range p.Inputs {
		told := FileReading{File: in.Origin, Found: in.Found}
		if i < len(ready) {
			told.take(in, ready[i])
		}
		r.Files = append(r.Files, told)
	}
	for i, plan := range p.Plans {
		if !p.SharesPlan(i) && !p.Dropped(i) {
			r.Columns = append(r.Columns, ColumnReading{plan.Name, plan.Describe(), cmp.Or(plan.Note, plan.Why)})
		}
	}
}

// take records what happened to the file's rows.
func (f *FileReading) take(in *input.File, ready table.File) {
	f.Rows, f.Blank, f.Aside, f.Remarks = in.Written, in.NonRows.Blank, ready.Aside.Count, ready.Remarks
	f.Left = slices.Clone(in.NonRows.Cut)
	for _, line := range in.NonRows.RepeatedHeaders[:min(len(in.NonRows.RepeatedHeaders), table.MaxAside)] {
		f.Left = append(f.Left, input.Left{Line: line, Why: "the columns' names again"})
	}
	for _, row := range slices.Sorted(maps.Keys(in.Omit)) {
		f.Left = append(f.Left, in.Omit[row].LeftOut("total_rows: skip"))
	}
	for _, row := range ready.Aside.Rows {
		f.Left = append(f.Left, input.Left{Line: row.Line, Text: row.Value, Why: "bad_rows: skip: " + strings.TrimSpace(row.Column+" "+row.Reason)})
	}
	for _, s := range in.Kept {
		f.Totals = append(f.Totals, s.LeftOut("total_rows: keep"))
	}
	slices.SortStableFunc(f.Left, func(a, b input.Left) int { return cmp.Compare(a.Line, b.Line) })
}
