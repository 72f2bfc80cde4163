package mail

import (
	"bytes"
	"errors"
	"fmt"
)

// Copies writes the message once for several Message-IDs. Each head plus the body is exactly what Bytes would return
// with that Message-ID: the headers up to the Message-ID belong to the copy, everything else is the body. It ignores
// the field MessageID.
func (m Message) Copies(ids []string) (heads [][]byte, body []byte, err error) {
	var first string
	for i, id := range ids {
		// a Message-ID as long as the first gives a header with the same folds
		if i > 0 && len(id) == len(first) && messageID.MatchString(id) {
			heads = append(heads, bytes.Replace(heads[0], []byte("<"+first+">"), []byte("<"+id+">"), 1))
			continue
		}
		m.MessageID = id
		raw, err := m.Bytes()
		if err != nil {
			return nil, nil, err
		}
		head, rest, err := cutAfterID(raw, id)
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			first, body = id, rest
		} else if !bytes.Equal(rest, body) {
			return nil, nil, fmt.Errorf("message: a bug in bilan: Message-ID %s changes more than its own header", id)
		}
		heads = append(heads, head)
	}
	return heads, body, nil
}

// cutAfterID divides a message after the line that contains its Message-ID.
func cutAfterID(raw []byte, id string) (head, rest []byte, err error) {
	end := []byte("<" + id + ">\r\n")
	at := bytes.Index(raw, end)
	if at < 0 {
		return nil, nil, errors.New("message: a bug in bilan: it has no Message-ID")
	}
	at += len(end)
	return raw[:at:at], raw[at:], nil
}
