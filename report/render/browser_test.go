package render

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// browser is a headless Chromium that stays open and takes commands through a pipe.
type browser struct {
	cmd     *exec.Cmd
	to      *os.File
	from    *bufio.Reader
	id      int
	session string
	frame   string
}

// openBrowser starts a Chromium with Bilan's fonts. It skips the benchmark if there is no Chromium.
func openBrowser(b *testing.B) *browser {
	b.Helper()
	path := findBrowser()
	if path == "" {
		b.Skip("there is no Chromium on this machine to compare with")
	}
	dir := b.TempDir()
	in, to, err1 := os.Pipe()
	from, out, err2 := os.Pipe()
	fonts, err3 := filepath.Abs("fonts")
	config := fmt.Sprintf(`<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir><include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>`, fonts, dir)
	err4 := os.WriteFile(filepath.Join(dir, "fonts.conf"), []byte(config), 0o600)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"))
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+filepath.Join(dir, "fonts.conf"))
	cmd.ExtraFiles = []*os.File{in, out}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	_, _ = in.Close(), out.Close()
	c := &browser{cmd: cmd, to: to, from: bufio.NewReader(from)}
	b.Cleanup(func() {
		patience := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		defer patience.Stop()
		_, _ = c.call("Browser.close", nil)
		_, _ = cmd.Wait(), to.Close()
	})
	if err := c.openPage(); err != nil {
		b.Fatal(err)
	}
	return c
}

func findBrowser() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (c *browser) openPage() error {
	target, err := c.call("Target.createTarget", object{"url": "about:blank"})
	if err != nil {
		return err
	}
	attached, err := c.call("Target.attachToTarget", object{"targetId": target["targetId"], "flatten": true})
	if err != nil {
		return err
	}
	c.session = fmt.Sprint(attached["sessionId"])
	tree, err := c.call("Page.getFrameTree", nil)
	if err != nil {
		return err
	}
	root, _ := tree["frameTree"].(object)
	frame, _ := root["frame"].(object)
	c.frame = fmt.Sprint(frame["id"])
	return nil
}

type object = map[string]any

// call sends a command and waits for its answer. Events are dropped.
func (c *browser) call(method string, params object) (object, error) {
	c.id++
	message := object{"id": c.id, "method": method, "params": params}
	if params == nil {
		message["params"] = object{}
	}
	if c.session != "" && !strings.HasPrefix(method, "Browser.") {
		message["sessionId"] = c.session
	}
	raw, err := json.Marshal(message)
	if err != nil {
		return nil, err
	}
	if _, err := c.to.Write(append(raw, 0)); err != nil {
		return nil, err
	}
	for {
		raw, err := c.from.ReadBytes(0)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", method, err)
		}
		var answer struct {
			ID            int
			Result, Error object
		}
		if err := json.Unmarshal(raw[:len(raw)-1], &answer); err != nil {
			return nil, err
		}
		if answer.ID == c.id {
			if answer.Error != nil {
				return nil, fmt.Errorf("%s: %v", method, answer.Error["message"])
			}
			return answer.Result, nil
		}
	}
}

// print makes a tagged PDF of an HTML page.
func (c *browser) print(html string) ([]byte, error) {
	if _, err := c.call("Page.setDocumentContent", object{"frameId": c.frame, "html": html}); err != nil {
		return nil, err
	}
	answer, err := c.call("Page.printToPDF", object{"printBackground": true, "preferCSSPageSize": true, "generateTaggedPDF": true})
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(fmt.Sprint(answer["data"]))
}

// used is the CPU time, user and system, of the browser and all its child processes.
func (c *browser) used() (time.Duration, error) {
	ticks, children := map[int]int64{}, map[int][]int{}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		return 0, errors.New("this system does not tell the CPU time of processes")
	}
	for _, path := range stats {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // the process has ended
		}
		_, rest, _ := strings.Cut(string(raw), ") ")
		fields := strings.Fields(rest)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		parent, _ := strconv.Atoi(fields[1])
		children[parent] = append(children[parent], pid)
		for _, f := range fields[11:15] { // utime and stime, of the process and of its ended children
			n, _ := strconv.ParseInt(f, 10, 64)
			ticks[pid] += n
		}
	}
	var total int64
	for todo := []int{c.cmd.Process.Pid}; len(todo) > 0; {
		pid := todo[len(todo)-1]
		todo = append(todo[:len(todo)-1], children[pid]...)
		total += ticks[pid]
	}
	const perSecond = 100 // Linux reports clock ticks in this unit on every machine
	return time.Duration(total) * time.Second / perSecond, nil
}
