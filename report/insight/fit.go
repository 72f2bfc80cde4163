package insight

import (
	"math"
	"sync"
)

// design has the weights of a least-squares line through n equal steps, with or without a season, and of the step after
// them. It depends only on n, the cycle and the season, so that many series share it.
type design struct {
	n, params int
	hat       [][]float64 // hat matrix: a row has the weights of the observed values in a fitted value
	next      []float64   // weights of the observed values in the value of the next step
	leverage  float64     // leverage of the next step
	own       []float64   // the diagonal of hat
	rise      []float64   // weights of the observed values in the rise from the last step to the next
	riseLever float64     // leverage of the rise
}

// season is the kind of a line's seasonal effects.
type season int

const (
	unseasonal season = iota
	oneStep           // an effect of the next step's place in the cycle
	everyStep         // an effect of each place in the cycle
)

// newDesign returns the design with a level, a trend and a season. A process makes each design once and keeps it: there
// are only some dozens of lengths.
func newDesign(n, cycle int, s season) *design {
	if s == unseasonal {
		cycle = 0
	}
	type what struct {
		n, cycle int
		s        season
	}
	known, ok := designs.Load(what{n, cycle, s})
	if !ok {
		known, _ = designs.LoadOrStore(what{n, cycle, s}, makeDesign(n, cycle, s))
	}
	return known.(*design)
}

var designs sync.Map

func makeDesign(n, cycle int, s season) *design {
	rows := make([][]float64, n+1)
	for t := range rows {
		rows[t] = designRow(t, n, cycle, s)
	}
	d := &design{n: n, params: len(rows[0])}
	inverse := invert(normalMatrix(rows[:n]))
	d.next, d.leverage = weights(rows[n], inverse, rows[:n]), quadraticForm(rows[n], inverse, rows[n])
	for t := range n {
		d.hat = append(d.hat, weights(rows[t], inverse, rows[:n]))
		d.own = append(d.own, d.hat[t][t])
	}
	rise := make([]float64, len(rows[n]))
	for i, x := range rows[n] {
		rise[i] = x - rows[n-1][i]
	}
	d.rise, d.riseLever = weights(rise, inverse, rows[:n]), quadraticForm(rise, inverse, rise)
	return d
}

func designRow(t, n, cycle int, s season) []float64 {
	x := []float64{1, (float64(t) - float64(n)/2) / float64(n)}
	switch s {
	case oneStep:
		x = append(x, indicator(t%cycle == n%cycle))
	case everyStep:
		for step := 1; step < cycle; step++ {
			x = append(x, indicator(t%cycle == step))
		}
	}
	return x
}

func indicator(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// df is the number of degrees of freedom of the residuals.
func (d *design) df() int { return d.n - d.params }

// expect fits the line to the observed values y. It returns the line's value for the next step, the residuals, and
// their standard deviation.
func (d *design) expect(y []float64) (next float64, residuals []float64, sd float64) {
	residuals = make([]float64, d.n)
	sum := 0.0
	for t, h := range d.hat {
		r := y[t] - dot(h, y)
		residuals[t], sum = r, sum+r*r
	}
	return dot(d.next, y), residuals, math.Sqrt(sum / float64(d.df()))
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func normalMatrix(rows [][]float64) [][]float64 {
	p := len(rows[0])
	m := make([][]float64, p)
	for i := range m {
		m[i] = make([]float64, p)
		for j := range m[i] {
			for _, x := range rows {
				m[i][j] += x[i] * x[j]
			}
		}
	}
	return m
}

// invert inverts a positive definite matrix by Gauss-Jordan elimination. It changes m.
func invert(m [][]float64) [][]float64 {
	p := len(m)
	out := make([][]float64, p)
	for i := range out {
		out[i] = make([]float64, p)
		out[i][i] = 1
	}
	for i := range m {
		pivot := m[i][i]
		for j := range m {
			m[i][j] /= pivot
			out[i][j] /= pivot
		}
		for k := range m {
			if f := m[k][i]; k != i && f != 0 {
				for j := range m {
					m[k][j] -= f * m[i][j]
					out[k][j] -= f * out[i][j]
				}
			}
		}
	}
	return out
}

func quadraticForm(a []float64, m [][]float64, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * dot(m[i], b)
	}
	return sum
}

func weights(x []float64, inverse, rows [][]float64) []float64 {
	at, out := make([]float64, len(x)), make([]float64, len(rows))
	for i := range at {
		at[i] = dot(inverse[i], x)
	}
	for t := range rows {
		out[t] = dot(at, rows[t])
	}
	return out
}
