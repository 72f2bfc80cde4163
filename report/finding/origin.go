package finding

import (
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/report/insight"
	"bilan/report/metric"
)

// The origin of a number is a formula of figures' keys and numbers of days, with + − × ÷ and parentheses. count(a; b)
// stands for the number of keys in it. Insight.Inputs has the values of the keys, so that anybody can recompute the
// number.

// key is a figure's key in the JSON, in the subject's period: "revenue/2026-10/region=Nord/ac".
func (t *insightWriter) key(m *metric.Metric, by, member, field string) string {
	return t.keyIn(m, by, member, field, m.Known(t.Period))
}

// keyIn is a figure's key in the period p. It also notes the figure's value in t.inputs.
func (t *insightWriter) keyIn(m *metric.Metric, by, member, field string, p period.Period) string {
	key, f := m.Name+"/"+t.w.ID(p), t.answer(m, "", p).Total
	if by != "" {
		key += "/" + by + "=" + strings.TrimPrefix(member, unassignedKey)
		f = t.figure(m, by, member, p)
	}
	key += "/" + field
	t.inputs[key] = orZero(numberNamed(field, &f))
	return key
}

// numberNamed is the number of a figure with this name in the JSON.
func numberNamed(field string, f *metric.Figure) metric.Num {
	return map[string]metric.Num{"ac": f.AC, "pl_to_date": f.PLToDate, "py": f.PY, "pp": f.PP, "delta_pl": f.DeltaPL, "delta_py": f.DeltaPY}[field]
}

// deltaOrigin is the origin of a figure's difference from a reference: the key of the difference if the figure has it,
// otherwise actual − reference, where a missing value is 0.
func (t *insightWriter) deltaOrigin(m *metric.Metric, by, member, against string, p period.Period) string {
	f := t.answer(m, "", p).Total
	if by != "" {
		f = t.figure(m, by, member, p)
	}
	if field := fields[against]; numberNamed(field.delta, &f).OK() {
		return t.keyIn(m, by, member, field.delta, p)
	}
	return "(" + t.keyIn(m, by, member, "ac", p) + " − " + t.keyIn(m, by, member, fields[against].reference, p) + ")"
}

// gapOrigin is the origin of the total's difference from a reference.
func (t *insightWriter) gapOrigin(against string) string {
	return t.deltaOrigin(t.Metric, "", "", against, t.Metric.Known(t.Period))
}

// effectOrigin is the origin of a factor's contribution to the difference of a product (insight.Shapley).
func (t *insightWriter) effectOrigin(of int, against string) string {
	at := func(i int, field string) string { return t.key(t.Factors[i], "", "", field) }
	ref, n := fields[against].reference, len(t.Factors)
	var terms []string
	for set := range 1 << n { // the bits of set are the factors that have changed already
		if set&(1<<of) != 0 {
			continue
		}
		changed, product := 0, ""
		for i := range n {
			switch {
			case i == of:
			case set&(1<<i) != 0:
				changed, product = changed+1, product+" × "+at(i, "ac")
			default:
				product += " × " + at(i, ref)
			}
		}
		orders := new(big.Int).Binomial(int64(n-1), int64(changed))
		terms = append(terms, strings.TrimPrefix(product, " × ")+" ÷ "+orders.Mul(orders, big.NewInt(int64(n))).String())
	}
	return fmt.Sprintf("(%s − %s) × (%s)", at(of, "ac"), at(of, ref), strings.Join(terms, " + "))
}

// rateOrigin is the origin of the contribution of a member's rate to the difference of a ratio (insight.MixRate). It is "" if
// the member has no denominator now or in the reference.
func (t *insightWriter) rateOrigin(by, member, against string) string {
	num, den, ref := t.Terms[0], t.Terms[1], fields[against].reference
	f := t.figure(den, by, member, den.Known(t.Period))
	if orZero(f.AC).Sign() == 0 || orZero(numberNamed(ref, &f)).Sign() == 0 {
		return ""
	}
	at := func(m *metric.Metric, field string) string { return t.key(m, by, member, field) }
	return fmt.Sprintf("(%s ÷ %s + %s ÷ %s) ÷ 2 × (%s ÷ %s − %s ÷ %s)", at(den, "ac"), t.key(den, "", "", "ac"), at(den, ref), t.key(den, "", "", ref),
		at(num, "ac"), at(den, "ac"), at(num, ref), at(den, ref))
}

// mixOrigin is the origin of the mix effect: the difference of a ratio minus the contributions of the members' rates.
func (t *insightWriter) mixOrigin(cut *insight.Cut, against string) string {
	text := t.gapOrigin(against)
	for _, p := range cut.Parts {
		if p.Key == insight.Mix || p.Key == restKey {
			continue
		}
		if rate := t.rateOrigin(cut.Name, p.Key, against); rate != "" {
			text += " − " + rate
		}
	}
	return text
}

// weekOrigin is the origin of a week's contribution to the difference of its month: the week's value minus the reference ×
// business days of the week ÷ business days of the month.
func (t *insightWriter) weekOrigin(w period.Period, against string) string {
	return fmt.Sprintf("%s − %s × %d ÷ %d", t.keyIn(t.Metric, "", "", "ac", w), t.key(t.Metric, "", "", fields[against].reference), t.Days(w), t.Days(t.Period))
}

// inputsOf returns the values of the keys in the origins of numbers.
func (t *insightWriter) inputsOf(numbers []Number) map[string]string {
	of := map[string]string{}
	for key, value := range t.inputs {
		for _, n := range numbers {
			if strings.Contains(n.Of, key) {
				of[key] = metric.Decimal(value)
			}
		}
	}
	return of
}
