package run

import (
	netmail "net/mail"

	"bilan/internal/config"
	"bilan/internal/mail"
	"bilan/internal/unsubscribe"
)

// Links are the ways by which readers leave a report's list; nil for none.
func Links(cfg *config.Config) *unsubscribe.Links {
	u := cfg.Mail.Unsubscribe
	if u.Mailto == "" && u.URL == "" {
		return nil
	}
	return unsubscribe.New(bareAddress(u.Mailto), u.URL, u.Secret.Reveal())
}

// ownHeaders are what the message to one address has of its own.
func ownHeaders(links *unsubscribe.Links, report, address string) (list []mail.Header) {
	for _, h := range links.Headers(report, address) {
		list = append(list, mail.Header(h))
	}
	return list
}

// bareAddress is an address without its display name.
func bareAddress(s string) string {
	if a, err := netmail.ParseAddress(s); err == nil {
		return a.Address
	}
	return s
}
