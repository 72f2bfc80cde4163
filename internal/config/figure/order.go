package figure

import "bilan/internal/config/place"

// checkOrder checks the order of a dimension: a list of members, or bands of a number.
func (l *Checker) checkOrder(path string, d Dimension) {
	l.CheckDuplicates(path+".order", d.Order)
	if len(d.Bands) == 0 {
		return
	}
	for _, key := range []string{"dataset", "order", "aliases", "match", "key_digits"} {
		if l.Written(path + "." + key) {
			l.AddMistake(path+"."+key, `cannot be used with "bands", whose members are the bands`, "delete it, or make it another dimension")
		}
	}
	for i := 1; i < len(d.Bands); i++ {
		if a, b := d.Bands[i-1].Rat, d.Bands[i].Rat; a != nil && b != nil && b.Cmp(a) <= 0 {
			l.AddMistake(place.Index(path+".bands", i), d.Bands[i].String()+" is not above "+d.Bands[i-1].String(), "write the bounds from the lowest to the highest")
		}
	}
}
