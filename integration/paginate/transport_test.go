package paginate_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// pagingUploads gives the multipart uploads of a server, which sends them all
// at once, in pages as S3 does.
type pagingUploads struct{ aws.HTTPClient }

type uploadList struct {
	XMLName            xml.Name `xml:"ListMultipartUploadsResult"`
	Bucket             string
	KeyMarker          string
	UploadIdMarker     string
	NextKeyMarker      string
	NextUploadIdMarker string
	IsTruncated        bool
	Upload             []struct {
		Key      string
		UploadId string
	}
}

func (p pagingUploads) Do(req *http.Request) (*http.Response, error) {
	query := req.URL.Query()
	res, err := p.HTTPClient.Do(req)
	if err != nil || !query.Has("uploads") || req.Method != http.MethodGet {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	res.Body.Close()
	var list uploadList
	if err := xml.Unmarshal(body, &list); err != nil {
		return nil, err
	}
	list.KeyMarker, list.UploadIdMarker = query.Get("key-marker"), query.Get("upload-id-marker")
	if list.UploadIdMarker != "" {
		for i, u := range list.Upload {
			if u.Key == list.KeyMarker && u.UploadId == list.UploadIdMarker {
				list.Upload = list.Upload[i+1:]
				break
			}
		}
	}
	if size, err := strconv.Atoi(query.Get("max-uploads")); err == nil && size < len(list.Upload) {
		list.Upload = list.Upload[:size]
		last := list.Upload[size-1]
		list.NextKeyMarker, list.NextUploadIdMarker, list.IsTruncated = last.Key, last.UploadId, true
	}
	body, err = xml.Marshal(list)
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return res, err
}

// emptyPages puts an empty page with a token before every page of accounts, as
// Organizations may.
type emptyPages struct{ aws.HTTPClient }

const emptyBefore = "empty before "

func (p emptyPages) Do(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.Header.Get("X-Amz-Target"), ".ListAccounts") {
		return p.HTTPClient.Do(req)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	var in map[string]any
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	token, _ := in["NextToken"].(string)
	token, seen := strings.CutPrefix(token, emptyBefore)
	if !seen {
		answer, _ := json.Marshal(map[string]any{"Accounts": []any{}, "NextToken": emptyBefore + token})
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(answer)), Request: req}, nil
	}
	delete(in, "NextToken")
	if token != "" {
		in["NextToken"] = token
	}
	body, _ = json.Marshal(in)
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return p.HTTPClient.Do(req)
}
