package daemon

import (
	"fmt"

	"github.com/coreos/go-systemd/v22/daemon"
)

// These functions notify systemd. They do nothing if the program does not run under systemd.

func notifyReady(g *generation) {
	notify(daemon.SdNotifyReady + fmt.Sprintf("\nSTATUS=%d reports, %d of them scheduled", len(g.cfg.Reports), len(g.Tables)))
}
func notifyReloading() { notify(daemon.SdNotifyReloading) }
func notifyStopping()  { notify(daemon.SdNotifyStopping) }
func notifyAlive()     { notify(daemon.SdNotifyWatchdog) }

// notifyWaiting asks systemd for more time to start while the state's database cannot be reached.
func notifyWaiting() { notify("STATUS=waiting for the state\nEXTEND_TIMEOUT_USEC=90000000") }

func notify(state string) { _, _ = daemon.SdNotify(false, state) }
