package across_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// stsCall is a request that reached the server.
type stsCall struct {
	Action string
	Key    string // the access key that signed it
	Token  bool   // whether it came with a session token
	Form   url.Values
	Region string
}

// stsServer speaks the wire of STS: any role can be assumed, unless deny says
// otherwise, and the new keys lead to the role's account.
type stsServer struct {
	*httptest.Server
	mu    sync.Mutex
	calls []stsCall
	deny  map[string]string // role ARN -> error code
}

func newSTSServer(t *testing.T) *stsServer {
	s := &stsServer{deny: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *stsServer) serve(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	c := stsCall{Action: r.Form.Get("Action"), Token: r.Header.Get("X-Amz-Security-Token") != "", Form: r.Form}
	if _, rest, ok := strings.Cut(r.Header.Get("Authorization"), "Credential="); ok {
		parts := strings.Split(rest, "/")
		c.Key, c.Region = parts[0], parts[2]
	}
	s.mu.Lock()
	s.calls = append(s.calls, c)
	code := s.deny[r.Form.Get("RoleArn")]
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/xml")
	switch {
	case code != "":
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>not allowed.</Message></Error></ErrorResponse>`, code)
	case c.Action == "GetCallerIdentity":
		arn := "arn:aws:iam::111122223333:user/ann"
		if account, ok := strings.CutPrefix(c.Key, "ASIA"); ok {
			arn = "arn:aws:sts::" + account + ":assumed-role/Some/x"
		}
		fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s</Arn><Account>%s</Account><UserId>U</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>`,
			arn, strings.Split(arn, ":")[4])
	case c.Action == "AssumeRole", c.Action == "AssumeRoleWithWebIdentity":
		arn := r.Form.Get("RoleArn")
		account, seconds := strings.Split(arn, ":")[4], 3600
		fmt.Sscan(r.Form.Get("DurationSeconds"), &seconds)
		fmt.Fprintf(w, `<%[1]sResponse><%[1]sResult><Credentials><AccessKeyId>ASIA%[2]s</AccessKeyId><SecretAccessKey>%[3]s</SecretAccessKey>
			<SessionToken>%[3]s</SessionToken><Expiration>%[4]s</Expiration></Credentials>
			<AssumedRoleUser><Arn>arn:aws:sts::%[2]s:assumed-role/%[5]s/%[6]s</Arn><AssumedRoleId>AROA:%[6]s</AssumedRoleId></AssumedRoleUser></%[1]sResult></%[1]sResponse>`,
			c.Action, account, plantedSecret, time.Now().Add(time.Duration(seconds)*time.Second).UTC().Format(time.RFC3339), filepath.Base(arn), r.Form.Get("RoleSessionName"))
	default:
		w.WriteHeader(http.StatusBadRequest)
	}
}
