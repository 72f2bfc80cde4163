package preparation

import (
	"context"
	"fmt"
	"io"
	"sync"

	"bilan/sources/csv"
	"bilan/sources/input"
	"bilan/sources/parquet"
)

// blockReading reads one file on several cores. Each worker takes the next block and converts its rows independently.
// The results are taken in the order of the file, so rows, totals, the first error and the rows set aside are the same
// as with one worker. The number of blocks limits the memory.
type blockReading struct {
	p     *Preparation
	in    input.File // the file before its first block; each block has a copy
	mu    sync.Mutex // guards cut, and that order has the order of the file
	cut   *csv.Cutter
	free  chan *block // unused blocks
	order chan *block // blocks in use, in the order of the file; has room for all
}

// canShare reports whether several workers may read the file. They may not if a row depends on others: a footer is known
// only after the last row, and cells filled down depend on the rows above.
func (p *Preparation) canShare(in *input.File) bool {
	return in.Blocks != nil && p.Readers > 1 && in.Size >= 2*int64(p.Block) && p.Dialect.Footer == 0 && len(in.Down) == 0 && len(in.Omit) == 0
}

// putShared does the same as putRows, with several workers.
func (s *rowSetter) putShared(ctx context.Context) error {
	cut, err := s.in.Blocks(s.p.Block)
	if err != nil {
		return fmt.Errorf("%s: %w", s.in.Origin, err)
	}
	n := 2 * s.p.Readers
	s.in.NonRows = input.NonRows{}
	b := &blockReading{p: s.p, in: *s.in, cut: cut, free: make(chan *block, n), order: make(chan *block, n)}
	for range n {
		b.free <- &block{Format: cut.Format, marks: csv.NewMarks(cut.Format), w: parquet.NewGroup(s.p.Columns(), nil), done: make(chan struct{}, 1)}
	}
	shared, cancel := context.WithCancel(ctx)
	defer func() {
		cancel()
		for range b.order { // until the last worker has ended
		}
	}()
	b.start(shared, s.p.Readers)
	if err := b.takeBlocks(s); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return s.w.Flush()
}

func (b *blockReading) start(ctx context.Context, workers int) {
	var all sync.WaitGroup
	for range workers {
		all.Go(func() { b.work(ctx) })
	}
	go func() {
		all.Wait()
		close(b.order)
	}()
}

func (b *blockReading) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case blk := <-b.free:
			if !b.fill(blk) {
				return
			}
			if blk.err == nil {
				blk.err = b.convert(ctx, blk)
			}
			blk.done <- struct{}{}
		}
	}
}

// fill reads the next part of the file into a block; false if there is none.
func (b *blockReading) fill(blk *block) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cut == nil {
		return false
	}
	text, line, err := b.cut.Next(blk.text)
	blk.reset(text, line)
	if err != nil {
		b.cut = nil
	}
	if err == io.EOF {
		return false
	}
	if err != nil {
		blk.err = fmt.Errorf("%s: %w", b.in.Origin, err)
	}
	b.order <- blk
	return true
}

// convert converts the block's rows. A panic becomes an error that names the file.
func (b *blockReading) convert(ctx context.Context, blk *block) error {
	return input.CatchPanic(b.p.log, b.in.Origin, func() error {
		own := b.in
		own.Omit = nil
		blk.setter = b.p.newSetter(&own, blk.w)
		return blk.setter.putBlock(ctx, blk)
	})
}

// takeBlocks passes the blocks to s in the order of the file.
func (b *blockReading) takeBlocks(s *rowSetter) error {
	rows := int64(0)
	for blk := range b.order {
		<-blk.done
		if err := s.takeBlock(blk, rows); err != nil {
			return err
		}
		rows += blk.setter.in.Rows
		b.free <- blk
	}
	return nil
}
