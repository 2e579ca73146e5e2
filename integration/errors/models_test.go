package errors_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
)

var update = flag.Bool("update", false, "write testdata/modelled.txt from the models of the installed botocore")

// The table has a line for each error that a model declares and that a predicate
// other than IsValidation holds for, and for what looks like not found and is
// not: class, code, status (0 if the model has none), number of services.
const table = "testdata/modelled.txt"

type modelled struct {
	class, code string
	status      int
}

func (m modelled) err() error {
	var err error = &smithy.GenericAPIError{Code: m.code}
	if m.status != 0 {
		err = &smithyhttp.ResponseError{Err: err, Response: &smithyhttp.Response{Response: &http.Response{StatusCode: m.status}}}
	}
	return err
}

var predicates = map[string]func(error) bool{
	"NotFound": awserr.IsNotFound, "AlreadyExists": awserr.IsAlreadyExists, "Conflict": awserr.IsConflict,
	"AccessDenied": awserr.IsAccessDenied, "Throttled": awserr.IsThrottled, "Expired": awserr.IsExpired,
	"Validation": awserr.IsValidation,
}

// class is the name of the one predicate that holds for err, or "none".
func class(t *testing.T, err error) string {
	t.Helper()
	found := "none"
	for name, is := range predicates {
		if is(err) {
			require.Equal(t, "none", found, "%v is %s too", err, name)
			found = name
		}
	}
	return found
}

func TestTheTableOfModelledErrors(t *testing.T) {
	rows, counts := readTable(t)
	found := map[string]int{}
	for _, row := range rows {
		assert.Equal(t, row.class, class(t, row.err()), "%s, status %d", row.code, row.status)
		found[row.class] += counts[row]
	}
	assert.Greater(t, len(rows), 900)
	t.Log(found)
}

// like matches the codes whose words say that something does not exist.
var like = regexp.MustCompile(`(?i)not_?fou?nd|nosuch|notexist|nonexist|^unknown.*(resource|monitor|subscription)|^gone|notpresent|retired`)

// not is what such an error has instead, with the reason.
var not = map[string]string{
	"KMSNotFound":          "a key that the thing needs",
	"KMSNotFoundException": "a key that the thing needs",
	"KMSNotFoundFault":     "a key that the thing needs",
	"KmsNotFound":          "a key that the thing needs",
	"KmsNotFoundException": "a key that the thing needs",
	// By its status only:
	"ReservedCacheNodeAlreadyExists":      "it exists",
	"ReservedDBInstanceAlreadyExists":     "it exists",
	"ReservedNodeAlreadyExists":           "it exists",
	"ReportInProgress":                    "it is being made",
	"FeatureDisabled":                     "it is turned off",
	"NotSupportedService":                 "it cannot have one",
	"UnauthorizedResourceAccessException": "it is denied",
}

// TestEveryModelledNotFoundIsNotFound goes through the models of botocore if it
// is installed, else through the table made from them.
func TestEveryModelledNotFoundIsNotFound(t *testing.T) {
	_, counts := readTable(t)
	if models := modelsOfBotocore(t); models != nil {
		counts = models
	}
	total, found := 0, 0
	for row, n := range counts {
		if !like.MatchString(row.code) && row.status != http.StatusNotFound {
			assert.False(t, row.status != http.StatusGone && awserr.IsNotFound(row.err()) && !listed[row.code], "%s, status %d", row.code, row.status)
			continue
		}
		total += n
		if awserr.IsNotFound(row.err()) {
			found += n
		} else {
			assert.Contains(t, not, row.code, "status %d, by %d services", row.status, n)
		}
	}
	t.Logf("%d of %d errors that say that something does not exist", found, total)
	assert.GreaterOrEqual(t, found, 840)
	assert.LessOrEqual(t, total-found, 13)
}

// listed are the codes that mean not found by their documentation alone.
var listed = map[string]bool{
	"CommentDeletedException": true, "DirectoryDeletedException": true, "PipelineDeletedException": true,
	"PlatformUnknownException": true, "InvalidDocument": true, "InvalidAccessPoint": true,
}

func TestTheTableIsThatOfTheInstalledModels(t *testing.T) {
	models := modelsOfBotocore(t)
	if models == nil {
		t.Skip("needs the models of botocore: pip install botocore")
	}
	if *update {
		writeTable(t, models)
	}
	_, counts := readTable(t)
	var missing []string
	for row := range models {
		row.class = class(t, row.err())
		if _, ok := counts[row]; !ok && kept(row) {
			missing = append(missing, fmt.Sprint(row))
		}
	}
	// Another version of botocore knows a few errors more; the rules hold for them.
	assert.LessOrEqual(t, len(missing), 60, "run with -update, and read the difference: %v", missing)
}

func kept(m modelled) bool {
	return m.class != "none" && m.class != "Validation" || like.MatchString(m.code) || m.status == http.StatusNotFound
}

func readTable(t *testing.T) (rows []modelled, counts map[modelled]int) {
	t.Helper()
	data, err := os.ReadFile(table)
	if errors.Is(err, fs.ErrNotExist) && *update {
		return nil, nil
	}
	require.NoError(t, err)
	counts = map[modelled]int{}
	for line := range strings.Lines(string(data)) {
		var row modelled
		var n int
		_, err := fmt.Sscan(line, &row.class, &row.code, &row.status, &n)
		require.NoError(t, err, line)
		rows, counts[row] = append(rows, row), n
	}
	return rows, counts
}

func writeTable(t *testing.T, models map[modelled]int) {
	var lines []string
	for row, n := range models {
		row.class = class(t, row.err())
		if kept(row) {
			lines = append(lines, fmt.Sprintf("%s %s %d %d\n", row.class, row.code, row.status, n))
		}
	}
	slices.Sort(lines)
	require.NoError(t, os.WriteFile(table, []byte(strings.Join(lines, "")), 0o644))
}

var counted map[modelled]int // reading the models takes seconds

// modelsOfBotocore counts the errors in the newest model of each service of the
// botocore that is installed; nil if none is. moto_server brings one along.
func modelsOfBotocore(t *testing.T) map[modelled]int {
	t.Helper()
	if counted != nil {
		return maps.Clone(counted)
	}
	out, err := exec.Command("python3", "-c", "import botocore, os; print(os.path.dirname(botocore.__file__))").Output()
	if err != nil {
		require.Empty(t, os.Getenv("CI"), "needs the models of botocore: pip install botocore")
		return nil
	}
	newest := map[string]string{}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "data", "*", "*", "service-2.json*"))
	require.NoError(t, err)
	for _, file := range slices.Sorted(slices.Values(files)) {
		newest[filepath.Dir(filepath.Dir(file))] = file
	}
	require.Greater(t, len(newest), 300, "services")
	counts := map[modelled]int{}
	for file := range maps.Values(newest) {
		var model struct {
			Shapes map[string]struct {
				Exception bool
				Error     struct {
					Code           string
					HTTPStatusCode int
				}
			}
		}
		require.NoError(t, json.Unmarshal(read(t, file), &model), file)
		for name, shape := range model.Shapes {
			if shape.Exception {
				if shape.Error.Code != "" {
					name = shape.Error.Code
				}
				counts[modelled{code: name, status: shape.Error.HTTPStatusCode}]++
			}
		}
	}
	counted = counts
	return maps.Clone(counts)
}

func read(t *testing.T, file string) []byte {
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	if !strings.HasSuffix(file, ".gz") {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		return data
	}
	r, err := gzip.NewReader(f)
	require.NoError(t, err)
	defer r.Close()
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return data
}
