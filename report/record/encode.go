package record

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"bilan/report/metric"
)

// version is the version of the stored format, which is JSON of type stored, compressed with gzip.
const version = 1

type stored struct {
	Version int `json:"version"`
	Figures Set `json:"figures"`
}

// Encode returns the set in its stored format. The same figures give the same bytes.
func (s Set) Encode() ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("write the figures: %w", err)
	}
	if err := json.NewEncoder(z).Encode(stored{version, s}); err != nil {
		return nil, fmt.Errorf("write the figures: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write the figures: %w", err)
	}
	return out.Bytes(), nil
}

// Decode parses the output of Encode.
func Decode(data []byte) (Set, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read stored figures: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, maxText+1))
	if err == nil && len(text) > maxText {
		err = fmt.Errorf("they are larger than %d MB", maxText>>20)
	}
	var from stored
	if err == nil {
		err = json.Unmarshal(text, &from)
	}
	if err == nil && from.Version > version {
		err = errors.New("a newer version of bilan wrote them")
	}
	if err != nil {
		return nil, fmt.Errorf("read stored figures: %w", err)
	}
	return from.Figures.sorted(), nil
}

// maxText is the largest size in bytes of uncompressed stored figures.
const maxText = 256 << 20

// FromExport reads the figures from an edition's JSON. An edition made before the stored format existed has only its
// JSON.
func FromExport(text []byte) (Set, error) {
	var export struct {
		Figures []metric.Record `json:"figures"`
	}
	if err := json.Unmarshal(text, &export); err != nil {
		return nil, fmt.Errorf("read an edition's JSON: %w", err)
	}
	return FromRecords(export.Figures), nil
}
