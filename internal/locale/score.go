package locale

import "math/big"

// Score writes a score or an index in points, such as "24 points" or "1,5 point".
func (l *Locale) Score(r *big.Rat, digits int) string { return l.score(r, digits, negativeOnly) }

// SignedScore writes a score in points with an explicit plus sign.
func (l *Locale) SignedScore(r *big.Rat, digits int) string { return l.score(r, digits, always) }

func (l *Locale) score(r *big.Rat, digits int, s sign) string {
	if r == nil {
		return ""
	}
	form := "score.other"
	if l.names.isSingular(roundTo(new(big.Rat).Abs(r), digits).text()) {
		form = "score.one"
	}
	return l.formatNumber(r, digits, s) + "\u00a0" + l.Word(form)
}

// Times writes a multiple, such as "2,5 fois".
func (l *Locale) Times(r *big.Rat, digits int) string {
	if r == nil {
		return ""
	}
	return l.Word("times", l.formatNumber(r, digits, negativeOnly))
}
