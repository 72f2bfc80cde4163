// Package rounding rounds exact numbers to the digits that are printed.
package rounding

import (
	"math"
	"math/big"
)

// Round rounds to a number of decimals, half away from zero. Comparing rounded numbers ignores digits that are not shown.
func Round(r *big.Rat, digits int) *big.Rat {
	ten := TenTo(digits)
	n := new(big.Int).Abs(r.Num())
	n.Mul(n, ten).Lsh(n, 1).Add(n, r.Denom()) // (2·|n|·10ᵈ + d) ÷ 2·d
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return new(big.Rat).SetFrac(n, ten)
}

// Truncate truncates a number to a number of decimals.
func Truncate(r *big.Rat, digits int) *big.Rat {
	ten := TenTo(digits)
	n := new(big.Int).Mul(r.Num(), ten)
	return new(big.Rat).SetFrac(n.Quo(n, r.Denom()), ten)
}

// TenTo returns a power of ten, 1 for a negative exponent.
func TenTo(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, 0))), nil)
}

// Step returns the smallest number that is not below wish and is 1, 2 or 5 times ten to the power exp.
func Step(wish float64) (step float64, exp int) {
	exp = int(math.Floor(math.Log10(wish)))
	for _, k := range []float64{1, 2, 5} {
		if step = k * math.Pow10(exp); step >= wish*(1-1e-9) {
			return step, exp
		}
	}
	return math.Pow10(exp + 1), exp + 1
}

// Pow10 returns a power of ten, a fraction for a negative exponent.
func Pow10(exp int) *big.Rat {
	n := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil))
	if exp < 0 {
		n.Inv(n)
	}
	return n
}

// Magnitude returns the number of digits before the decimal point: 0 for a number from 0.1 to below 1, negative for a
// smaller one.
func Magnitude(r *big.Rat) int {
	n := 0
	for ; new(big.Rat).Abs(r).Cmp(big.NewRat(1, 1)) >= 0; n++ {
		r = new(big.Rat).Quo(r, ten)
	}
	for tenth := big.NewRat(1, 10); r.Sign() != 0 && r.Cmp(tenth) < 0; n-- {
		r = new(big.Rat).Mul(r, ten)
	}
	return n
}

var ten = big.NewRat(10, 1)
