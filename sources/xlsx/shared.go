package xlsx

import (
	"errors"
	"fmt"
	"io"
)

// texts are the workbook's shared texts. They are stored one after another in large pieces, because a workbook may have
// millions.
type texts struct {
	pieces [][]byte
	places [][]place
	count  int
	size   int64
}

type place struct{ piece, from, length int32 }

const (
	pieceSize  = 1 << 20
	placeCount = 1 << 14
	maxShared  = 8 << 20   // number of texts
	maxTexts   = 256 << 20 // total size in bytes
	// maxText is the largest size of a text in bytes. A spreadsheet allows 32,767 characters in a cell.
	maxText = 1 << 18
)

func (t *texts) add(text []byte) error {
	if t.size += int64(len(text)); t.count == maxShared || t.size > maxTexts {
		return fmt.Errorf("more than %d million texts or %d MB of them", maxShared>>20, maxTexts>>20)
	}
	last := len(t.pieces) - 1
	if last < 0 || len(t.pieces[last])+len(text) > cap(t.pieces[last]) {
		size := pieceSize
		if last < 0 {
			size = 1 << 14
		}
		t.pieces, last = append(t.pieces, make([]byte, 0, max(size, len(text)))), last+1
	}
	if t.count%placeCount == 0 {
		t.places = append(t.places, nil)
	}
	group := &t.places[len(t.places)-1]
	*group = append(*group, place{int32(last), int32(len(t.pieces[last])), int32(len(text))})
	t.pieces[last] = append(t.pieces[last], text...)
	t.count++
	return nil
}

// at is the text with index i; false if there is none.
func (t *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= t.count {
		return nil, false
	}
	p := t.places[i/placeCount][i%placeCount]
	return t.pieces[p.piece][p.from : p.from+p.length : p.from+p.length], true
}

// readTexts joins the runs of each shared text. Phonetic hints (rPh) are not part of a text.
func (b *Book) readTexts() error {
	if b.texts != nil {
		return nil
	}
	all := &texts{}
	src, err := b.part(b.strPart)
	if err == nil && src != nil {
		err = all.read(newScanner(src))
	}
	if err != nil {
		return inPart(b.strPart, err)
	}
	b.texts = all
	return nil
}

func (t *texts) read(s *scanner) error {
	var r richText
	for {
		tok, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case tok == tokenStart && string(s.name) == "si":
			r.text = r.text[:0]
		case tok == tokenEnd && string(s.name) == "si":
			if err := t.add(unescaped(r.text)); err != nil {
				return err
			}
		default:
			err := r.take(tok, s)
			if err == nil && len(r.text) > maxText {
				err = errLongText
			}
			if err != nil {
				return fmt.Errorf("text %d: %w", t.count, err)
			}
		}
	}
}

// richText collects a text from its runs.
type richText struct {
	text   []byte
	inText bool
	hints  int // number of open rPh elements
}

var errLongText = fmt.Errorf("a text of more than %d KB, where a cell can hold 32,767 characters", maxText>>10)

func (r *richText) take(tok token, s *scanner) (err error) {
	switch tok {
	case tokenStart:
		if string(s.name) == "rPh" {
			r.hints++
		}
		r.inText = r.hints == 0 && string(s.name) == "t"
	case tokenEnd:
		if string(s.name) == "rPh" {
			r.hints--
		}
		r.inText = false
	case tokenText:
		if !r.inText {
			return nil
		}
		r.text, err = s.appendTo(r.text)
	}
	return err
}

// appendTo appends the present piece of text to to.
func (s *scanner) appendTo(to []byte) ([]byte, error) {
	if s.literal {
		return append(to, s.text...), nil
	}
	return appendText(to, s.text)
}
