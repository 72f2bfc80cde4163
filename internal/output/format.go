// Package output decides in which format and under which names a report's files are written, and which files they may
// never overwrite.
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

// Paths returns the path of each file: the path output or, if that is empty, the default name of the file. With the
// format rows, output may be a folder. The path "-" stands for standard output.
func Paths(output, format string, files []run.File) ([]string, error) {
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

// Format returns the format that the flags ask for or, without one, the format that the end of the output's name says;
// pdf if neither names one.
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
		case !known && fileExtension.MatchString(format):
			return "", &plans.BadRequest{Err: fmt.Errorf("-o %s: no report is written as .%s: end the name in .pdf, .xlsx, .csv or .json, or name a --format", output, format)}
		case !known:
			return "pdf", nil
		}
	case !slices.Contains(run.Formats, format):
		return "", &plans.BadRequest{Err: fmt.Errorf("--format %s is not known: write one of %s", asked, strings.Join(run.Formats, ", "))}
	}
	return format, nil
}

// fileExtension matches text that is probably a file extension, and not the end of a name with a full stop in it.
var fileExtension = regexp.MustCompile(`^[a-z]{2,4}$|^[a-z]{2,3}\d$`)
