package moto

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// startTimeout is generous: the server is Python, and CI machines are slow.
const startTimeout = 2 * time.Minute

// Server is a running moto_server.
type Server struct {
	URL string // such as http://127.0.0.1:41234
}

// Start starts a moto_server on a free loopback port, waits until it answers,
// and stops it at the end of the test. Without moto_server the test fails where
// the environment variable CI is set, and is skipped elsewhere.
func Start(tb testing.TB) *Server {
	tb.Helper()
	bin, err := exec.LookPath("moto_server")
	if err != nil {
		const hint = "moto_server is not installed; get it with: pip install 'moto[server]'"
		if os.Getenv("CI") != "" {
			tb.Fatal(hint)
		}
		tb.Skip(hint)
	}
	// Another process may take the port between our look and moto's bind.
	for range 3 {
		s, err := start(tb, bin)
		if err == nil {
			return s
		}
		tb.Logf("moto: %v", err)
	}
	tb.Fatal("moto: moto_server does not start")
	return nil
}

func start(tb testing.TB, bin string) (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	var log bytes.Buffer
	cmd := exec.Command(bin, "-H", "127.0.0.1", "-p", port)
	cmd.Stdout, cmd.Stderr = &log, &log
	// The emulator itself must not pick up the account of who runs the tests.
	cmd.Env = append(cleanEnv(), "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_DEFAULT_REGION=us-east-1")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	exited := make(chan struct{})
	go func() {
		defer close(exited)
		_ = cmd.Wait() // it is killed, so it always fails
	}()
	stop := func() {
		_ = cmd.Process.Kill()
		<-exited
	}
	s := &Server{URL: "http://127.0.0.1:" + port}
	deadline := time.Now().Add(startTimeout)
	for time.Now().Before(deadline) {
		select {
		case <-exited:
			return nil, fmt.Errorf("moto_server ended: %s", &log)
		case <-time.After(50 * time.Millisecond):
		}
		if resp, err := http.Get(s.URL + "/moto-api/"); err == nil {
			_ = resp.Body.Close()
			tb.Cleanup(stop)
			return s, nil
		}
	}
	stop()
	return nil, fmt.Errorf("moto_server did not answer within %s: %s", startTimeout, &log)
}

// Reset empties the server of everything that was made on it.
func (s *Server) Reset(tb testing.TB) {
	tb.Helper()
	resp, err := http.Post(s.URL+"/moto-api/reset", "", nil)
	if err != nil {
		tb.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		tb.Fatalf("moto: reset: %s", resp.Status)
	}
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func cleanEnv() []string {
	var env []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "AWS_") {
			env = append(env, kv)
		}
	}
	return env
}
