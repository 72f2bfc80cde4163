package scalar

import (
	"reflect"
	"time"

	"bilan/internal/period"
)

// The types that are read from one scalar though Go has them otherwise.
var (
	SecretType   = reflect.TypeFor[Secret]()
	NumberType   = reflect.TypeFor[Number]()
	DateType     = reflect.TypeFor[period.Date]()
	DurationType = reflect.TypeFor[time.Duration]()
	AgeType      = reflect.TypeFor[Age]()
)

// Types are all of them.
var Types = map[reflect.Type]bool{SecretType: true, NumberType: true, DateType: true, DurationType: true, AgeType: true}
