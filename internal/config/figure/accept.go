package figure

import (
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Accept lists doubts that are accepted up to a day. Each names exactly what is accepted, so that a new doubt of the
// same kind still holds the report.
type Accept struct {
	UnmatchedTargets AcceptedKeys   `yaml:"unmatched_targets" eg:"{keys: [\"0412\"], until: 2027-01-31}" doc:"Keys that a target is set for and that match no member."`
	Scale            AcceptedScale  `yaml:"scale" eg:"{factor: 1000, until: 2027-01-31}" doc:"A target that looks as if it were in another unit, but is not."`
	Totals           AcceptedTotals `yaml:"totals" eg:"{keys: [Réseau], until: 2027-01-31}" doc:"Rows that look like totals of other rows, but are not."`
	Currencies       AcceptedCodes  `yaml:"currencies" eg:"{codes: [EUR, CHF], until: 2027-01-31}" doc:"Amounts with codes of several currencies that may be summed anyway, for example because they are already converted."`
}

// AcceptedKeys are keys of targets that may match no member.
type AcceptedKeys struct {
	Keys  scalar.StringList `yaml:"keys" is:"req" eg:"[\"0412\"]" doc:"The keys, as in the message about the doubt."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they are accepted."`
}

// AcceptedScale is a factor by which targets may seem to be wrong.
type AcceptedScale struct {
	Factor scalar.Number `yaml:"factor" is:"req,positive" eg:"1000" doc:"The factor, as in the message about the doubt."`
	Until  period.Date   `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which the doubt is accepted."`
}

// AcceptedTotals are the keys of rows that may equal the sum of other rows.
type AcceptedTotals struct {
	Keys  scalar.StringList `yaml:"keys" is:"req" eg:"[Réseau]" doc:"The keys of the rows, as in the message about the doubt; '(empty)' for empty cells."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they are accepted."`
}

// AcceptedCodes are currencies whose amounts may be summed together.
type AcceptedCodes struct {
	Codes scalar.StringList `yaml:"codes" is:"req" eg:"[EUR, CHF]" doc:"The currencies, as in the message about the doubt."`
	Until period.Date       `yaml:"until" is:"req" eg:"2027-01-31" doc:"The last day on which they are accepted."`
}
