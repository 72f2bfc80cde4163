package worker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// The large bytes of an attempt are staged in transactions of less than a megabyte, so that the only writer of SQLite
// is never blocked for long. The attempt's last transaction seals them: all editions and deliveries appear in it, or
// none. Parts that are not sealed are discarded.

const (
	pieceSize   = 256 << 10 // the most bytes in one piece
	stageAtOnce = 768 << 10 // the most bytes in one transaction
)

// ErrTwoBatches reports that the editions of one turn come from more than one batch.
var ErrTwoBatches = errors.New("a bug in bilan: editions of two batches in one turn")

// staging collects the staged parts of one attempt. It must be used by one goroutine only.
type staging struct {
	*Process
	slot    entry.Slot // the slot, with the number of the attempt
	made    []staged
	waiting []piece // pieces that are not written yet
	size    int     // of the waiting pieces, in bytes
	failed  error   // the first error, after which nothing is sealed
}

// staged is an edition whose large bytes are in parts. body is nil if the messages contain their body.
type staged struct {
	Made
	parts    []*part
	body     *part
	withheld bool // its messages wait for EndWithheld
}

// part is one of the large values of an edition, such as its PDF. id is 0 until its first piece is written.
type part struct {
	id          int64
	name, batch string
	size        int
}

// piece is a section of the bytes of a part.
type piece struct {
	part   *part
	number int
	bytes  []byte
}

// add stages an edition. The caller must not change the edition's bytes afterwards.
func (s *staging) add(ctx context.Context, m Made) error {
	if s.failed == nil && len(s.made) > 0 && s.made[0].Edition.Batch != m.Edition.Batch {
		s.failed = ErrTwoBatches
	}
	if s.failed != nil {
		return s.failed
	}
	sum := sha256.Sum256(m.Edition.PDF)
	m.Edition.SHA256 = hex.EncodeToString(sum[:])
	e := staged{Made: m}
	e.addPart(s, "pdf", m.Edition.PDF)
	e.addPart(s, "figures", m.Edition.Figures)
	e.addPart(s, "record", m.Edition.Record)
	e.addPart(s, "distribution", m.Edition.Distribution)
	e.body = e.addPart(s, "body", m.Body)
	e.Edition.PDF, e.Edition.Figures, e.Edition.Record, e.Edition.Distribution, e.Body = nil, nil, nil, nil, nil
	s.made = append(s.made, e)
	s.failed = s.write(ctx, stageAtOnce)
	return s.failed
}

// addPart divides bytes into the pieces of a new part. It returns nil if there are no bytes.
func (e *staged) addPart(s *staging, name string, bytes []byte) *part {
	if len(bytes) == 0 {
		return nil
	}
	p := &part{name: name, batch: e.Edition.Batch, size: len(bytes)}
	for n := 0; len(bytes) > 0; n++ {
		size := min(len(bytes), pieceSize)
		s.waiting = append(s.waiting, piece{p, n, bytes[:size]})
		s.size += size
		bytes = bytes[size:]
	}
	e.parts = append(e.parts, p)
	return p
}

// complete stages the editions of the outcome and writes all waiting pieces.
func (s *staging) complete(ctx context.Context, list []Made) error {
	for _, m := range list {
		if err := s.add(ctx, m); err != nil {
			return err
		}
	}
	if s.failed == nil {
		s.failed = s.write(ctx, 0)
	}
	return s.failed
}

// write writes waiting pieces until at most limit bytes still wait.
func (s *staging) write(ctx context.Context, limit int) error {
	for s.size > limit {
		n, size := 0, 0
		for ; n < len(s.waiting) && size+len(s.waiting[n].bytes) <= stageAtOnce; n++ {
			size += len(s.waiting[n].bytes)
		}
		list := s.waiting[:n]
		if err := s.persist(ctx, func(ctx context.Context) error { return s.writePieces(ctx, list) }); err != nil {
			return err
		}
		clear(list) // the bytes are not needed any more
		s.waiting, s.size = s.waiting[n:], s.size-size
	}
	return nil
}

// writePieces writes pieces in one transaction.
func (s *staging) writePieces(ctx context.Context, list []piece) error {
	begun := map[*part]int64{}
	err := s.db.Write(ctx, func(t database.Tx) error {
		clear(begun)
		if _, err := s.lockOwnSlot(ctx, t, s.slot); err != nil {
			return err
		}
		for _, p := range list {
			id := p.part.id + begun[p.part]
			if id == 0 {
				err := database.One(ctx, t, "INSERT INTO bilan_part (slot_id, attempt, batch, edition, name, size) VALUES ($1, $2, $3, NULL, $4, $5) RETURNING id",
					[]any{s.slot.ID, s.slot.Attempts, p.part.batch, p.part.name, p.part.size}, &id)
				if err != nil {
					return err
				}
				begun[p.part] = id
			}
			if _, err := t.Exec(ctx, "INSERT INTO bilan_piece (part, number, bytes) VALUES ($1, $2, $3)", id, p.number, p.bytes); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for p, id := range begun {
		p.id = id
	}
	return nil
}

// lockOwnSlot reads and locks the slot of an attempt. It returns errLost if the slot has another attempt now.
func (c *Process) lockOwnSlot(ctx context.Context, t database.Tx, of entry.Slot) (entry.SlotRow, error) {
	s, err := entry.ReadSlot(ctx, t, "id = $1", of.ID)
	if err == nil && (s.State != entry.Producing || s.Attempts != of.Attempts || s.Worker != c.Name) {
		err = errLost
	}
	return s, err
}
