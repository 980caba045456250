// A backend and a client made with grpc-go, which do not know Monopod.
//
//	stranger serve SERVICE [max connection age]
//	stranger call ADDRESS SECONDS NAME WORK-PATH STREAM-PATH [TOKEN SESSION]
package main

import (
	"fmt"
	"os"
)

func main() {
	switch os.Args[1] {
	case "serve":
		serve(os.Args[2:])
	case "call":
		call(os.Args[2:])
	default:
		fmt.Fprintln(os.Stderr, "serve or call")
		os.Exit(2)
	}
}

// Passes messages as raw bytes.
type rawCodec struct{}

func (rawCodec) Marshal(v any) ([]byte, error) { return *v.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, v any) error {
	*v.(*[]byte) = append([]byte(nil), data...)
	return nil
}
func (rawCodec) Name() string { return "proto" }
