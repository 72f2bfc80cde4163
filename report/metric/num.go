package metric

import "math/big"

// NumOf is the present number r.
func NumOf(r *big.Rat) Num { return Num{State: Present, Rat: r} }

// NoNum is the absent number with the reason s.
func NoNum(s State) Num { return Num{State: s} }

// OK reports whether there is a value.
func (n Num) OK() bool { return n.State == Present }

// Float is the nearest float64, for drawing and statistics only; 0 if there is no value.
func (n Num) Float() float64 {
	if !n.OK() {
		return 0
	}
	f, _ := n.Rat.Float64()
	return f
}

// Add is a + b. If one is absent, the result is absent with its reason; the reason of a has precedence.
func Add(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return NoNum(s)
	}
	return Num{Present, commonOwner(a.Whose, b.Whose), new(big.Rat).Add(a.Rat, b.Rat)}
}

// Sub is a − b. If one is absent, the result is absent with its reason; the reason of a has precedence.
func Sub(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return NoNum(s)
	}
	return Num{Present, commonOwner(a.Whose, b.Whose), new(big.Rat).Sub(a.Rat, b.Rat)}
}

// Div is a ÷ b, Undefined if b is zero. If one is absent, the result is absent with its reason, as in Add.
func Div(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return NoNum(s)
	}
	if b.Rat.Sign() == 0 {
		return NoNum(Undefined)
	}
	return Num{Present, commonOwner(a.Whose, b.Whose), new(big.Rat).Quo(a.Rat, b.Rat)}
}

func absent(a, b Num) State {
	if !a.OK() {
		return a.State
	}
	return b.State
}

// Mul is a × b. If one is absent, the result is absent with its reason; the reason of a has precedence.
func Mul(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return NoNum(s)
	}
	return Num{Present, commonOwner(a.Whose, b.Whose), new(big.Rat).Mul(a.Rat, b.Rat)}
}

// NumOrNone is the number r or, if r is nil, the absent number with the reason why.
func NumOrNone(r *big.Rat, why State) Num {
	if r == nil {
		return NoNum(why)
	}
	return NumOf(r)
}

// NumOfInt is the present number n.
func NumOfInt(n int) Num { return NumOf(new(big.Rat).SetInt64(int64(n))) }
