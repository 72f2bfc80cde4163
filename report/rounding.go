package report

import (
	"math/big"
)

// settle rounds half away from zero, as numbers are written, so that nothing is judged by digits that are not shown.
func settle(r *big.Rat, digits int) *big.Rat {
	ten := tenTo(digits)
	n := new(big.Int).Abs(r.Num())
	n.Mul(n, ten).Lsh(n, 1).Add(n, r.Denom()) // (2·|n|·10ᵈ + d) ÷ 2·d
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return new(big.Rat).SetFrac(n, ten)
}

// cut drops what is beyond the digits.
func cut(r *big.Rat, digits int) *big.Rat {
	ten := tenTo(digits)
	n := new(big.Int).Mul(r.Num(), ten)
	return new(big.Rat).SetFrac(n.Quo(n, r.Denom()), ten)
}

func tenTo(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, 0))), nil)
}
