package forecast

import "math"

// Announced is what somebody said would come, and what came.
type Announced struct{ Said, Came float64 }

// Accuracy is how near announcements were: bias is Σ(said − came) ÷ Σ came, above 0 where too much was announced; WAPE is
// Σ|said − came| ÷ Σ|came| (Kolassa and Schütz 2007); Within is the share whose error is at most 10 % of what came.
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
