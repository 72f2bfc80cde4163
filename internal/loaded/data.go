// Package loaded manages what a run has in its workbench: the private folder, the loaded tables, and the cached
// answers. It defines the contract of the engine. It knows neither where rows come from nor what they mean.
package loaded

import (
	"context"
	"errors"
	"time"

	"bilan/internal/config"
	"bilan/internal/scratch"
	"bilan/internal/table"
)

// Data is the content of a run's workbench. It must be used by one goroutine only.
type Data struct {
	Program *Program
	Bench   Workbench
	Dir     string          // the path of the run's private folder
	folder  *scratch.Folder // the private folder, which Close removes

	Files         map[string]Table        // by source.table
	Broken        map[string]bool         // datasets and source.tables that could not be loaded
	answers       map[string]*table.Table // by statement and parameters: see Asker
	DescribeCount int                     // how often the structure of a source's table was read
}

// Table is a table of a folder of files, with the numbers of its rows.
type Table struct {
	Source, Name string
	Files        []table.File
	Modified     time.Time // when the newest of its files was written
	table.Loaded
}

// Open returns an empty workbench in a private folder. It converts instants in files to days of the zone. The caller
// closes it.
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
	_ = d.folder.Close() // the next process removes the remains
}

// PrivateFolder creates a folder for the temporary files of a run. It first removes the folders of commands that were
// killed.
func (p *Program) PrivateFolder() (*scratch.Folder, error) {
	if err := scratch.Sweep(""); err != nil {
		p.Log.Warn("could not remove the folders of a killed command", "err", err)
	}
	return scratch.New("")
}

// MarkBroken records datasets or source.tables that could not be loaded.
func (d *Data) MarkBroken(names ...string) {
	for _, name := range names {
		d.Broken[name] = true
	}
}

// IsFolder reports whether a source is a folder of files.
func IsFolder(s config.Source) bool { return s.Files != "" }

// IsDatabase reports whether a source is a database, which is queried in its own SQL dialect.
func IsDatabase(s config.Source) bool { return s.Files == "" }
