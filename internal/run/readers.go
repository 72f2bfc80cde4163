package run

import (
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"

	"bilan/internal/plans"
	"bilan/report/correction"
)

// ReplacedBy returns the recipients of an edition that replaces another: the readers who have that one, in the same
// headers. They have the names with which the report's present lists write them.
func (p *Program) ReplacedBy(report string, readers []correction.Reader) (Recipients, error) {
	r := p.Config.Reports[report]
	if r.State == "draft" {
		return Recipients{}, &plans.BadRequest{Err: fmt.Errorf("report %q is a draft: it goes to its owner only (write state: live to correct what its readers have)", report)}
	}
	names := slices.Concat(r.To, r.CC, r.BCC)
	list, answers := Recipients{}, map[string][]string{}
	var hidden []string
	for _, reader := range readers {
		name := reader.Address
		for _, s := range names {
			if a, err := netmail.ParseAddress(s); err == nil && strings.EqualFold(a.Address, reader.Address) {
				name = s
			}
		}
		switch reader.Role {
		case "cc":
			list.CC = append(list.CC, name)
		case "bcc":
			hidden = append(hidden, name)
		default:
			list.To = append(list.To, name)
		}
		answers[strings.ToLower(reader.Address)] = reader.Thread
	}
	list, err := p.addAddresses(report, list, hidden)
	list.Answers = answers
	return list, err
}
