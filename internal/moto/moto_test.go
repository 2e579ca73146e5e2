package moto_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
)

func TestServerAnswersAndStopsWithItsTest(t *testing.T) {
	var url string
	t.Run("up", func(t *testing.T) {
		srv := moto.Start(t)
		url = srv.URL
		resp, err := http.Get(url + "/moto-api/")
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusOK, resp.StatusCode)
		srv.Reset(t)
	})
	if url == "" {
		t.Skip("moto_server is not installed")
	}
	_, err := http.Get(url + "/moto-api/")
	require.Error(t, err, "the server must be gone after its test")
}
