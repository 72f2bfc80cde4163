package table

import (
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
)

func TestNumbersOfCells(t *testing.T) {
	tenths := 0.1
	for _, tt := range []struct {
		name string
		cell Cell
		want string // "" if the cell is no number
	}{
		{"integer", int64(-7), "-7"},
		{"decimal", decimal.RequireFromString("1234567.891"), "1234567891/1000"},
		{"float that is a little less than 0.29", 29.0 / 100, "29/100"},
		{"float that is a little less than 100.035", 10003.5 / 100, "20007/200"},
		{"sum of floats", tenths + 0.2, "3/10"},
		{"large float", 12345678901.25, "49382715605/4"},
		{"whole float of 16 digits", float64(1234567890123457), "1234567890123457"},
		{"small float", 1e-20, "1/100000000000000000000"},
		{"negative float", -2.5, "-5/2"},
		{"zero", math.Copysign(0, -1), "0"},
		{"infinite", math.Inf(1), ""},
		{"not a number", math.NaN(), ""},
		{"null", nil, ""},
		{"text", "12", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Rat(tt.cell)
			if ok != (tt.want != "") {
				t.Fatalf("Rat(%v) = %v, %v", tt.cell, got, ok)
			}
			if want, _ := new(big.Rat).SetString(tt.want); ok && got.Cmp(want) != 0 {
				t.Errorf("Rat(%v) = %s, want %s", tt.cell, got.RatString(), tt.want)
			}
		})
	}
}
