package scalar

import (
	"reflect"
	"time"

	"bilan/internal/period"
	"bilan/internal/sales/mapping"
)

// The types that are read from one scalar though Go has them otherwise.
var (
	SecretType   = reflect.TypeFor[Secret]()
	NumberType   = reflect.TypeFor[Number]()
	DateType     = reflect.TypeFor[period.Date]()
	DurationType = reflect.TypeFor[time.Duration]()
	AgeType      = reflect.TypeFor[Age]()
)

// Words are the types that are read from a text by their key's rule, and have its words in the schema.
var Words = map[reflect.Type]func(text string) (any, error){
	reflect.TypeFor[Zone]():           func(s string) (any, error) { return ParseZone(s) },
	reflect.TypeFor[period.Phrase]():  func(s string) (any, error) { return parsePhrase(s) },
	reflect.TypeFor[period.Span]():    func(s string) (any, error) { return period.ParseSpan(s) },
	reflect.TypeFor[Running]():        func(s string) (any, error) { return ParseRunning(s) },
	reflect.TypeFor[RowCount]():       func(s string) (any, error) { return ParseRowCount(s) },
	reflect.TypeFor[Total]():          func(s string) (any, error) { return ParseTotal(s) },
	reflect.TypeFor[mapping.Growth](): func(s string) (any, error) { return ParseGrowth(s) },
}

// IsText reports whether a key is written as any text that its rules let pass.
func IsText(t reflect.Type) bool { return t.Kind() == reflect.String || Words[t] != nil }

// Types are all of them.
var Types = allTypes()

func allTypes() map[reflect.Type]bool {
	types := map[reflect.Type]bool{SecretType: true, NumberType: true, DateType: true, DurationType: true, AgeType: true}
	for t := range Words {
		types[t] = true
	}
	return types
}
