package schema

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/locale"
	"bilan/internal/period"

	"github.com/bojanz/currency"
	"github.com/invopop/jsonschema"
)

// wording is an editor's description of a rule: the words that it completes, a pattern for other accepted values, and
// the numbers that are allowed without quotes. A pattern may accept a little more than its rule, but never less.
type wording struct {
	words   []string
	pattern string
	numbers *jsonschema.Schema
}

// wordings returns the descriptions of all rules, except those about files on the disk.
func wordings() map[string]wording {
	months := strings.Fields("january february march april may june july august september october november december")
	return map[string]wording{
		"recipient":  {pattern: `^((\s*"[^"]*"\s*)?[^@\r\n]+@[^@\s\[][^@\r\n]*|\s*[^\s@",;<>]+\s*)$`},
		"address":    {pattern: `^(\s*"[^"]*"\s*)?[^@\r\n]+@[^@\s\[][^@\r\n]*$`},
		"alert_band": {words: []string{"2 %", "1 point", "0"}, pattern: wordPattern(alertAmount), numbers: &jsonschema.Schema{Type: "number", Minimum: "0"}},
		"alert_for":  {words: []string{"2 evaluations", "3 days"}, pattern: wordPattern(`[1-9][0-9]?\s*(evaluations?|times|turns?|days?)?`), numbers: between(1, 99)},
		"alert_when": {words: []string{"below 90 % of objective", "10 % below last year", "below 40000"}, pattern: wordPattern(alertForm)},
		"cells":      {pattern: `^` + scalar.CellsForm + `$`},
		"clock":      {pattern: `^\s*([01]?[0-9]|2[0-3])[:h][0-5][0-9]\s*$`},
		"colour":     {pattern: scalar.HexColour.String()},
		"condition":  {pattern: `^\s*(>=|<=|<>|!=|==?|>|<)\s*[+-]?[0-9]+(\.[0-9]+)? ?%?\s*$`},
		"cron":       {pattern: `^\s*[0-9A-Za-z*?/,-]+(\s+[0-9A-Za-z*?/,-]+){4}\s*$`},
		"currency":   {words: currency.GetCurrencyCodes()},
		"dates":      {words: strings.Fields("dd/mm/yyyy mm/dd/yyyy yyyy-mm-dd dd.mm.yyyy"), pattern: `^` + anyCase(datesForm) + `$`},
		"day":        {words: append(strings.Fields("monday tuesday wednesday thursday friday saturday sunday last"), "last business day", "business day 1"), pattern: wordPattern(sendDayForm), numbers: between(1, 28)},
		"decimal":    {words: []string{",", "."}},
		"delimiter":  {words: []string{";", ",", "tab", "pipe"}, pattern: `^([ -~]|\t)$`, numbers: between(0, 9)},
		"domain":     {pattern: scalar.DomainName.String()},
		"encoding":   {words: []string{"utf-8", "windows-1252", "iso-8859-15", "utf-16"}, pattern: encodingPattern()},
		"holidays":   {words: append([]string{"none"}, period.HolidayCodes()...), pattern: holidaysPattern()},
		"host":       {pattern: `^([^\s/@:]*|:[^\s/@:]*|[^\s/@]*:[^\s/@]*:[^\s/@]*)$`},
		"listen":     {pattern: `^(` + anyCase("localhost") + `|127(\.[0-9]{1,3}){3}|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}$`},
		"locale":     {words: locale.Tags(), pattern: localePattern()},
		"month":      {words: months, pattern: wordPattern(monthForm)},
		"preset":     {words: scalar.Presets, pattern: `^` + anyCase(`(`+strings.Join(scalar.Presets, "|")+`)`) + `([_-].*)?$`},
		"quote":      {words: []string{"'", "none"}, pattern: `^([ -~]|\t)$`, numbers: between(0, 9)},
		"range":      {pattern: `^.*\S.*\.\..*\S.*$`},
		"relative":   {words: usualRelatives, pattern: wordPattern(relativeForm)},
		"rows":       {words: []string{">= 1"}, pattern: `^\s*((>=|<=|>|<|==?)?\s*[0-9]{1,12}|[0-9]{1,12}\s*\.\.\s*[0-9]{1,12})\s*$`, numbers: between(0, 999999999999)},
		"running":    {words: []string{"to date", "12 months"}, pattern: wordPattern(`to\s+date|` + spanForm)},
		"send_month": {words: months, pattern: wordPattern(monthForm + `|0*[1-3]`), numbers: between(1, 3)},
		"growth":     {words: []string{"5 %", "-2 %", "0.03"}, pattern: wordPattern(`[+-]?([0-9]{1,2}(\.[0-9]+)? ?%|100 ?%|0(\.[0-9]+)?|1)`), numbers: &jsonschema.Schema{Type: "number", Minimum: "-1", Maximum: "1"}},
		"span":       {words: []string{"13 weeks", "12 months", "8 quarters", "30 days"}, pattern: wordPattern(spanForm)},
		"thousands":  {words: []string{" ", ",", ".", "'", "none"}, pattern: "^(none|space|[ .,'\u2019\u00a0\u202f\u2009]*)$"},
		"total":      {pattern: `^[\s(]*(--|/\*|` + anyCase(`(select|with|from|values)`) + `)|` + numberPattern, numbers: &jsonschema.Schema{Type: "number"}},
		"type":       {words: scalar.ColumnTypes, pattern: wordPattern(typeForm)},
		"url":        {pattern: `^[hH][tT][tT][pP][sS]?://[^/?#]`},
		"workdays":   {words: []string{"monday-friday", "monday-saturday", "sunday-thursday"}, pattern: wordPattern(workdaysForm)},
		"year_end":   {words: []string{"saturday nearest january 31", "last saturday of january"}, pattern: wordPattern(yearEndForm)},
		"zone":       {words: scalar.Zones, pattern: zonePattern},
	}
}

var usualRelatives = []string{
	"yesterday", "last week", "last month", "last quarter", "last year", "last 13 weeks", "last 12 months", "rolling 12 months",
	"week to date", "month to date", "quarter to date", "year to date", "year to last month", "quarter to last month", "year to last week",
}

func between(least, most int64) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "integer", Minimum: jsonNumber(least), Maximum: jsonNumber(most)}
}

// schema returns the schema of a text that the rule accepts, or that contains ${NAME}.
func (w wording) schema() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string", Pattern: filledIn}
	if w.pattern != "" {
		text.Pattern = w.pattern + `|` + filledIn
	}
	list := []*jsonschema.Schema{text}
	if w.words != nil {
		list = slices.Insert(list, 0, &jsonschema.Schema{Enum: asAny(w.words)})
	}
	if w.numbers != nil {
		list = append(list, w.numbers)
	}
	if len(list) == 1 {
		return text
	}
	return anyOf(list...)
}

func asAny(words []string) []any {
	list := make([]any, len(words))
	for i, word := range words {
		list[i] = word
	}
	return list
}

func jsonNumber(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// filledIn matches a value that is known only once ${NAME} is replaced.
const filledIn = `\$\{[A-Za-z_][A-Za-z0-9_]*\}`

func anyOf(list ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: list} }
