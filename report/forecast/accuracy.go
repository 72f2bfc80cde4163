package forecast

import "math"

// Announced is an announced amount, and the actual one.
type Announced struct{ Said, Came float64 }

// Accuracy measures announcements: bias is Σ(announced − actual) ÷ Σ actual, above 0 if too much was announced; WAPE is
// Σ|announced − actual| ÷ Σ|actual| (Kolassa and Schütz 2007); Within is the share with an error of at most 10 % of the
// actual.
type Accuracy struct {
	Bias, WAPE, Within float64
	Count              int
}

// AccuracyOf judges announcements; ok is false where nothing came at all.
func AccuracyOf(list []Announced) (a Accuracy, ok bool) {
	var off, size, came float64
	near := 0
	for _, x := range list {
		off += x.Said - x.Came
		size += math.Abs(x.Said - x.Came)
		came += math.Abs(x.Came)
		if math.Abs(x.Said-x.Came) <= 0.1*math.Abs(x.Came) {
			near++
		}
	}
	if came == 0 {
		return Accuracy{}, false
	}
	return Accuracy{off / came, size / came, float64(near) / float64(len(list)), len(list)}, true
}
