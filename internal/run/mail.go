package run

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"

	outbox "bilan/internal/mail"
	"bilan/internal/plans"
)

// Audience selects who gets a report: the addresses in To, else with All everybody on the report's lists, else its owner.
type Audience struct {
	To    []string
	All   bool
	Added []string // with All: further addresses, of an open alert
}

// Recipients are the address lists for a mail's headers, and the bare addresses of its envelopes, each once.
type Recipients struct {
	To, CC    []string
	Addresses []string // the bare addresses in the order of the lists, with those of BCC

	Answers map[string][]string // by address: the Message-IDs of the mails of the same turn that it already has
}

// Recipients resolves an audience and refuses addresses outside the allowed domains.
func (p *Program) Recipients(report string, audience Audience) (Recipients, error) {
	r, ok := p.Config.Reports[report]
	if !ok {
		return Recipients{}, plans.NoReport(report, p.Config.ReportNames())
	}
	var list Recipients
	var hidden []string
	if r.State == "draft" {
		if len(audience.To) > 0 {
			return Recipients{}, &plans.BadRequest{Err: fmt.Errorf("report %q is a draft: it goes to its owner only (write state: live to send it to its readers)", report)}
		}
		audience.All = false
	}
	switch {
	case len(audience.To) > 0:
		list.To = audience.To
	case audience.All:
		list.To, list.CC, hidden = slices.Concat(r.To, audience.Added), r.CC, r.BCC
	default:
		list.To = []string{plans.Owner(&p.Program, report)}
	}
	if audience.All && r.PerMember() && len(list.To)+len(list.CC)+len(hidden) == 0 {
		return list, nil // only the members' editions are sent
	}
	return p.addAddresses(report, list, hidden)
}

// addAddresses adds the bare addresses to list. An address that may not get mail is an error. hidden are those of BCC.
func (p *Program) addAddresses(report string, list Recipients, hidden []string) (Recipients, error) {
	for _, a := range slices.Concat(list.To, list.CC, hidden) {
		if err := outbox.Allowed(a, p.Config.Mail.AllowedDomains); err != nil {
			return Recipients{}, &plans.BadRequest{Err: err}
		}
		parsed, err := mail.ParseAddress(a)
		if err != nil {
			return Recipients{}, &plans.BadRequest{Err: fmt.Errorf("%q is not a mail address", a)}
		}
		if _, err := mail.ParseAddress(parsed.Address); err != nil {
			return Recipients{}, &plans.BadRequest{Err: fmt.Errorf("%q has quotes before its @, which many mail servers refuse: write another address of the same person", a)}
		}
		if !slices.ContainsFunc(list.Addresses, func(b string) bool { return strings.EqualFold(b, parsed.Address) }) {
			list.Addresses = append(list.Addresses, parsed.Address)
		}
	}
	if len(list.Addresses) == 0 || list.Addresses[0] == "" {
		return Recipients{}, &plans.BadRequest{Err: fmt.Errorf("report %q has nobody to send to (add to: or owner:)", report)}
	}
	return list, nil
}

// MemberRecipients returns the recipients of a member's edition, whose addresses are to.
func (p *Program) MemberRecipients(report string, to []string) (Recipients, error) {
	return p.addAddresses(report, Recipients{To: to}, nil)
}
