package session_test

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/session"
)

// sharedFilesCase is a situation of the shared files and variables, most from a
// public report. {HOME}, {URL} and {PORT} stand for the case's home folder and the
// fake server.
type sharedFilesCase struct {
	ID, Kind, Reported, Source string
	Config, Credentials        json.RawMessage
	Files                      map[string]string
	SSOCache                   map[string]json.RawMessage `json:"sso_cache"`
	Env                        map[string]*string
	Options                    struct {
		Profile, Region, Endpoint, Pattern string
		Roles                              []session.Role
		AllowedAccounts                    []string
		RequireProfile, FromEnv, Identity  bool
		MFA                                string
	}
	ServerFails map[string]json.RawMessage `json:"server_fails"`
	Expect      caseExpectation
}

type caseExpectation struct {
	Key, Region, Base, Listed *string
	Token                     json.RawMessage
	RawSigners                []string `json:"signers"`
	RawSignersAny             []string `json:"signers_any"`
	CallsAny                  []string `json:"calls_any"`
	STSToken                  *bool    `json:"sts_token"`
	Error                     bool
	RawClasses                []string `json:"classes"`
	RawNotClasses             []string `json:"not_classes"`
	TextAny                   []string `json:"text_any"`
	NotContains               []string `json:"not_contains"`
	TargetRegion              *string  `json:"target_region"`
	TargetAccount             *string  `json:"target_account"`
	KindOf                    *string  `json:"kind_of"`
	STSReached                *bool    `json:"sts_reached"`
	KeyOrWarning              *string  `json:"key_or_warning"`
	OrError                   bool     `json:"or_error"`
	OrOK                      bool     `json:"or_ok"`
	OrWarning                 bool     `json:"or_warning"`
}

var caseClasses = map[string]error{
	"Profile": session.ErrProfile, "NoRegion": session.ErrNoRegion, "UnknownRegion": session.ErrUnknownRegion,
	"InvalidRole": session.ErrInvalidRole, "Assume": session.ErrAssume, "MFA": session.ErrMFA, "Credentials": session.ErrCredentials,
	"Login": session.ErrLogin, "Account": session.ErrAccount, "Endpoint": session.ErrEndpoint, "Options": awserr.ErrInvalid,
}

// chosenDifferences are the cases that this package answers otherwise than was
// expected, each with a row in docs/decisions/session-differences.md.
var chosenDifferences = map[string]string{}

func TestSharedFileCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.json")
	require.NoError(t, err)
	var cases []sharedFilesCase
	d := json.NewDecoder(bytes.NewReader(text))
	require.NoError(t, d.Decode(&cases))
	require.GreaterOrEqual(t, len(cases), 77)
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			if why := chosenDifferences[c.ID]; why != "" {
				t.Skip("a chosen difference: " + why)
			}
			newCaseRun(t, c).run()
		})
	}
}

// caseRun is one case under way.
type caseRun struct {
	*testing.T
	c      sharedFilesCase
	server *caseServer
	home   string
}

func newCaseRun(t *testing.T, c sharedFilesCase) *caseRun {
	r := &caseRun{T: t, c: c, home: t.TempDir()}
	r.server = newCaseServer(t, c.ServerFails)
	cleanEnvironment(t)
	t.Setenv("HOME", r.home)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	for _, service := range []string{"STS", "SSO", "SSO_OIDC", "SIGNIN"} {
		t.Setenv("AWS_ENDPOINT_URL_"+service, r.server.URL)
	}
	for name, value := range c.Env {
		t.Setenv(name, "") // restored at the end
		if value == nil {
			require.NoError(t, os.Unsetenv(name))
		} else {
			t.Setenv(name, r.fill(*value))
		}
	}
	r.write(filepath.Join(r.home, ".aws/config"), c.Config)
	r.write(filepath.Join(r.home, ".aws/credentials"), c.Credentials)
	for path, text := range c.Files {
		r.writeText(r.fill(path), r.fill(text))
	}
	for key, token := range c.SSOCache {
		sum := sha1.Sum([]byte(key))
		r.writeText(filepath.Join(r.home, ".aws/sso/cache", hex.EncodeToString(sum[:])+".json"), string(token))
	}
	return r
}

func cleanEnvironment(t testing.TB) {
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		for _, prefix := range []string{"AWS_", "CI", "GITHUB_", "GITLAB_", "ECS_", "CODEBUILD_"} {
			if strings.HasPrefix(name, prefix) {
				t.Setenv(name, "")
				require.NoError(t, os.Unsetenv(name))
			}
		}
	}
}

func (r *caseRun) fill(s string) string {
	u, err := url.Parse(r.server.URL)
	require.NoError(r, err)
	return strings.NewReplacer("{HOME}", r.home, "{URL}", r.server.URL, "{PORT}", u.Port()).Replace(s)
}

// write writes a file whose content is a text or {"$base64": …}.
func (r *caseRun) write(path string, content json.RawMessage) {
	if content == nil || string(content) == "null" {
		return
	}
	var text string
	if json.Unmarshal(content, &text) == nil {
		r.writeText(path, r.fill(text))
		return
	}
	var encoded map[string]string
	require.NoError(r, json.Unmarshal(content, &encoded))
	raw, err := base64.StdEncoding.DecodeString(encoded["$base64"])
	require.NoError(r, err)
	r.writeText(path, string(raw))
}

func (r *caseRun) writeText(path, text string) {
	mode := os.FileMode(0o600)
	if strings.HasSuffix(path, ".sh") {
		mode = 0o700
	}
	require.NoError(r, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(r, os.WriteFile(path, []byte(text), mode))
}

func (r *caseRun) run() {
	o := r.c.Options
	opts := session.Options{Profile: o.Profile, Region: o.Region, Endpoint: r.fill(o.Endpoint), Roles: o.Roles,
		AllowedAccounts: o.AllowedAccounts, RequireProfile: o.RequireProfile}
	if o.MFA != "" {
		opts.MFA = func(context.Context, string) (string, error) { return o.MFA, nil }
	}
	var s *session.Session
	var err error
	if o.FromEnv {
		s, err = session.FromEnv(r.Context())
	} else {
		s, err = session.New(r.Context(), opts)
	}
	var creds aws.Credentials
	if err == nil {
		creds, err = s.Config().Credentials.Retrieve(r.Context())
	}
	if err == nil && o.Identity {
		_, err = s.Identity(r.Context())
	}
	want := r.c.Expect
	r.checkError(s, err)
	if s != nil {
		if want.Region != nil {
			assert.Equal(r, *want.Region, s.Region())
		}
		if want.Base != nil {
			assert.Equal(r, *want.Base, aws.ToString(s.Config().BaseEndpoint))
		}
		if k := want.KeyOrWarning; k != nil && creds.AccessKeyID != *k {
			assert.NotEmpty(r, s.Warnings(), "signed with %s", creds.AccessKeyID)
		}
	}
	if want.Key != nil && !(want.OrError && err != nil) {
		assert.Equal(r, *want.Key, creds.AccessKeyID, "error: %v", err)
	}
	if string(want.Token) == "null" {
		assert.Empty(r, creds.SessionToken)
	}
	r.checkCalls(s)
	r.checkProfiles()
}

func (r *caseRun) checkError(s *session.Session, err error) {
	want := r.c.Expect
	wantsError := want.Error || len(want.RawClasses) > 0
	if wantsError && !want.OrOK {
		require.Error(r, err)
	}
	if err == nil {
		return
	}
	for _, class := range want.RawClasses {
		assert.ErrorIs(r, err, caseClasses[class])
	}
	for _, class := range want.RawNotClasses {
		assert.NotErrorIs(r, err, caseClasses[class])
	}
	if len(want.TextAny) > 0 {
		assert.True(r, slices.ContainsFunc(want.TextAny, func(text string) bool { return strings.Contains(err.Error(), text) }), "%v", err)
	}
	all := fmt.Sprintf("%v %+v %#v", err, err, err)
	for e := err; e != nil; e = errors.Unwrap(e) {
		all += e.Error()
	}
	if s != nil {
		all += s.Explain(r.Context()).String() + fmt.Sprint(s.Warnings())
	}
	for _, secret := range want.NotContains {
		assert.NotContains(r, all, secret)
	}
	if !wantsError && !want.OrError && len(want.NotContains) == 0 {
		require.NoError(r, err)
	}
}

func (r *caseRun) checkCalls(s *session.Session) {
	want := r.c.Expect
	calls := r.server.all()
	var signers []string
	for _, call := range calls {
		if strings.HasPrefix(call, "AssumeRole") {
			signers = append(signers, call)
		}
	}
	if want.RawSigners != nil {
		assert.Equal(r, want.RawSigners, signers)
	}
	for _, one := range want.RawSignersAny {
		if !(want.OrWarning && s != nil && len(s.Warnings()) > 0) {
			assert.Contains(r, signers, one)
		}
	}
	for _, one := range want.CallsAny {
		assert.Contains(r, calls, one)
	}
	if want.STSToken != nil {
		assert.Equal(r, *want.STSToken, r.server.roleToken)
	}
	if want.STSReached != nil {
		assert.Equal(r, *want.STSReached, slices.ContainsFunc(calls, func(c string) bool { return strings.HasPrefix(c, "GetCallerIdentity") }))
	}
}

func (r *caseRun) checkProfiles() {
	want := r.c.Expect
	profiles, err := session.Profiles()
	if want.Listed != nil || want.KindOf != nil || want.TargetRegion != nil || want.TargetAccount != nil {
		require.NoError(r, err)
	}
	name := r.c.Options.Profile
	if name == "" {
		name = "default"
	}
	i := slices.IndexFunc(profiles, func(p session.ProfileInfo) bool { return p.Name == name })
	if want.Listed != nil {
		require.GreaterOrEqual(r, i, 0, "%v", profiles)
		assert.Equal(r, *want.Listed, profiles[i].Name)
	}
	if want.KindOf != nil {
		assert.EqualValues(r, *want.KindOf, profiles[i].Kind)
	}
	if want.TargetRegion != nil { // across.ProfileTargets takes it from here
		assert.Equal(r, *want.TargetRegion, profiles[i].Region)
	}
	if want.TargetAccount != nil {
		assert.Equal(r, *want.TargetAccount, profiles[i].Account)
	}
	for _, secret := range want.NotContains {
		assert.NotContains(r, fmt.Sprintf("%+v", profiles), secret)
	}
}

// caseServer speaks for STS, IAM Identity Center, OIDC, the sign-in service, a
// container's credentials and the instance metadata.
type caseServer struct {
	*httptest.Server
	fails map[string]json.RawMessage

	mu        sync.Mutex
	calls     []string
	roleToken bool
}

func newCaseServer(t *testing.T, fails map[string]json.RawMessage) *caseServer {
	s := &caseServer{fails: fails}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *caseServer) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func (s *caseServer) note(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, fmt.Sprintf(format, args...))
}

func (s *caseServer) serve(w http.ResponseWriter, r *http.Request) {
	if fail, ok := s.fails[r.URL.Path]; ok {
		var answer []json.RawMessage
		var status int
		var body string
		var headers map[string]string
		_ = json.Unmarshal(fail, &answer)
		_ = json.Unmarshal(answer[0], &status)
		_ = json.Unmarshal(answer[1], &body)
		if len(answer) > 2 {
			_ = json.Unmarshal(answer[2], &headers)
		}
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
		return
	}
	const later = "2099-01-01T00:00:00Z"
	switch r.URL.Path {
	case "/federation/credentials":
		q, token := r.URL.Query(), r.Header.Get("X-Amz-Sso_bearer_token")
		s.note("SSO %s %s %s", q.Get("account_id"), q.Get("role_name"), token)
		if token == "" {
			w.Header().Set("x-amzn-ErrorType", "UnauthorizedException")
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"message":"Session token not found or invalid"}`)
			return
		}
		fmt.Fprintf(w, `{"roleCredentials":{"accessKeyId":"ASIASSO%s","secretAccessKey":"s","sessionToken":"t","expiration":4070908800000}}`, q.Get("account_id"))
	case "/token":
		fmt.Fprint(w, `{"accessToken":"newtok","expiresIn":3600,"refreshToken":"r2","tokenType":"Bearer"}`)
	case "/v1/token":
		fmt.Fprint(w, `{"accessToken":{"accessKeyId":"ASIALOGIN","secretAccessKey":"s","sessionToken":"t"},"expiresIn":900,"refreshToken":"r2","tokenType":"x"}`)
	case "/creds":
		fmt.Fprintf(w, `{"AccessKeyId":"ASIACONTAINER","SecretAccessKey":"s","Token":"t","Expiration":%q}`, later)
	case "/credsbad":
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"code":"x","message":"y"}`)
	case "/credstext":
		fmt.Fprint(w, "TOPSECRET")
	case "/latest/api/token":
		w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
		fmt.Fprint(w, "imdstoken")
	case "/latest/meta-data/iam/security-credentials/":
		fmt.Fprint(w, "role")
	case "/latest/meta-data/iam/security-credentials/role":
		fmt.Fprintf(w, `{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"ASIAIMDS","SecretAccessKey":"s","Token":"t","Expiration":%q,"LastUpdated":"2020-01-01T00:00:00Z"}`, later)
	case "/":
		s.serveSTS(w, r)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *caseServer) serveSTS(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	key := "-"
	if _, rest, ok := strings.Cut(r.Header.Get("Authorization"), "Credential="); ok {
		key, _, _ = strings.Cut(rest, "/")
	}
	action := r.Form.Get("Action")
	w.Header().Set("Content-Type", "text/xml")
	if action == "GetCallerIdentity" {
		s.note("GetCallerIdentity by %s", key)
		account := "111122223333"
		if digits := strings.TrimLeft(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); len(digits) == 12 {
			account = digits
		}
		fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%s:user/x</Arn><UserId>U</UserId><Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, account, account)
		return
	}
	account := strings.Split(r.Form.Get("RoleArn"), ":")[4]
	s.note("%s %s by %s", action, account, key)
	s.mu.Lock()
	s.roleToken = s.roleToken || r.Header.Get("X-Amz-Security-Token") != ""
	s.mu.Unlock()
	fmt.Fprintf(w, `<%[1]sResponse><%[1]sResult><Credentials><AccessKeyId>ASIA%[2]s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%[3]s</Expiration></Credentials>`+
		`<AssumedRoleUser><Arn>arn:aws:sts::%[2]s:assumed-role/R/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser></%[1]sResult></%[1]sResponse>`,
		action, account, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
}
