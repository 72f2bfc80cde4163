package config

import (
	"strconv"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/mailaddr"
	"bilan/internal/nearest"
)

func (l *checker) checkMail(m Mail) {
	if !l.Written("mail") || !l.Legible("mail.folder") || !l.Legible("mail.smtp") || l.UnknownKeys["mail"] {
		return
	}
	switch folder, smtp := l.Written("mail.folder"), l.Written("mail.smtp"); {
	case folder && smtp:
		l.AddMistake("mail.folder", `"folder" and "smtp" are both given`, "delete one of them: mail goes into a folder or to a server")
	case !folder && !smtp:
		l.AddMistake("mail", "does not say how to send mail", "add folder: out to try, or smtp: {host: …}")
	case smtp:
		l.checkSMTP("mail.smtp", m.SMTP)
	}
	l.checkDKIM(m)
	if owner := l.config.Owner; owner != "" {
		l.checkOwner("owner", owner)
	}
}

// checkDKIM requires that the signing domain is that of the sender, or a domain above it. Receivers ignore any other
// signature for DMARC (RFC 7489, section 3.1.1).
func (l *checker) checkDKIM(m Mail) {
	from, ok := mailaddr.Parse(m.From)
	if !l.Written("mail.dkim") || !l.AllLegible("mail.dkim") || !l.AllLegible("mail.from") || !ok {
		return
	}
	if l.Written("mail.folder") {
		l.AddMistake("mail.dkim", "messages in a folder are not signed", "delete it, or send by smtp:")
		return
	}
	domain := mailaddr.Domain(from)
	if d := strings.ToLower(m.DKIM.Domain); domain != d && !strings.HasSuffix(domain, "."+d) {
		l.AddMistake("mail.dkim.domain", strconv.Quote(m.DKIM.Domain)+" is neither the domain of from: nor a parent of it", "write "+domain)
	}
}

func (l *checker) checkSMTP(path string, s SMTP) {
	if s.TLS == "none" && !scalar.Loopback(s.Host) && s.Host != "" {
		l.AddMistake(path+".tls", "passwords and figures would be sent over the network unencrypted", "delete this line: tls: none is only for a server on this machine")
	}
	if s.Port == 465 && s.TLS == "starttls" {
		l.AddMistake(path+".tls", "port 465 begins with TLS", "write tls: implicit")
	}
	if s.Port == 587 && s.TLS == "implicit" {
		l.AddMistake(path+".port", "port 587 begins without TLS", "write 465, or tls: starttls")
	}
	password := !s.Password.IsZero() || !l.AllLegible(path+".password") || !l.AllLegible(path+".password_file")
	oauth := s.Auth == "xoauth2" || (s.Auth == "" || s.Auth == "auto") && l.Written(path+".oauth2")
	switch {
	case oauth && !l.Written(path+".oauth2"):
		l.AddMistake(path+".auth", "xoauth2 needs the settings that get a token", "add oauth2: {token_url: …, client_id: …, client_secret: …}")
	case !oauth && l.Written(path+".oauth2") && l.AllLegible(path+".auth"):
		l.AddMistake(path+".oauth2", "has no effect with auth: "+s.Auth, "write auth: xoauth2, or delete it")
	case s.Auth == "none" && (s.Username != "" || !s.Password.IsZero()):
		l.AddMistake(path+".auth", "none means no login, but an account is given", "delete this line, or username and password")
	case s.Username != "" && !password && !oauth:
		l.AddMistake(path+".username", "has no password", `add password: "${SMTP_PASSWORD}" or password_file:`)
	case s.Username == "" && (password || oauth) && l.AllLegible(path+".username"):
		l.AddMistake(path, "has a password but no username", "add username:")
	case s.Username == "" && s.Auth != "" && s.Auth != "auto" && s.Auth != "none" && l.AllLegible(path+".username"):
		l.AddMistake(path+".auth", "needs a login, but no username is given", "add username: and password:")
	}
	if o := s.OAuth2; l.Written(path+".oauth2") && o.ClientSecret.IsZero() && l.AllLegible(path+".oauth2") {
		l.AddMistake(path+".oauth2", "has no secret", `add client_secret: "${OAUTH_SECRET}" or client_secret_file:`)
	}
}

func (l *checker) checkOwner(path, owner string) {
	if bare, ok := mailaddr.Parse(owner); ok {
		l.checkAllowed(path, bare)
	}
}

// checkAllowed records an address outside the allowed domains.
func (l *checker) checkAllowed(path, address string) {
	allowed := l.config.Mail.AllowedDomains
	if len(allowed) == 0 || !l.AllLegible("mail.allowed_domains") {
		return
	}
	domain := mailaddr.Domain(address)
	for _, d := range allowed {
		d = strings.ToLower(d)
		if d == domain || strings.HasPrefix(d, "*.") && strings.HasSuffix(domain, d[1:]) {
			return
		}
	}
	hint := "add " + domain + " to mail.allowed_domains"
	if near := nearest.Word(domain, allowed); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	}
	l.AddMistake(path, address+" is outside the allowed domains", hint)
}
