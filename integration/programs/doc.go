// Package programs holds seventeen daily jobs on this library, beside the same
// jobs with boto3 (testdata) and on the bare SDK (raw). Tests run all three
// against an emulator and compare what they print and leave behind; the command
// lines counts what lies between BEGIN and END. Other short programs, over the
// types of several services, are its examples.
package programs
