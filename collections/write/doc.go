// Package write writes the items of any sequence to a stream, as [CSV], [JSON],
// [JSONLines] or, for people, a [Table].
//
//	n, err := write.CSV(os.Stdout, objects.All(ctx), write.CSVOptions{},
//		write.Col("Key", func(o types.Object) *string { return o.Key }),
//		write.Col("Size", func(o types.Object) *int64 { return o.Size }))
//
// They write while they range over the sequence, with the memory of a row
// (Table: of the first hundred). They range over it once, stop at the first
// error of the sequence or the stream, and return that error, wrapped, with the
// number of rows before it. Rows before an error have been flushed to the
// stream. They start no goroutine.
//
// # Cells
//
// A column is a name and an accessor; the type of its values determines how they
// are formatted. A nil pointer, map, slice or interface is an empty cell, and any
// other pointer is what it points to. Times are written as RFC 3339, floats
// without an exponent, byte slices as base64, and other slices with a comma and a
// space between their elements. Types with MarshalText or String use that. All
// others (maps, structs, unions) are written as JSON, or as the error if they
// contain themselves.
//
// # Errors
//
// Invalid arguments, such as a nil writer or sequence or a column without an
// accessor, are an [awserr.InvalidError], and nothing is written.
package write
