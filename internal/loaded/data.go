// Package loaded manages what a run has in its workbench: the private folder, the tables that are loaded, and the
// answers, each of which is asked for once. It defines the contract of the engine. It knows neither where rows come
// from nor what they mean.
package loaded

import (
	"context"
	"errors"
	"time"

	"bilan/internal/config"
	"bilan/internal/scratch"
	"bilan/internal/table"
)

// Data is a run's datasets in their workbench. It is for one goroutine.
type Data struct {
	Program *Program
	Bench   Workbench
	Dir     string          // private
	folder  *scratch.Folder // it; removed by close

	Files   map[string]Table        // by source.table
	Broken  map[string]bool         // datasets and source.tables that could not be loaded
	answers map[string]*table.Table // see asker
	Looks   int                     // how often a source's table was looked into
}

// Table is one file table with the counts of its rows.
type Table struct {
	Source, Name string
	Files        []table.File
	Modified     time.Time // when the newest of them was written
	table.Loaded
}

// Open starts an empty workbench in a private folder. In the zone an instant of a file becomes a day.
func (p *Program) Open(ctx context.Context, zone *time.Location) (*Data, error) {
	folder, err := p.PrivateFolder()
	if err != nil {
		return nil, err
	}
	bench, err := p.OpenWorkbench(ctx, folder.Path, zone)
	if err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return &Data{Program: p, Bench: bench, Dir: folder.Path, folder: folder, Files: map[string]Table{}, Broken: map[string]bool{}, answers: map[string]*table.Table{}}, nil
}

// Close ends the workbench and removes the private folder.
func (d *Data) Close() {
	d.Bench.Close()
	_ = d.folder.Close() // what cannot be removed the next process removes
}

// PrivateFolder is for the temporary files of a run. It first removes the remains of killed commands.
func (p *Program) PrivateFolder() (*scratch.Folder, error) {
	if err := scratch.Sweep(""); err != nil {
		p.Log.Warn("could not remove the folders of a killed command", "err", err)
	}
	return scratch.New("")
}

// Breaks notes datasets, or source.tables, that could not be loaded.
func (d *Data) Breaks(names ...string) {
	for _, name := range names {
		d.Broken[name] = true
	}
}

// IsFolder reports whether a source is a folder of files.
func IsFolder(s config.Source) bool { return s.Files != "" }

// IsDatabase reports whether a source is queried in its own SQL.
func IsDatabase(s config.Source) bool { return s.Files == "" }
