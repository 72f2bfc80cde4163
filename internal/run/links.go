package run

import (
	"bilan/internal/config"
	"bilan/internal/mail"
	"bilan/internal/mailaddr"
	"bilan/internal/unsubscribe"
)

// Links are the ways by which readers leave a report's list; nil for none.
func Links(cfg *config.Config) *unsubscribe.Links {
	u := cfg.Mail.Unsubscribe
	if u.Mailto == "" && u.URL == "" {
		return nil
	}
	return unsubscribe.New(mailaddr.Bare(u.Mailto), u.URL, u.Secret.Reveal())
}

// ownHeaders are the headers that only the message to one address has.
func ownHeaders(links *unsubscribe.Links, report, address string) (list []mail.Header) {
	for _, h := range links.Headers(report, address) {
		list = append(list, mail.Header(h))
	}
	return list
}
