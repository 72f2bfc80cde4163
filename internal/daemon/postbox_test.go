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

// postbox is a mail server that follows a script: one word for each message to an address. It accepts messages without
// a script. The words are a reply such as "450 4.2.1 later" (to RCPT), "hang", "drop" (ends the connection before the
// message), "cut" (during the message), "taken" (keeps the message, but does not answer), "refused 4xx …" (after the
// final dot) and "ok".
type postbox struct {
	t       testing.TB
	address string

	mood   func() string // the word for a message without a script; nil for ok
	mu     sync.Mutex
	script map[string][]string
	copies map[string][]string // the accepted messages by address
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

// on listens. After off, it listens on the same port again.
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

// yaml returns the mail settings with which a daemon reaches the server.
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
		return p.mood() // may be slow; other connections do not wait for it
	}
	return "ok"
}

// scripted returns the next word of the script for an address; "" if it has none.
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

// count returns how many messages an address has got.
func (p *postbox) count(address string) int { return len(p.letters(address)) }

// total returns how many messages all addresses have got.
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
				_, _ = io.Copy(io.Discard, in) // reads until the client gives up
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

// text returns a letter's plain text, decoded.
func text(t testing.TB, letter string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(letter))
	check(t, err)
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	check(t, err)
	return string(body)
}
