package run

import (
	"bilan/internal/config"
	"bilan/internal/mail"
	"bilan/internal/mailaddr"
	"bilan/internal/unsubscribe"
)

// Links returns the links by which readers unsubscribe from a report; nil if the config has none.
func Links(cfg *config.Config) *unsubscribe.Links {
	u := cfg.Mail.Unsubscribe
	if u.Mailto == "" && u.URL == "" {
		return nil
	}
	return unsubscribe.New(mailaddr.Bare(u.Mailto), u.URL, u.Secret.Reveal())
}

// ownHeaders returns the headers that are individual to the message for one address.
func ownHeaders(links *unsubscribe.Links, report, address string) (list []mail.Header) {
	for _, h := range links.Headers(report, address) {
		list = append(list, mail.Header(h))
	}
	return list
}
