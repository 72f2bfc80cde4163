package metric

import "math/big"

// Of makes a present number.
func Of(r *big.Rat) Num { return Num{State: Present, Rat: r} }

// None makes an absent number.
func None(s State) Num { return Num{State: s} }

// OK reports whether there is a value.
func (n Num) OK() bool { return n.State == Present }

// Float is the nearest float64, for drawing only; 0 when there is no value.
func (n Num) Float() float64 {
	if !n.OK() {
		return 0
	}
	f, _ := n.Rat.Float64()
	return f
}

// Add is a + b, absent for the reason that either is.
func Add(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return None(s)
	}
	return Num{Present, both(a.Whose, b.Whose), new(big.Rat).Add(a.Rat, b.Rat)}
}

// Sub is a − b, absent for the reason that b or a is.
func Sub(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return None(s)
	}
	return Num{Present, both(a.Whose, b.Whose), new(big.Rat).Sub(a.Rat, b.Rat)}
}

// Div is a ÷ b, Undefined when b is zero.
func Div(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return None(s)
	}
	if b.Rat.Sign() == 0 {
		return None(Undefined)
	}
	return Num{Present, both(a.Whose, b.Whose), new(big.Rat).Quo(a.Rat, b.Rat)}
}

func absent(a, b Num) State {
	if !a.OK() {
		return a.State
	}
	return b.State
}

// Mul is a × b, absent for the reason that either is.
func Mul(a, b Num) Num {
	if s := absent(a, b); s != Present {
		return None(s)
	}
	return Num{Present, both(a.Whose, b.Whose), new(big.Rat).Mul(a.Rat, b.Rat)}
}

// OrNone is a number or, if it is nil, the reason why there is none.
func OrNone(r *big.Rat, why State) Num {
	if r == nil {
		return None(why)
	}
	return Of(r)
}

// Whole is a whole number.
func Whole(n int) Num { return Of(new(big.Rat).SetInt64(int64(n))) }
