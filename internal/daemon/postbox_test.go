package daemon

import (
	"bufio"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// postbox is a mail server that does what a script says to an address's messages, one word for each try, and takes what no script
// speaks of. Words: a reply beginning with a code (to RCPT), "hang", "drop" (before the message comes), "cut" (while it comes), "taken"
// (it is kept and the connection ends without an answer), "refused 4xx …" (to the final dot), "ok".
type postbox struct {
	t       testing.TB
	address string

	mood   func() string // the word for a message that no script speaks of; nil for ok
	mu     sync.Mutex
	script map[string][]string
	copies map[string][]string // address → the messages kept
	tries  map[string]int
	talks  sync.WaitGroup
	listen net.Listener
}

func newPostbox(t testing.TB) *postbox {
	p := &postbox{t: t, address: "127.0.0.1:0", script: map[string][]string{}, copies: map[string][]string{}, tries: map[string]int{}}
	p.on()
	t.Cleanup(p.off)
	return p
}

// on listens, at the same port again after off.
func (p *postbox) on() {
	l, err := net.Listen("tcp", p.address)
	check(p.t, err)
	p.listen, p.address = l, l.Addr().String()
	p.talks.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.talks.Go(func() {
				defer conn.Close()
				p.talk(conn)
			})
		}
	})
}

func (p *postbox) off() {
	_ = p.listen.Close()
	p.talks.Wait()
}

// yaml is the mail part of a YAML that reaches the server.
func (p *postbox) yaml(more ...string) string {
	host, port, _ := net.SplitHostPort(p.address)
	return fmt.Sprintf("  smtp: {host: %s, port: %s, tls: none, timeout: 1s}\n", host, port) + strings.Join(more, "")
}

func (p *postbox) next(address string) string {
	word := p.scripted(address)
	switch {
	case word != "":
		return word
	case p.mood != nil:
		return p.mood() // it may take its time, and keeps no other connection waiting
	}
	return "ok"
}

// scripted is the next word that a script says to an address's message, "" when none does.
func (p *postbox) scripted(address string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries[address]++
	words := p.script[address]
	if len(words) == 0 {
		return ""
	}
	p.script[address] = words[1:]
	return words[0]
}

func (p *postbox) keep(address, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.copies[address] = append(p.copies[address], text)
}

// count is how many copies an address has.
func (p *postbox) count(address string) int { return len(p.letters(address)) }

// total is how many copies all addresses have.
func (p *postbox) total() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, list := range p.copies {
		n += len(list)
	}
	return n
}

func (p *postbox) letters(address string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.copies[address]...)
}

func (p *postbox) talk(conn net.Conn) {
	in := bufio.NewReader(conn)
	say := func(line string) { _, _ = io.WriteString(conn, line+"\r\n") }
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	say("220 postbox")
	var to, word string
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(line[:min(4, len(line))]); verb {
		case "RCPT":
			to = strings.Trim(strings.TrimSpace(line[strings.Index(line, ":")+1:]), "<>")
			word = p.next(to)
			if word == "hang" {
				_, _ = io.Copy(io.Discard, in) // until the client has enough
				return
			}
			if word[0] >= '4' && word[0] <= '5' {
				say(word)
				continue
			}
			say("250 2.1.5 ok")
		case "DATA":
			if word == "drop" {
				return
			}
			say("354 go on")
			if !p.data(in, say, to, word) {
				return
			}
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *postbox) data(in *bufio.Reader, say func(string), to, word string) bool {
	var text strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil || word == "cut" {
			return false
		}
		if line == ".\r\n" {
			break
		}
		text.WriteString(strings.TrimPrefix(line, "."))
	}
	if refused, ok := strings.CutPrefix(word, "refused "); ok {
		say(refused)
		return true
	}
	p.keep(to, text.String())
	if word == "taken" {
		return false
	}
	say("250 2.0.0 queued")
	return true
}

// text is a letter's plain text as its reader sees it.
func text(t testing.TB, letter string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(letter))
	check(t, err)
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	check(t, err)
	return string(body)
}
