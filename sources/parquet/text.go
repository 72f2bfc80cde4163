package parquet

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// distinct is the dictionary of a text column: each different text has a code, so that it is decoded, written and
// checked by the engine only once. The key of a text is the cell as in the file, or the text itself.
type distinct struct {
	slots []distinctSlot // hash table; its length is a power of two
	keys  []byte
	plain []byte   // texts by code, encoded as a page of plain values
	ends  []uint32 // end of each text in plain
	added int      // number of texts added since the last reset
}

// distinctSlot is one key. The first and last 8 bytes of the key are in the slot, so that most keys are found with one
// comparison.
type distinctSlot struct {
	head, tail uint64
	size       uint32 // length of the key plus 1; 0 for an empty slot
	at         uint32 // offset of the key in keys
	code       uint16
	damaged    bool // the text has replacement characters for bytes of the key
}

const (
	textsBeforeCheck = 8192    // number of texts after which it is checked how often texts repeat
	textBytes        = 1 << 20 // largest size of the texts that are kept for the rows of the next block
)

// find is the slot of a key, or the empty slot for it.
func (d *distinct) find(key []byte) *distinctSlot {
	head, tail := ends(key)
	high, low := bits.Mul64(head^hashSeed[0], tail^hashSeed[1]^uint64(len(key)))
	hash := high ^ low
	if len(key) > 16 {
		for i := 8; i < len(key)-8; i += 8 {
			high, low = bits.Mul64(binary.LittleEndian.Uint64(key[i:])^hashSeed[0], hash^hashSeed[1])
			hash = high ^ low
		}
	}
	for i := int(hash); ; i++ {
		slot := &d.slots[i&(len(d.slots)-1)]
		if slot.size == 0 || slot.head == head && slot.tail == tail && slot.size == uint32(len(key)+1) && (len(key) <= 16 || bytes.Equal(d.key(slot), key)) {
			return slot
		}
	}
}

// hashSeed differs in every run. So nobody can write a file whose texts all have the same hash.
var hashSeed = [2]uint64{rand.Uint64(), rand.Uint64()}

// ends are the first and the last 8 bytes of a key; of a shorter key all bytes.
func ends(key []byte) (head, tail uint64) {
	switch n := len(key); {
	case n >= 8:
		return binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[n-8:])
	case n >= 4:
		return uint64(binary.LittleEndian.Uint32(key)), uint64(binary.LittleEndian.Uint32(key[n-4:]))
	case n > 0:
		return uint64(key[0]), uint64(key[n/2]) | uint64(key[n-1])<<8
	}
	return 0, 0
}

func (d *distinct) key(s *distinctSlot) []byte { return d.keys[s.at : s.at+s.size-1] }

// add adds the text of a key that find did not find.
func (d *distinct) add(key, text []byte, damaged bool) (code uint16) {
	if len(d.ends)*4 >= len(d.slots)*3 {
		d.grow()
	}
	slot := d.find(key)
	code = uint16(len(d.ends))
	slot.head, slot.tail = ends(key)
	slot.size, slot.at, slot.code, slot.damaged = uint32(len(key)+1), uint32(len(d.keys)), code, damaged
	d.keys = append(d.keys, key...)
	d.plain = binary.LittleEndian.AppendUint32(d.plain, uint32(len(text)))
	d.plain = append(d.plain, text...)
	d.ends = append(d.ends, uint32(len(d.plain)))
	d.added++
	return code
}

func (d *distinct) grow() {
	old := d.slots
	d.slots = make([]distinctSlot, 2*len(old))
	for _, s := range old {
		if s.size != 0 {
			*d.find(d.key(&s)) = s
		}
	}
}

// tooRare reports whether the texts of that many rows repeat so rarely that codes do not pay.
func (d *distinct) tooRare(rows int) bool {
	return d.added >= textsBeforeCheck && d.added%textsBeforeCheck == 0 && d.added*4 > rows || len(d.ends) == 1<<16-1
}

// encodedText is the text of a code, with its length before it.
func (d *distinct) encodedText(code int) []byte {
	from := uint32(0)
	if code > 0 {
		from = d.ends[code-1]
	}
	return d.plain[from:d.ends[code]]
}

// reset removes the texts, unless keep is true and there are few.
func (d *distinct) reset(keep bool) {
	d.added = 0
	if keep && len(d.ends) < textsBeforeCheck && len(d.plain)+len(d.keys) < textBytes {
		return
	}
	clear(d.slots)
	d.keys, d.plain, d.ends = d.keys[:0], d.plain[:0], d.ends[:0]
}

func newDistinct() *distinct { return &distinct{slots: make([]distinctSlot, 64)} }
