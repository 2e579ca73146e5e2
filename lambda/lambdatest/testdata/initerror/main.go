// A function whose start fails: it tells the runtime API, as other languages'
// runtimes do, or just ends, as a Go program that calls log.Fatal does.
package main

import (
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	if os.Getenv("TELL") != "" {
		resp, err := http.Post("http://"+os.Getenv("AWS_LAMBDA_RUNTIME_API")+"/2018-06-01/runtime/init/error",
			"application/json", strings.NewReader(`{"errorType":"Config.Missing","errorMessage":"TABLE is not set"}`))
		if err != nil || resp.StatusCode != http.StatusAccepted {
			log.Fatalf("init/error: %v %v", resp, err)
		}
	}
	log.Fatal("TABLE is not set")
}
