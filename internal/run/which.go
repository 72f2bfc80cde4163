package run

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/plans"
)

// WhichReportError returns the error for an order that names no report. It lists the reports.
func (p *Program) WhichReportError() error {
	names := p.Config.ReportNames()
	if len(names) == 0 {
		return plans.NoReport("", nil)
	}
	var b strings.Builder
	b.WriteString("which report?")
	for _, name := range names {
		fmt.Fprintf(&b, "\n  %s  %s", name, p.Config.Reports[name].Title)
	}
	return &plans.BadRequest{Err: errors.New(b.String())}
}
