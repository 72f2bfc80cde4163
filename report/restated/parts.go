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

// maxParts is the largest number of members that a sentence names.
const maxParts = 3

// withParts adds to a sentence about a total which members changed: "Par commercial : Claire Martin +12 k€, autres +2
// k€." The parts sum exactly to the change. The sentence names the dimension with the smallest rest, and of equal ones the
// one with the fewest members named.
func withParts(s *scope.Scope, c change, sentence string) string {
	m := s.Metrics[c.Metric]
	if len(c.Splits) == 0 || m.Unit == metric.Percent {
		return sentence
	}
	var best []record.Part
	var by string
	var open *big.Rat
	for _, split := range c.Splits {
		list, others := split.Largest(c.Delta(), maxParts)
		size := new(big.Rat).Abs(others)
		if open == nil || cmp.Or(size.Cmp(new(big.Rat).Abs(open)), cmp.Compare(len(list), len(best))) < 0 {
			best, by, open = list, split.By, others
		}
	}
	var texts []string
	for _, p := range best {
		texts = append(texts, cmp.Or(p.Label, p.Member, s.Word("unassigned"))+" "+signedText(s, m, p.Delta))
	}
	if open.Sign() != 0 {
		texts = append(texts, s.Word("restated.others")+" "+signedText(s, m, open))
	}
	return s.Word("restated.parts", sentence, s.Inline(by), strings.Join(texts, ", "))
}

func signedText(s *scope.Scope, m *metric.Metric, r *big.Rat) string {
	sign := "+"
	if r.Sign() < 0 {
		sign = "\u2212"
	}
	abs := new(big.Rat).Abs(r)
	return sign + amount.DistinctTexts(s.Locale, m, abs, new(big.Rat))[0]
}
