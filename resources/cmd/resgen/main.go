// Command resgen generates a package of typed resources for a service from a
// resource model in the format of boto3's resources-1.json.
//
// It is run in the folder of the package, mostly by a comment:
//
//	//go:generate go tool resgen -service ec2 -entry EC2 -about "Amazon EC2"
//
// The model is the file model.json of the folder, or that of an installed boto3.
// The file overlay.json, if there is one, changes it as a JSON merge patch does
// (RFC 7396). Files that are not generated stay as they are.
//
//	-service  name of the service in boto3 and of the SDK's package: "ec2"
//	-entry    name of the type that the package begins with: "EC2"
//	-about    the service in a sentence: "Amazon EC2"
//	-boto3    folder of boto3; without it, python3 is asked
//	-check    write nothing, and fail if a file is not as it would be written
//	-facts    also write what of the model became what, as JSON, to a file
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/awsessentials/essentials/resources/internal/gen"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "resgen:", err)
		os.Exit(1)
	}
}

func run() error {
	service := flag.String("service", "", "name of the service in boto3 and of the SDK's package")
	entry := flag.String("entry", "", "name of the entry type")
	about := flag.String("about", "", "the service in a sentence")
	boto := flag.String("boto3", "", "folder of boto3; without it, python3 is asked")
	check := flag.Bool("check", false, "write nothing, and fail if a file differs")
	facts := flag.String("facts", "", "file for what of the model became what")
	dir := flag.String("dir", ".", "folder of the package")
	flag.Parse()
	if *service == "" || *entry == "" || *about == "" {
		return fmt.Errorf("-service, -entry and -about must be given")
	}
	abs, err := filepath.Abs(*dir)
	if err != nil {
		return err
	}
	config := gen.Config{
		Dir: abs, Package: filepath.Base(abs), Entry: *entry, About: *about,
		SDK: "github.com/aws/aws-sdk-go-v2/service/" + *service,
	}
	if err := gen.ReadModels(&config, *service, *boto); err != nil {
		return err
	}
	result, err := gen.Generate(config)
	if err != nil {
		return err
	}
	if *facts != "" {
		text, err := json.MarshalIndent(result.Facts, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(*facts, text, 0o644); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(result.Files)) {
		path := filepath.Join(abs, name)
		if *check {
			if have, err := os.ReadFile(path); err != nil || !bytes.Equal(have, result.Files[name]) {
				return fmt.Errorf("%s is not as it would be generated: run go generate", path)
			}
			continue
		}
		if err := os.WriteFile(path, result.Files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}
