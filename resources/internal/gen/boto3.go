package gen

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ReadModels reads the models of a service into the configuration: model.json
// and overlay.json of its folder, and what is missing from an installed boto3.
// An empty boto3 is asked of python3.
func ReadModels(c *Config, service, boto3 string) error {
	own, err := os.ReadFile(filepath.Join(c.Dir, "model.json"))
	switch {
	case err == nil:
		c.Model = own
	case !errors.Is(err, os.ErrNotExist):
		return err
	default:
		if c.Model, err = readBoto3(c, service, boto3); err != nil {
			return err
		}
	}
	switch overlay, err := os.ReadFile(filepath.Join(c.Dir, "overlay.json")); {
	case err == nil:
		c.Overlays = append(c.Overlays, overlay)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	return nil
}

func readBoto3(c *Config, service, boto3 string) ([]byte, error) {
	if boto3 == "" {
		var err error
		if boto3, err = Boto3(); err != nil {
			return nil, err
		}
	}
	model, err := newest(filepath.Join(boto3, "data", service), "resources-1.json")
	if err != nil {
		return nil, err
	}
	botocore := filepath.Join(filepath.Dir(boto3), "botocore", "data", service)
	if c.Paginators, err = newest(botocore, "paginators-1.json"); err != nil {
		return nil, err
	}
	if c.Waiters, err = newest(botocore, "waiters-2.json"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return model, nil
}

// Boto3 returns the folder of the boto3 that is installed.
func Boto3() (string, error) {
	out, err := exec.Command("python3", "-c", "import boto3; print(boto3.__path__[0])").Output()
	if err != nil {
		return "", fmt.Errorf("no boto3 found (python3 -m pip install boto3): %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// newest reads a file of the newest version of a service.
func newest(dir, name string) ([]byte, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*", name))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: %s: %w", dir, name, os.ErrNotExist)
	}
	slices.Sort(paths)
	return os.ReadFile(paths[len(paths)-1])
}
