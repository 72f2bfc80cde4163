package figure

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/nearest"
)

// Identity says that a metric is the product of other metrics.
type Identity struct {
	Of      string
	Factors []string
}

// ParseIdentity reads a text such as "revenue = sales * basket".
func ParseIdentity(text string) (Identity, error) {
	of, product, ok := strings.Cut(text, "=")
	i := Identity{Of: strings.TrimSpace(of)}
	for factor := range strings.SplitSeq(product, "*") {
		i.Factors = append(i.Factors, strings.TrimSpace(factor))
	}
	if !ok || i.Of == "" || len(i.Factors) < 2 || strings.ContainsAny(text, "/+()") {
		return i, fmt.Errorf("%q is not a product of metrics (write revenue = sales * basket)", text)
	}
	return i, nil
}

// maxFactors limits the number of factors, because the effect of a change is computed for every order of the factors.
const maxFactors = 6

// CheckIdentities records identities that cannot be read or that name an unknown metric.
func (l *Checker) CheckIdentities(list []string) {
	for n, text := range list {
		at := place.Index("identities", n)
		i, err := ParseIdentity(text)
		switch {
		case err != nil:
			l.AddMistake(at, strconv.Quote(text)+" is not a product of metrics", "write revenue = sales * basket")
			continue
		case len(i.Factors) > maxFactors:
			l.AddMistake(at, fmt.Sprintf("has %d factors, more than %d", len(i.Factors), maxFactors), "combine some of them in a metric with a formula")
		}
		for _, name := range append([]string{i.Of}, i.Factors...) {
			if _, ok := l.Metrics[name]; !ok && l.AllLegible("metrics") {
				l.AddMistake(at, "no metric is called "+strconv.Quote(name), cmp.Or(nearest.Hint(name, l.Defined("metric")), "write one of those below metrics:"))
			}
		}
	}
}
