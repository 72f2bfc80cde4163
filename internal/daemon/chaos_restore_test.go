package daemon

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/settlement"
)

// stateCopy is a copy of the state: a backup that the program made, or a copy of the files while no daemon ran.
type stateCopy struct {
	folder string
	number int // number of edits of the rule before the copy; it is restored only if the rule has not changed since
}

// foundInMail is the reason that is stored for a turn whose mails arrived.
const foundInMail = "its mail is there"

// copyState copies the state while no daemon runs: alternately as a backup and as files.
func (c *chaos) copyState() {
	c.t.Helper()
	if !c.knownNow() {
		return
	}
	old := &stateCopy{folder: filepath.Join(c.dir, "old", time.Now().Format("150405.000000")), number: c.changes["rule"]}
	check(c.t, os.MkdirAll(old.folder, 0o700))
	c.set(fastClock(c.start)())
	if len(c.copies)%2 == 0 {
		l, err := ledger.Open(c.t.Context(), c.state)
		check(c.t, err)
		check(c.t, l.Backup(c.t.Context(), filepath.Join(old.folder, "state.db")))
		check(c.t, l.Close())
	} else {
		for _, name := range c.stateFiles(c.dir) {
			data, err := os.ReadFile(name)
			check(c.t, err)
			check(c.t, os.WriteFile(filepath.Join(old.folder, filepath.Base(name)), data, 0o600))
		}
	}
	c.copies = append(c.copies, old)
}

func (c *chaos) knownNow() bool {
	c.look()
	return c.known()
}

func (c *chaos) stateFiles(dir string) []string {
	list, err := filepath.Glob(filepath.Join(dir, "state.db*"))
	check(c.t, err)
	return list
}

// putBack replaces the state with the newest copy while no daemon runs. It settles the copy by the mails that arrived.
func (c *chaos) putBack() {
	c.t.Helper()
	if len(c.copies) == 0 || !c.knownNow() || c.copies[len(c.copies)-1].number != c.changes["rule"] {
		return
	}
	old := c.copies[len(c.copies)-1]
	time.Sleep(100 * time.Millisecond) // the mail server may still be storing messages
	c.set(fastClock(c.start)())
	c.forget()
	for _, name := range c.stateFiles(c.dir) {
		check(c.t, os.Remove(name))
	}
	for _, name := range c.stateFiles(old.folder) {
		data, err := os.ReadFile(name)
		check(c.t, err)
		check(c.t, os.WriteFile(filepath.Join(c.dir, filepath.Base(name)), data, 0o600))
	}
	c.note("restore")
	l, err := ledger.Open(c.t.Context(), c.state)
	check(c.t, err)
	defer l.Close()
	behind, err := l.Behind(c.t.Context())
	check(c.t, err)
	if behind == nil { // nothing was sent after the copy
		return
	}
	c.pauses++
	c.reconcile(l)
}

// forget stores the uncertain attempts of each message, which a restored copy no longer knows.
func (c *chaos) forget() {
	c.t.Helper()
	l, err := ledger.Open(c.t.Context(), c.state)
	check(c.t, err)
	defer l.Close()
	slots, err := l.Slots(c.t.Context(), ledger.Filter{States: []ledger.State{ledger.Produced}})
	check(c.t, err)
	for _, s := range slots {
		list, err := l.Deliveries(c.t.Context(), s.Edition)
		check(c.t, err)
		for _, d := range list {
			c.doubts[d.MessageID] = max(c.doubts[d.MessageID], d.Doubts)
		}
	}
}

// reconcile does what bilan state reconcile --from-maildir does.
func (c *chaos) reconcile(l *ledger.Ledger) {
	c.t.Helper()
	check(c.t, os.Symlink(c.fileOf(0), filepath.Join(c.dir, "bilan.yaml")))
	defer os.Remove(filepath.Join(c.dir, "bilan.yaml"))
	d := c.daemon(l)
	check(c.t, d.Start())
	list, err := d.MaybeSent(c.t.Context())
	check(c.t, err)
	left := settlement.SettleBy(list, func(t settlement.Turn) bool { return c.arrived(t.Key) > 0 })
	check(c.t, settlement.Record(c.t.Context(), l, foundInMail, left, d.Now()))
	check(c.t, l.EndBehind(c.t.Context()))
}

// arrived returns how many copies of a turn's messages the mail server has.
func (c *chaos) arrived(k ledger.Key) (n int) {
	first, _, _ := strings.Cut(k.Report, "-")
	for _, address := range []string{first + ".1@shop.example", first + ".2@shop.example", first + ".3@shop.example"} {
		for _, l := range c.post.letters(address) {
			if strings.Contains(l, "Message-ID: <"+identity(first, k.Slot, address)+">\r\n") {
				n++
			}
		}
	}
	return n
}
