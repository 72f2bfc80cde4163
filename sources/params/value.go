package params

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// argOf types a parameter's value. A value with a day is a DATE; its time of day is ignored.
func argOf(name string, value any) (Arg, error) {
	switch v := value.(type) {
	case time.Time:
		return Arg{name, table.Date, v.Format(time.DateOnly)}, nil
	case interface{ Time() time.Time }:
		return Arg{name, table.Date, v.Time().Format(time.DateOnly)}, nil
	case string:
		return Arg{name, table.Text, v}, nil
	case int:
		return Arg{name, table.Integer, int64(v)}, nil
	case int64:
		return Arg{name, table.Integer, v}, nil
	case bool:
		return Arg{name, table.Bool, v}, nil
	case decimal.Decimal:
		return Arg{name, table.Decimal, v}, nil
	}
	return Arg{}, fmt.Errorf("parameter :%s has a value of type %T, which cannot be bound", name, value)
}

// Text is the value as SQL writes it.
func (a Arg) Text() string {
	if d, ok := a.Value.(decimal.Decimal); ok {
		return d.String()
	}
	return fmt.Sprint(a.Value)
}

// ForDriver is the value as database/sql takes it.
func (a Arg) ForDriver() any {
	if a.Kind == table.Decimal {
		return a.Text()
	}
	return a.Value
}

// Arg is one bound value. A Date's value is its text, 2026-01-31.
type Arg struct {
	Name  string
	Kind  table.Kind
	Value any
}
