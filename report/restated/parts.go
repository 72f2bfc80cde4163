package restated

import (
	"cmp"
	"math/big"
	"strings"

	"bilan/report/amount"
	"bilan/report/metric"
	"bilan/report/record"
	"bilan/report/scope"
)

// mostParts is how many members are named; the others are one part.
const mostParts = 3

// parts add to a sentence on the whole whose figures the change is made of: "Par commercial : Claire Martin +12 k€, autres +2 k€." They sum to
// it exactly. It is the dimension that leaves the least to others, and of those alike the one that names the fewest.
func parts(s *scope.Scope, c change, sentence string) string {
	m := s.Metrics[c.Metric]
	if len(c.Splits) == 0 || m.Unit == metric.Percent {
		return sentence
	}
	var best []record.Part
	var by string
	var open *big.Rat
	for _, split := range c.Splits {
		list, others := split.Largest(c.Delta(), mostParts)
		size := new(big.Rat).Abs(others)
		if open == nil || cmp.Or(size.Cmp(new(big.Rat).Abs(open)), cmp.Compare(len(list), len(best))) < 0 {
			best, by, open = list, split.By, others
		}
	}
	var texts []string
	for _, p := range best {
		texts = append(texts, cmp.Or(p.Label, p.Member, s.Word("unassigned"))+" "+signed(s, m, p.Delta))
	}
	if open.Sign() != 0 {
		texts = append(texts, s.Word("restated.others")+" "+signed(s, m, open))
	}
	return s.Word("restated.parts", sentence, s.Inline(by), strings.Join(texts, ", "))
}

func signed(s *scope.Scope, m *metric.Metric, r *big.Rat) string {
	sign := "+"
	if r.Sign() < 0 {
		sign = "\u2212"
	}
	abs := new(big.Rat).Abs(r)
	return sign + amount.Apart(s.Locale, m, abs, new(big.Rat))[0]
}
