// Package rounding rounds exact numbers to the digits that are printed.
package rounding

import (
	"math"
	"math/big"
)

// Settle rounds half away from zero, as numbers are written, so that nothing is judged by digits that are not shown.
func Settle(r *big.Rat, digits int) *big.Rat {
	ten := TenTo(digits)
	n := new(big.Int).Abs(r.Num())
	n.Mul(n, ten).Lsh(n, 1).Add(n, r.Denom()) // (2·|n|·10ᵈ + d) ÷ 2·d
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return new(big.Rat).SetFrac(n, ten)
}

// Cut truncates after the digits.
func Cut(r *big.Rat, digits int) *big.Rat {
	ten := TenTo(digits)
	n := new(big.Int).Mul(r.Num(), ten)
	return new(big.Rat).SetFrac(n.Quo(n, r.Denom()), ten)
}

// TenTo is a power of ten, 1 of a negative one.
func TenTo(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, 0))), nil)
}

// Step is the smallest of 1, 2, 5 times a power of ten that is not below the wish.
func Step(wish float64) (step float64, exp int) {
	exp = int(math.Floor(math.Log10(wish)))
	for _, k := range []float64{1, 2, 5} {
		if step = k * math.Pow10(exp); step >= wish*(1-1e-9) {
			return step, exp
		}
	}
	return math.Pow10(exp + 1), exp + 1
}

// Pow10 is a power of ten, a fraction of a negative one.
func Pow10(exp int) *big.Rat {
	n := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil))
	if exp < 0 {
		n.Inv(n)
	}
	return n
}

// Magnitude counts the digits before the decimal point; it is 0 from 0.1 and negative below.
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
