package config

import (
	"net"
	"net/mail"
	"strings"

	"bilan/internal/nearest"
)

func (l *loader) checkMail(m Mail) {
	if !l.written("mail") || !l.legibleAt("mail.folder") || !l.legibleAt("mail.smtp") || l.strange["mail"] {
		return
	}
	switch folder, smtp := l.written("mail.folder"), l.written("mail.smtp"); {
	case folder && smtp:
		l.wrong("mail.folder", `"folder" and "smtp" are both given`, "delete one of them: mail goes into a folder or to a server")
	case !folder && !smtp:
		l.wrong("mail", "says no way out", "add folder: out to try, or smtp: {host: …}")
	case smtp:
		l.checkSMTP("mail.smtp", m.SMTP)
	}
	if owner := l.config.Owner; owner != "" {
		l.checkOwner("owner", owner)
	}
}

func (l *loader) checkSMTP(path string, s SMTP) {
	if s.TLS == "none" && !Loopback(s.Host) && s.Host != "" {
		l.wrong(path+".tls", "passwords and figures would cross the network in the open", "delete this; none is for a server on this machine")
	}
	if s.Port == 465 && s.TLS == "starttls" {
		l.wrong(path+".tls", "port 465 begins with TLS", "write tls: implicit")
	}
	if s.Port == 587 && s.TLS == "implicit" {
		l.wrong(path+".port", "port 587 begins without TLS", "write 465, or tls: starttls")
	}
	password := !s.Password.IsZero() || !l.sound(path+".password") || !l.sound(path+".password_file")
	oauth := s.Auth == "xoauth2" || (s.Auth == "" || s.Auth == "auto") && l.written(path+".oauth2")
	switch {
	case oauth && !l.written(path+".oauth2"):
		l.wrong(path+".auth", "xoauth2 needs to know where tokens come from", "add oauth2: {token_url: …, client_id: …, client_secret: …}")
	case !oauth && l.written(path+".oauth2") && l.sound(path+".auth"):
		l.wrong(path+".oauth2", "means nothing with auth: "+s.Auth, "write auth: xoauth2, or delete it")
	case s.Auth == "none" && (s.Username != "" || !s.Password.IsZero()):
		l.wrong(path+".auth", "none signs nobody in, and an account is given", "delete this line, or username and password")
	case s.Username != "" && !password && !oauth:
		l.wrong(path+".username", "has no password", `add password: "${SMTP_PASSWORD}" or password_file:`)
	case s.Username == "" && (password || oauth) && l.sound(path+".username"):
		l.wrong(path, "has a password and no account", "add username:")
	case s.Username == "" && s.Auth != "" && s.Auth != "auto" && s.Auth != "none" && l.sound(path+".username"):
		l.wrong(path+".auth", "signs in, and no account is given", "add username: and password:")
	}
	if o := s.OAuth2; l.written(path+".oauth2") && o.ClientSecret.IsZero() && l.sound(path+".oauth2") {
		l.wrong(path+".oauth2", "has no secret", `add client_secret: "${OAUTH_SECRET}" or client_secret_file:`)
	}
}

// Loopback tells whether a host is this machine.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

func (l *loader) checkOwner(path, owner string) {
	if a, err := mail.ParseAddress(owner); err == nil {
		l.checkAllowed(path, a.Address)
	}
}

// checkAllowed notes an address outside the allowed domains.
func (l *loader) checkAllowed(path, address string) {
	allowed := l.config.Mail.AllowedDomains
	if len(allowed) == 0 || !l.sound("mail.allowed_domains") {
		return
	}
	domain := strings.ToLower(address[strings.LastIndex(address, "@")+1:])
	for _, d := range allowed {
		d = strings.ToLower(d)
		if d == domain || strings.HasPrefix(d, "*.") && strings.HasSuffix(domain, d[1:]) {
			return
		}
	}
	hint := "add " + domain + " to mail.allowed_domains"
	if near := nearest.Word(domain, allowed); near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	l.wrong(path, address+" is outside the allowed domains", hint)
}
