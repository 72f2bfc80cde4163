package scalar

import (
	"strings"
	"testing"
)

// An address that mail cannot be sent to is refused when the file is read, not when a report is due.
func TestAddressesThatNeedQuotes(t *testing.T) {
	for s, taken := range map[string]bool{
		`a.b@lenoir.example`: true, `Jo <"a.b"@lenoir.example>`: true, `jürgen@lenoir.example`: true, `"Doe, Jo" <jo@lenoir.example>`: true,
		`"a b"@lenoir.example`: false, `"a@b"@lenoir.example`: false, `Jo <"a,b"@lenoir.example>`: false,
	} {
		if err := checkAddress(s); (err == nil) != taken {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestListen(t *testing.T) {
	for s, words := range map[string]string{
		"127.0.0.1:9118": "", "[::1]:0": "", "localhost:80": "",
		"0.0.0.0:9118": "write 127.0.0.1:9118", ":80": "write 127.0.0.1:80", "192.0.2.1:80": "no password",
		"9118": "not a port", "127.0.0.1": "not a port", "127.0.0.1:http": "not a port", "127.0.0.1:99999": "not a port",
	} {
		err := checkListen(s)
		if (err == nil) != (words == "") || err != nil && !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", s, err)
		}
	}
}
