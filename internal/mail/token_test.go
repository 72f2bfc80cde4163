package mail

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// tokenServer answers as its script says and stores the forms that it receives.
type tokenServer struct {
	status int
	body   string
	forms  []url.Values
}

func (s *tokenServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	s.forms = append(s.forms, r.PostForm)
	w.Header().Set("Content-Type", "application/json")
	if s.status != 0 {
		w.WriteHeader(s.status)
	}
	fmt.Fprint(w, s.body)
}

func oauthSettings(t *testing.T, s *tokenServer, p *peer) config.SMTP {
	t.Helper()
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	cfg := p.start(t, nil)
	cfg.Username = peerUser
	cfg.OAuth2 = config.OAuth2{TokenURL: web.URL + "/token", ClientID: "bilan-app", ClientSecret: scalar.NewSecret("very secret?"),
		Scopes: []string{"https://outlook.office365.com/.default"}}
	return cfg
}

func goodToken(seconds int) string {
	return fmt.Sprintf(`{"access_token":%q,"token_type":"Bearer","expires_in":%d}`, peerToken, seconds)
}

func TestXOAUTH2(t *testing.T) {
	web, p := &tokenServer{body: goodToken(3600)}, &peer{mechanisms: []string{"PLAIN", "XOAUTH2"}}
	s, err := NewSMTP(oauthSettings(t, web, p), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if res := s.Send(t.Context(), testEnvelope, testRaw); res.Verdict != Sent {
			t.Fatal(res.Err)
		}
	}
	if len(p.got) != 3 || p.got[2].signedIn != "XOAUTH2" {
		t.Errorf("got %+v", p.got)
	}
	form := web.forms[0]
	if len(web.forms) != 1 || form.Get("grant_type") != "client_credentials" || form.Get("client_id") != "bilan-app" ||
		form.Get("client_secret") != "very secret?" || form.Get("scope") != "https://outlook.office365.com/.default" {
		t.Errorf("asked %d times: %v", len(web.forms), web.forms)
	}
}

// TestTokenNearItsEnd checks that a token that expires soon is not used again.
func TestTokenNearItsEnd(t *testing.T) {
	web, p := &tokenServer{body: goodToken(60)}, &peer{mechanisms: []string{"XOAUTH2"}}
	s, err := NewSMTP(oauthSettings(t, web, p), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if res := s.Send(t.Context(), testEnvelope, testRaw); res.Verdict != Sent {
			t.Fatal(res.Err)
		}
	}
	if len(web.forms) != 2 {
		t.Errorf("asked %d times", len(web.forms))
	}
}

// TestTokenRefused checks that after the mail server has refused a token, the next send gets a new one, and that tokens
// stay secret.
func TestTokenRefused(t *testing.T) {
	web, p := &tokenServer{body: `{"access_token":"stale-token-7","token_type":"Bearer","expires_in":3600}`}, &peer{mechanisms: []string{"XOAUTH2"}}
	s, err := NewSMTP(oauthSettings(t, web, p), nil)
	if err != nil {
		t.Fatal(err)
	}
	res := s.Send(t.Context(), testEnvelope, testRaw)
	if res.Verdict != RetrySlowly || res.Stage != StageAuth || res.Code != 535 || strings.Contains(res.Err.Error(), "stale") {
		t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
	}
	web.body = goodToken(3600)
	if res := s.Send(t.Context(), testEnvelope, testRaw); res.Verdict != Sent {
		t.Error(res.Err)
	}
}

func TestTokenErrors(t *testing.T) {
	for _, c := range []struct {
		name    string
		status  int
		body    string
		verdict Verdict
		wants   string
	}{
		{"wrong secret", 401, `{"error":"invalid_client","error_description":"secret very secret? is wrong"}`, RetrySlowly, "invalid_client secret ••• is wrong"},
		{"repeats the form", 400, "client_secret=very+secret%3F", RetrySlowly, "HTTP 400"},
		{"down", 503, "later", Retry, "HTTP 503"},
		{"too many", 429, "later", Retry, "HTTP 429"},
		{"no JSON", 200, "<html>", Retry, ""},
		{"no token", 200, "{}", Retry, ""},
		{"redirect", 302, "", Retry, "HTTP 302"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &peer{mechanisms: []string{"XOAUTH2"}}
			cfg := oauthSettings(t, &tokenServer{status: c.status, body: c.body}, p)
			res := send(t, cfg, testEnvelope, testRaw)
			if res.Verdict != c.verdict || res.Stage != StageToken || !strings.Contains(res.Err.Error(), c.wants) {
				t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
			}
			if strings.Contains(res.Err.Error(), "very") {
				t.Errorf("the secret shows: %v", res.Err)
			}
		})
	}
}

// TestServiceAccount checks that Google's key file signs a request for the mailbox instead of sending a secret.
func TestServiceAccount(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	web, p := &tokenServer{body: goodToken(3600)}, &peer{mechanisms: []string{"XOAUTH2"}}
	cfg := oauthSettings(t, web, p)
	text, err := json.Marshal(map[string]string{"type": "service_account", "client_email": "bilan@project.example", "private_key_id": "1",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "token_uri": cfg.OAuth2.TokenURL})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg.OAuth2, cfg.Auth = config.OAuth2{ClientSecretFile: file}, "xoauth2"
	if res := send(t, cfg, testEnvelope, testRaw); res.Verdict != Sent {
		t.Fatal(res.Err)
	}
	form := web.forms[0]
	claims, err := base64.RawURLEncoding.DecodeString(strings.Split(form.Get("assertion"), ".")[1])
	if err != nil || !strings.Contains(string(claims), `"sub":"bilan@lenoir.example"`) ||
		!strings.Contains(string(claims), "https://mail.google.com/") || form.Get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
		t.Errorf("%v %s %v", err, claims, form)
	}
}
