// Package output decides where the files of a report are written: their format and names, and which files are never
// overwritten.
package output

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/plans"
	"bilan/internal/run"
)

// Names are the paths of the files: those in output, else their default names. Rows may go into a folder.
func Names(output, format string, files []run.File) ([]string, error) {
	info, err := os.Stat(output)
	switch folder := format == "rows" && err == nil && info.IsDir(); {
	case output == "" && format == "json":
		return []string{"-"}, nil
	case output == "" || folder:
		list := make([]string, len(files))
		for i, f := range files {
			list[i] = filepath.Join(output, f.Name)
		}
		return list, nil
	case len(files) > 1:
		return nil, &plans.BadRequest{Err: fmt.Errorf("the report has %d tables: name a folder with -o, or leave it out", len(files))}
	}
	return []string{output}, nil
}

// Format is the format that is asked for, by its flag or by the name of the file.
func Format(output, asked string, asJSON bool) (string, error) {
	format := strings.ToLower(asked)
	switch {
	case asJSON && format != "" && format != "json":
		return "", &plans.BadRequest{Err: fmt.Errorf("--json and --format %s are two formats: write one of them", asked)}
	case asJSON:
		return "json", nil
	case format == "":
		format = strings.ToLower(strings.TrimPrefix(filepath.Ext(output), "."))
		switch known := slices.Contains(run.Formats, format); {
		case !known && foreign.MatchString(format):
			return "", &plans.BadRequest{Err: fmt.Errorf("-o %s: no report is written as .%s: end the name in .pdf, .xlsx, .csv or .json, or name a --format", output, format)}
		case !known:
			return "pdf", nil
		}
	case !slices.Contains(run.Formats, format):
		return "", &plans.BadRequest{Err: fmt.Errorf("--format %s is not known: write one of %s", asked, strings.Join(run.Formats, ", "))}
	}
	return format, nil
}

// foreign is how the name of a file of another kind ends, rather than a name with a full stop in it.
var foreign = regexp.MustCompile(`^[a-z]{2,4}$|^[a-z]{2,3}\d$`)
