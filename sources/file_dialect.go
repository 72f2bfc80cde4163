package sources

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/table"
)

// fileDialect is how one table's files are written: what a person said, the zero value where nothing was.
type fileDialect struct {
	encoding   string
	delim      byte
	quote      byte // 0: none
	quoteGiven bool // a person named it
	escape     byte // 0: none
	escGiven   bool // a person said whether there is one
	decimal    byte
	thousands  *string
	order      dateOrder
	usual      localeForm // of the locale: what holds where the file shows nothing
	shortYear  bool
	nulls      []string
	nullsGiven bool     // a person named them
	down       []string // columns to fill down
	skip       int      // −1: not said
	header     *bool
	names      []string
	footer     int
	columns    map[string]columnType
	shared     map[string]columnType // those that the folder declares: for the files that have them
	skipBad    bool
	totals     totalRows
	unfolds    bool // columns become rows, so that their headings may be months
	compact    bool // days are written as eight digits
}

// totalRows is what becomes of rows that are totals of others.
type totalRows int

const (
	failTotals totalRows = iota
	skipTotals
	keepTotals
)

// dateOrder is how days are written apart from year first, which is always understood.
type dateOrder int

const (
	anyOrder dateOrder = iota
	dayFirst
	monthFirst
)

// columnType is a type as the YAML writes it.
type columnType struct {
	kind  table.Kind
	scale int // −1: the file's
}

// localeForm is what the writing of numbers and dates has in common in a language.
type localeForm struct {
	delim     byte
	decimal   byte
	thousands string
	order     dateOrder
}

var localeForms = map[string]localeForm{
	"fr": {';', ',', " ", dayFirst}, "de": {';', ',', ".", dayFirst}, "es": {';', ',', ". ", dayFirst},
	"it": {';', ',', ".", dayFirst}, "nl": {';', ',', ".", dayFirst}, "pt": {';', ',', ". ", dayFirst},
	"pl": {';', ',', " ", dayFirst}, "da": {';', ',', ".", dayFirst}, "fi": {';', ',', " ", dayFirst},
	"sv": {';', ',', " ", anyOrder}, "nb": {';', ',', " ", dayFirst}, "cs": {';', ',', " ", dayFirst},
	"en": {0, '.', ",", anyOrder}, "en-us": {0, '.', ",", monthFirst}, "en-gb": {0, '.', ",", dayFirst},
	"en-ie": {0, '.', ",", dayFirst}, "en-au": {0, '.', ",", dayFirst}, "en-ca": {0, '.', ",", anyOrder},
	"de-ch": {';', '.', "'", dayFirst}, "it-ch": {';', '.', "'", dayFirst}, "fr-ch": {';', 0, " '", dayFirst},
	"fr-ca": {';', ',', " ", anyOrder}, "fr-lu": {';', ',', ". ", dayFirst}, "de-at": {';', ',', ". ", dayFirst},
	"es-mx": {',', '.', ",", dayFirst}, "en-nz": {0, '.', ",", dayFirst},
}

// newFileDialect reads the source's dialect and, over it, the table's own.
func newFileDialect(source config.Dialect, own config.FileTable) (*fileDialect, error) {
	d := &fileDialect{quote: '"', skip: -1, nulls: usualNulls, columns: map[string]columnType{}}
	if err := d.apply(source); err != nil {
		return nil, err
	}
	d.shared, d.columns = d.columns, map[string]columnType{}
	if err := d.apply(own.CSV); err != nil {
		return nil, err
	}
	d.down = own.FillDown
	d.unfolds = own.Wide.Columns != ""
	return d, d.types(own.Columns)
}

func (d *fileDialect) apply(c config.Dialect) error {
	if err := d.preset(c.Locale); err != nil {
		return err
	}
	if c.Encoding != "" {
		var err error
		if d.encoding, err = encodingName(c.Encoding); err != nil {
			return err
		}
	}
	if err := d.signs(c); err != nil {
		return err
	}
	if c.Nulls != nil {
		d.nulls, d.nullsGiven = c.Nulls, true
	}
	if c.SkipLines > 0 {
		d.skip = c.SkipLines
	}
	if c.Header != nil {
		d.header = c.Header
	}
	if c.Footer > 0 {
		d.footer = c.Footer
	}
	if len(c.Names) > 0 {
		d.names = c.Names
	}
	switch c.TotalRows {
	case "skip":
		d.totals = skipTotals
	case "keep":
		d.totals = keepTotals
	case "fail":
		d.totals = failTotals
	}
	switch c.BadRows {
	case "skip":
		d.skipBad = true
	case "fail":
		d.skipBad = false
	case "":
	default:
		return fmt.Errorf("bad_rows: %q is neither fail nor skip", c.BadRows)
	}
	return d.types(c.Columns)
}

func (d *fileDialect) preset(locale string) error {
	if locale == "" {
		return nil
	}
	tag := strings.ToLower(strings.ReplaceAll(locale, "_", "-"))
	form, ok := localeForms[tag]
	if !ok {
		language, _, _ := strings.Cut(tag, "-")
		if form, ok = localeForms[language]; !ok {
			return fmt.Errorf("locale %q has no preset: write delimiter, decimal, thousands and dates instead", locale)
		}
	}
	d.usual = form
	d.delim, d.decimal, d.thousands, d.order = 0, 0, nil, anyOrder // what was said before is another program's
	return nil
}

func (d *fileDialect) signs(c config.Dialect) (err error) {
	if c.Delimiter != "" {
		if d.delim, err = oneByte("delimiter", c.Delimiter); err != nil {
			return err
		}
	}
	if err := d.quotes(c); err != nil {
		return err
	}
	switch c.Decimal {
	case "":
	case ".", ",":
		d.decimal = c.Decimal[0]
		if c.Thousands == "" && c.Locale == "" {
			d.thousands = nil
		}
	default:
		return fmt.Errorf("decimal: %q is neither . nor ,", c.Decimal)
	}
	if c.Thousands != "" {
		signs := thousandsSigns(c.Thousands)
		if strings.Trim(signs, " .,'") != "" {
			return fmt.Errorf("thousands: %q is none of space . , '", c.Thousands)
		}
		d.thousands = &signs
	}
	if c.Dates != "" {
		d.order, d.shortYear, err = datePattern(c.Dates)
		d.compact = len(strings.Trim(dayPart(c.Dates), "dDjJmMyYaA")) == 0
	}
	return err
}

func (d *fileDialect) quotes(c config.Dialect) (err error) {
	switch d.quoteGiven = d.quoteGiven || c.Quote != ""; c.Quote {
	case "":
	case "none":
		d.quote = 0
	default:
		if d.quote, err = oneByte("quote", c.Quote); err != nil {
			return err
		}
	}
	switch d.escGiven = d.escGiven || c.Escape != ""; c.Escape {
	case "":
	case "none":
		d.escape = 0
	case "backslash":
		d.escape = '\\'
	default:
		return fmt.Errorf("escape: %q is neither backslash nor none", c.Escape)
	}
	return nil
}

// thousandsSigns writes spaces of all widths as one, and "none" as nothing.
func thousandsSigns(s string) string {
	if s == "none" {
		return ""
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2019", "'", "space", " ").Replace(s)
}

func oneByte(key, s string) (byte, error) {
	switch s {
	case "tab", `\t`, "\t":
		return '\t', nil
	case "pipe":
		return '|', nil
	}
	if len(s) != 1 || s[0] >= 0x80 || s[0] == '\n' || s[0] == '\r' || s[0] == 0 {
		return 0, fmt.Errorf("%s: %q is not one ASCII character", key, s)
	}
	return s[0], nil
}

// datePattern reads dd/mm/yyyy and its kin. Only the order of the parts and the length of the year count:
// '/', '-' and '.' are read alike.
func datePattern(p string) (order dateOrder, short bool, err error) {
	letters := strings.Map(func(r rune) rune {
		switch r {
		case 'd', 'D', 'j', 'J':
			return 'd'
		case 'm', 'M':
			return 'm'
		case 'y', 'Y', 'a', 'A':
			return 'y'
		}
		return -1
	}, dayPart(p))
	short = strings.Count(letters, "y") == 2
	switch {
	case strings.HasPrefix(letters, "dm"), strings.HasPrefix(letters, "ddm"):
		order = dayFirst
	case strings.HasPrefix(letters, "md"), strings.HasPrefix(letters, "mmd"):
		order = monthFirst
	case strings.HasPrefix(letters, "yyyymm"), letters == "yyyymd":
	default:
		return 0, false, fmt.Errorf("dates: %q is no order of days (write dd/mm/yyyy, mm/dd/yyyy, yyyy-mm-dd or yyyymmdd)", p)
	}
	return order, short, nil
}

// shortDates is the pattern that lets years have two digits.
func (d *fileDialect) shortDates() string {
	if cmp.Or(d.order, d.usual.order) == monthFirst {
		return "mm/dd/yy"
	}
	return "dd/mm/yy"
}

func dayPart(p string) string {
	if i := strings.IndexAny(p, " TH"); i > 0 {
		return p[:i]
	}
	return p
}

func (d *fileDialect) types(columns map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		t, err := parseColumnType(columns[name])
		if err != nil {
			return fmt.Errorf("column %q: %w", name, err)
		}
		d.columns[name] = t
	}
	return nil
}

func parseColumnType(s string) (columnType, error) {
	word, scale := strings.ToLower(strings.TrimSpace(s)), -1
	if base, rest, ok := strings.Cut(word, "("); ok && base == "decimal" {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(rest, ")")))
		if err != nil || n < 0 || n > 18 {
			return columnType{}, fmt.Errorf("%q: a decimal has 0 to 18 digits behind its sign, as decimal(4)", s)
		}
		word, scale = base, n
	}
	for k := table.Text; k <= table.Bool; k++ {
		if k.String() == word {
			return columnType{kind: k, scale: scale}, nil
		}
	}
	return columnType{}, fmt.Errorf("%q is no type (write text, integer, decimal, decimal(4), real, date, timestamp or bool)", s)
}

// newCellReader reads cells under the dialect, in the given charset.
func (d *fileDialect) newCellReader(origin string, cs *charset) *cellReader {
	r := &cellReader{origin: origin, charset: cs, shortYear: d.shortYear, compact: d.compact, nulls: newNullWords(d.nulls)}
	signs := " '.,"
	if d.thousands != nil {
		signs = *d.thousands
	}
	for i := range len(signs) {
		r.thousands[signs[i]] = true
	}
	return r
}
