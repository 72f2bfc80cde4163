package scalar

import (
	"reflect"
	"time"

	"bilan/internal/period"
	"bilan/internal/sales/mapping"
)

// These are the types that the decoder reads from a single value, although they are structs.
var (
	SecretType   = reflect.TypeFor[Secret]()
	NumberType   = reflect.TypeFor[Number]()
	DateType     = reflect.TypeFor[period.Date]()
	DurationType = reflect.TypeFor[time.Duration]()
	AgeType      = reflect.TypeFor[Age]()
)

// TextParsers are the types that are read from a text by a rule, each with its parser.
var TextParsers = map[reflect.Type]func(text string) (any, error){
	reflect.TypeFor[NumberOrColumn](): func(s string) (any, error) { return ReadNumberOrColumn(s), nil },
	reflect.TypeFor[Zone]():           func(s string) (any, error) { return ParseZone(s) },
	reflect.TypeFor[period.Phrase]():  func(s string) (any, error) { return parsePhrase(s) },
	reflect.TypeFor[period.Span]():    func(s string) (any, error) { return period.ParseSpan(s) },
	reflect.TypeFor[Running]():        func(s string) (any, error) { return ParseRunning(s) },
	reflect.TypeFor[RowCount]():       func(s string) (any, error) { return ParseRowCount(s) },
	reflect.TypeFor[Total]():          func(s string) (any, error) { return ParseTotal(s) },
	reflect.TypeFor[mapping.Growth](): func(s string) (any, error) { return ParseGrowth(s) },
}

// IsText reports whether a key of this type accepts any text that its rules allow.
func IsText(t reflect.Type) bool { return t.Kind() == reflect.String || TextParsers[t] != nil }

// IsBlock reports whether a key is written as a block of keys.
func IsBlock(t reflect.Type) bool { return t.Kind() == reflect.Struct && !ValueTypes[t] }

// ValueTypes is the set of all types that are read from a single value.
var ValueTypes = valueTypes()

func valueTypes() map[reflect.Type]bool {
	types := map[reflect.Type]bool{SecretType: true, NumberType: true, DateType: true, DurationType: true, AgeType: true}
	for t := range TextParsers {
		types[t] = true
	}
	return types
}
