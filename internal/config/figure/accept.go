package figure

import (
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Accept names doubts that are accepted until a given day, each precisely, so that another doubt of its kind still
// holds the report.
type Accept struct {
	UnmatchedTargets AcceptedKeys   `yaml:"unmatched_targets" eg:"{keys: [\"0412\"], until: 2027-01-31}" doc:"Keys that a target is set for and that match no member."`
	Scale            AcceptedScale  `yaml:"scale" eg:"{factor: 1000, until: 2027-01-31}" doc:"A target that looks as if it were in another unit, and is not."`
	Totals           AcceptedTotals `yaml:"totals" eg:"{keys: [Réseau], until: 2027-01-31}" doc:"Rows that look like totals of others, and are none."`
	Currencies       AcceptedCodes  `yaml:"currencies" eg:"{codes: [EUR, CHF], until: 2027-01-31}" doc:"Amounts beside codes of several currencies that may be summed all the same, as when they are converted already."`
}

// AcceptedKeys are keys that may match no member.
type AcceptedKeys struct {
	Keys  scalar.StringList `yaml:"keys" is:"req" eg:"[\"0412\"]" doc:"The keys, as the report's doubt names them."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they may pass."`
}

// AcceptedScale is a factor that a target may seem to lack.
type AcceptedScale struct {
	Factor scalar.Number `yaml:"factor" is:"req,positive" eg:"1000" doc:"The factor, as the report's doubt names it."`
	Until  period.Date   `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which it may pass."`
}

// AcceptedTotals are the keys of rows that may equal the sum of others.
type AcceptedTotals struct {
	Keys  scalar.StringList `yaml:"keys" is:"req" eg:"[Réseau]" doc:"The keys of the rows, as the report's doubt names them; '(empty)' for empty cells."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they may pass."`
}

// AcceptedCodes are currencies whose amounts may be summed together.
type AcceptedCodes struct {
	Codes scalar.StringList `yaml:"codes" is:"req" eg:"[EUR, CHF]" doc:"The currencies, as the report's doubt names them."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they may pass."`
}
