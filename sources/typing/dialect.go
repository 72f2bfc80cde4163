package typing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/cell"
)

// Dialect is the format of one table's files as the YAML declares it. A setting that is not declared is zero, except as
// noted.
type Dialect struct {
	Encoding   string
	Delim      byte
	Quote      byte // 0 for none
	QuoteGiven bool // the YAML sets it
	Escape     byte // 0 for none
	EscGiven   bool // the YAML sets it
	decimal    byte
	thousands  *string
	order      cell.DateOrder
	LocaleForm localeForm // the locale's form, used where the file itself does not show another
	shortYear  bool
	Nulls      []string
	NullsGiven bool     // the YAML sets them
	Down       []string // names of columns to fill down
	Skip       int      // lines before the header; −1 if not declared
	Header     *bool
	Names      []string
	Footer     int
	Columns    map[string]ColumnType
	Shared     map[string]ColumnType // types that the folder declares, for those of its tables that have the columns
	SkipBad    bool
	Totals     totalRows
	Unfolds    bool // columns become rows, so headings may be months
	compact    bool // days may be written as eight digits
}

// totalRows says what happens to rows that are totals of other rows.
type totalRows int

const (
	failTotals totalRows = iota
	SkipTotals
	KeepTotals
)

// ColumnType is a type as the YAML writes it.
type ColumnType struct {
	Kind  table.Kind
	Scale int // decimals; −1 for those of the file
}

// localeForm is the usual form of numbers and dates in a language. thousands lists the possible signs.
type localeForm struct {
	Delim     byte
	decimal   byte
	thousands string
	order     cell.DateOrder
}

var localeForms = map[string]localeForm{
	"fr": {';', ',', " ", cell.DayFirst}, "de": {';', ',', ".", cell.DayFirst}, "es": {';', ',', ". ", cell.DayFirst},
	"it": {';', ',', ".", cell.DayFirst}, "nl": {';', ',', ".", cell.DayFirst}, "pt": {';', ',', ". ", cell.DayFirst},
	"pl": {';', ',', " ", cell.DayFirst}, "da": {';', ',', ".", cell.DayFirst}, "fi": {';', ',', " ", cell.DayFirst},
	"sv": {';', ',', " ", cell.AnyOrder}, "nb": {';', ',', " ", cell.DayFirst}, "cs": {';', ',', " ", cell.DayFirst},
	"en": {0, '.', ",", cell.AnyOrder}, "en-us": {0, '.', ",", cell.MonthFirst}, "en-gb": {0, '.', ",", cell.DayFirst},
	"en-ie": {0, '.', ",", cell.DayFirst}, "en-au": {0, '.', ",", cell.DayFirst}, "en-ca": {0, '.', ",", cell.AnyOrder},
	"de-ch": {';', '.', "'", cell.DayFirst}, "it-ch": {';', '.', "'", cell.DayFirst}, "fr-ch": {';', 0, " '", cell.DayFirst},
	"fr-ca": {';', ',', " ", cell.AnyOrder}, "fr-lu": {';', ',', ". ", cell.DayFirst}, "de-at": {';', ',', ". ", cell.DayFirst},
	"es-mx": {',', '.', ",", cell.DayFirst}, "en-nz": {0, '.', ",", cell.DayFirst},
}

// NewDialect combines the dialect of the source with the one of the table, which takes precedence.
func NewDialect(source config.Dialect, own config.FileTable) (*Dialect, error) {
	d := &Dialect{Quote: '"', Skip: -1, Nulls: cell.UsualNulls, Columns: map[string]ColumnType{}}
	if err := d.apply(source); err != nil {
		return nil, err
	}
	d.Shared, d.Columns = d.Columns, map[string]ColumnType{}
	if err := d.apply(own.CSV); err != nil {
		return nil, err
	}
	d.Down = own.FillDown
	d.Unfolds = own.Wide.Columns != ""
	return d, d.setTypes(own.Columns)
}

func (d *Dialect) apply(c config.Dialect) error {
	if err := d.preset(c.Locale); err != nil {
		return err
	}
	if c.Encoding != "" {
		var err error
		if d.Encoding, err = cell.EncodingName(c.Encoding); err != nil {
			return err
		}
	}
	if err := d.setSigns(c); err != nil {
		return err
	}
	if c.Nulls != nil {
		d.Nulls, d.NullsGiven = c.Nulls, true
	}
	if c.SkipLines > 0 {
		d.Skip = c.SkipLines
	}
	if c.Header != nil {
		d.Header = c.Header
	}
	if c.Footer > 0 {
		d.Footer = c.Footer
	}
	if len(c.Names) > 0 {
		d.Names = c.Names
	}
	switch c.TotalRows {
	case "skip":
		d.Totals = SkipTotals
	case "keep":
		d.Totals = KeepTotals
	case "fail":
		d.Totals = failTotals
	}
	switch c.BadRows {
	case "skip":
		d.SkipBad = true
	case "fail":
		d.SkipBad = false
	case "":
	default:
		return fmt.Errorf("bad_rows: %q is neither fail nor skip", c.BadRows)
	}
	return d.setTypes(c.Columns)
}

func (d *Dialect) preset(locale string) error {
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
	d.LocaleForm = form
	d.Delim, d.decimal, d.thousands, d.order = 0, 0, nil, cell.AnyOrder // earlier settings belong to another locale
	return nil
}

func (d *Dialect) setSigns(c config.Dialect) (err error) {
	if c.Delimiter != "" {
		if d.Delim, err = oneByte("delimiter", c.Delimiter); err != nil {
			return err
		}
	}
	if err := d.setQuotes(c); err != nil {
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
			return fmt.Errorf("thousands: %q is not one of space . , '", c.Thousands)
		}
		d.thousands = &signs
	}
	if c.Dates != "" {
		d.order, d.shortYear, err = datePattern(c.Dates)
		d.compact = len(strings.Trim(datePart(c.Dates), "dDjJmMyYaA")) == 0
	}
	return err
}

func (d *Dialect) setQuotes(c config.Dialect) (err error) {
	switch d.QuoteGiven = d.QuoteGiven || c.Quote != ""; c.Quote {
	case "":
	case "none":
		d.Quote = 0
	default:
		if d.Quote, err = oneByte("quote", c.Quote); err != nil {
			return err
		}
	}
	switch d.EscGiven = d.EscGiven || c.Escape != ""; c.Escape {
	case "":
	case "none":
		d.Escape = 0
	case "backslash":
		d.Escape = '\\'
	default:
		return fmt.Errorf("escape: %q is neither backslash nor none", c.Escape)
	}
	return nil
}

// thousandsSigns replaces all kinds of spaces by ' ', and "none" by "".
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

// datePattern parses a pattern such as dd/mm/yyyy. Only the order of the parts and the length of the year matter; '/',
// '-' and '.' are equal.
func datePattern(p string) (order cell.DateOrder, short bool, err error) {
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
	}, datePart(p))
	short = strings.Count(letters, "y") == 2
	switch {
	case strings.HasPrefix(letters, "dm"), strings.HasPrefix(letters, "ddm"):
		order = cell.DayFirst
	case strings.HasPrefix(letters, "md"), strings.HasPrefix(letters, "mmd"):
		order = cell.MonthFirst
	case strings.HasPrefix(letters, "yyyymm"), letters == "yyyymd":
	default:
		return 0, false, fmt.Errorf("dates: %q is not an order of day, month and year (write dd/mm/yyyy, mm/dd/yyyy, yyyy-mm-dd or yyyymmdd)", p)
	}
	return order, short, nil
}

// shortDates is the pattern that an error suggests for years of two digits.
func (d *Dialect) shortDates() string {
	if cmp.Or(d.order, d.LocaleForm.order) == cell.MonthFirst {
		return "mm/dd/yy"
	}
	return "dd/mm/yy"
}

func datePart(p string) string {
	if i := strings.IndexAny(p, " TH"); i > 0 {
		return p[:i]
	}
	return p
}

func (d *Dialect) setTypes(columns map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		t, err := parseColumnType(columns[name])
		if err != nil {
			return fmt.Errorf("column %q: %w", name, err)
		}
		d.Columns[name] = t
	}
	return nil
}

func parseColumnType(s string) (ColumnType, error) {
	word, scale := strings.ToLower(strings.TrimSpace(s)), -1
	if base, rest, ok := strings.Cut(word, "("); ok && base == "decimal" {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(rest, ")")))
		if err != nil || n < 0 || n > 18 {
			return ColumnType{}, fmt.Errorf("%q: a decimal has 0 to 18 digits after its decimal sign, as decimal(4)", s)
		}
		word, scale = base, n
	}
	for k := table.Text; k <= table.Bool; k++ {
		if k.String() == word {
			return ColumnType{Kind: k, Scale: scale}, nil
		}
	}
	return ColumnType{}, fmt.Errorf("%q is not a type (write text, integer, decimal, decimal(4), real, date, timestamp or bool)", s)
}

// NewCellReader returns a reader of cells in the dialect and the charset.
func (d *Dialect) NewCellReader(origin string, cs *cell.Charset) *cell.Reader {
	r := &cell.Reader{Origin: origin, Charset: cs, ShortYear: d.shortYear, Compact: d.compact, Nulls: cell.NewNullWords(d.Nulls)}
	signs := " '.,"
	if d.thousands != nil {
		signs = *d.thousands
	}
	for i := range len(signs) {
		r.Thousands[signs[i]] = true
	}
	return r
}

// HasHeader reports whether the first row is a header: as declared, or else if no names are declared.
func (d *Dialect) HasHeader() bool {
	if d.Header != nil {
		return *d.Header
	}
	return len(d.Names) == 0
}
