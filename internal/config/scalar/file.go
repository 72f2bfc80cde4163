package scalar

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// checkFile checks that a file exists.
func checkFile(disk yamlfile.Disk, name string) error {
	_, err := readFile(disk, name)
	return err
}

const maxPicture = 4 << 20

// checkPNG checks that a file exists and is a PNG.
func checkPNG(disk yamlfile.Disk, name string) error {
	data, err := readFile(disk, name)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) {
		return errors.New("the file is not a PNG (save the picture as PNG; a new name is not enough)")
	}
	return nil
}

func readFile(disk yamlfile.Disk, name string) ([]byte, error) {
	data, folder, err := yamlfile.Read(disk, name, maxPicture)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file (a relative path starts in the folder of the YAML file that contains it)")
	case err != nil:
		return nil, fmt.Errorf("the file cannot be read: %s", yamlfile.Cause(err))
	case folder:
		return nil, errors.New("this is a folder (name the file in it)")
	case len(data) > maxPicture:
		return nil, fmt.Errorf("the file is larger than %d MB (make it smaller)", maxPicture>>20)
	}
	return data, nil
}

func checkDelimiter(s string) error {
	if oneASCII(s) || s == "tab" || s == "pipe" {
		return nil
	}
	if s == `\t` {
		return fmt.Errorf("%q is not one character (write tab)", s)
	}
	return fmt.Errorf(`%q is not one character (write ";", "," or tab)`, s)
}

func checkQuote(s string) error {
	if oneASCII(s) || s == "none" {
		return nil
	}
	return fmt.Errorf(`%q is not one character (write "'", or none)`, s)
}

func oneASCII(s string) bool { return len(s) == 1 && s[0] >= ' ' && s[0] < 0x7f || s == "\t" }

func checkDecimal(s string) error {
	if s == "." || s == "," {
		return nil
	}
	return fmt.Errorf(`%q is not a decimal sign (write "," or ".")`, s)
}

func checkThousands(s string) error {
	if s == "none" || s == "space" || strings.Trim(s, " .,'\u2019\u00a0\u202f\u2009") == "" {
		return nil
	}
	return fmt.Errorf(`%q is not a sign between thousands (write " ", ",", ".", "'" or none)`, s)
}

// CellsForm matches a part of a sheet: columns (A:D), or cells with one or two rows (B4:F or B4:F200).
const CellsForm = `\s*\$?([A-Za-z]{1,3})(?:\$?([1-9][0-9]{0,6}))?:\$?([A-Za-z]{1,3})(?:\$?([1-9][0-9]{0,6}))?\s*`

var cellRange = regexp.MustCompile(`^` + CellsForm + `$`)

func checkCells(s string) error {
	m := cellRange.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("%q is not a range of cells (write the columns, as in A:D, or the cells, as in B4:F200 or B4:F)", s)
	}
	first, last := strings.ToUpper(m[1]), strings.ToUpper(m[3])
	from, _ := strconv.Atoi(m[2])
	to, err := strconv.Atoi(m[4])
	if len(first) > len(last) || len(first) == len(last) && first > last || err == nil && to < from {
		return fmt.Errorf("%q ends before it starts (write the upper left cell first, as in B4:F200)", s)
	}
	return nil
}

// Encodings are the encodings that the sources read, with the names that people use for them.
var Encodings = strings.Fields(`utf-8 windows-1252 iso-8859-1 iso-8859-15 utf-16 utf-16le utf-16be utf-16-le utf-16-be
	windows-1250 windows-1251 windows-1253 windows-1254 windows-1257 iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-9 macintosh cp437 cp850 cp858
	utf8 utf16 utf-8-sig ascii us-ascii latin1 latin-1 latin9 latin-9 cp1250 cp1251 cp1252 ansi mac macroman ibm850 iso8859-1 iso8859-15`)

func checkEncoding(s string) error {
	if slices.Contains(Encodings, strings.ToLower(strings.ReplaceAll(s, "_", "-"))) {
		return nil
	}
	hint := "write utf-8, windows-1252, iso-8859-15 or utf-16"
	if near := nearest.Word(s, Encodings); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	} else if strings.EqualFold(s, "excel") {
		hint = "write windows-1252"
	}
	return fmt.Errorf("%q is not an encoding (%s)", s, hint)
}

// checkDates accepts a day, a month and a year in a usual order, in English or French letters.
func checkDates(s string) error {
	day, _, _ := strings.Cut(strings.ToLower(s), " ")
	letters := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("dj", r):
			return 'd'
		case strings.ContainsRune("ya", r):
			return 'y'
		case r == 'm':
			return 'm'
		case strings.ContainsRune("/-. ", r):
			return -1
		}
		return '?'
	}, day)
	if dateOrder.MatchString(letters) {
		return nil
	}
	return fmt.Errorf("%q is not a way to write days (write dd/mm/yyyy, yyyy-mm-dd or mm/dd/yyyy)", s)
}

var dateOrder = regexp.MustCompile(`^(?:d{1,2}m{1,2}|m{1,2}d{1,2})(?:yy|yyyy)$|^yyyym{1,2}d{1,2}$`)

// Presets are the languages whose number and date formats a file may use.
var Presets = strings.Fields("fr en de es it nl pt pl da fi sv nb cs")

func checkPreset(s string) error {
	language, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if slices.Contains(Presets, strings.ToLower(language)) {
		return nil
	}
	return fmt.Errorf("%q has no preset (write %s, or en-US; or delimiter, decimal and dates)", s, strings.Join(Presets, ", "))
}

func checkRange(s string) error {
	from, to, ok := strings.Cut(s, "..")
	if ok && strings.TrimSpace(from) != "" && strings.TrimSpace(to) != "" {
		return nil
	}
	return fmt.Errorf("%q does not name two columns (write janv..déc)", s)
}

// ColumnTypes are the words for the type of a file's column.
var ColumnTypes = []string{"text", "integer", "decimal", "real", "date", "timestamp", "bool"}

// ParseType reads the type of a column: text, integer, decimal, decimal(4), real, date, timestamp or bool. The second
// result is the scale of a decimal; −1 means as many digits as the file has.
func ParseType(s string) (table.Kind, int, error) {
	word, scale := strings.ToLower(strings.TrimSpace(s)), -1
	if name, digits, ok := strings.Cut(strings.TrimSuffix(word, ")"), "("); ok && name == "decimal" && strings.HasSuffix(word, ")") {
		n, err := strconv.Atoi(digits)
		if err != nil || n < 0 || n > 18 {
			return 0, 0, fmt.Errorf("%q: a decimal has 0 to 18 digits after the point (write decimal(2))", s)
		}
		word, scale = name, n
	}
	if i := slices.Index(ColumnTypes, word); i >= 0 {
		return table.Kind(i), scale, nil
	}
	hint := nearest.Hint(word, ColumnTypes)
	if same := map[string]string{"string": "text", "varchar": "text", "int": "integer", "bigint": "integer", "number": "decimal(2)", "numeric": "decimal(2)",
		"money": "decimal(2)", "float": "decimal(2) for amounts, or real", "double": "decimal(2) for amounts, or real", "datetime": "timestamp", "boolean": "bool", "texte": "text", "nombre": "decimal(2)"}[word]; same != "" {
		hint = "write " + same
	}
	return 0, 0, fmt.Errorf("%q is not a type (%s)", s, hint)
}

func checkType(s string) error {
	_, _, err := ParseType(s)
	return err
}
