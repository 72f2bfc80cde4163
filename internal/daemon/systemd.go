package daemon

import (
	"fmt"

	"github.com/coreos/go-systemd/v22/daemon"
)

// These functions notify systemd. They do nothing if the program does not run under systemd.

func ready(g *generation) {
	say(daemon.SdNotifyReady + fmt.Sprintf("\nSTATUS=%d reports, %d of them scheduled", len(g.cfg.Reports), len(g.Tables)))
}
func reloading() { say(daemon.SdNotifyReloading) }
func stopping()  { say(daemon.SdNotifyStopping) }
func alive()     { say(daemon.SdNotifyWatchdog) }

// awaiting asks systemd for more time to start while the state's database cannot be reached.
func awaiting() { say("STATUS=waiting for the state\nEXTEND_TIMEOUT_USEC=90000000") }

func say(state string) { _, _ = daemon.SdNotify(false, state) }
