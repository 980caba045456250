// A notebook: a gRPC server that keeps variables in its own memory. "x = 1" sets one, "x" shows it.
//
// It has never heard of sessions. Its messages are plain text, so that it needs no generated code; a real one has a
// .proto.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var (
	lock      sync.Mutex
	variables = map[string]string{}
	lines     int
)

// Sets or shows a variable.
func run(_ context.Context, line string) (string, error) {
	lock.Lock()
	defer lock.Unlock()
	lines++
	name, value, sets := strings.Cut(line, "=")
	name = strings.TrimSpace(name)
	if sets {
		variables[name] = strings.TrimSpace(value)
		return "", nil
	}
	if value, known := variables[name]; known {
		return value + "\n", nil
	}
	return "", status.Errorf(codes.InvalidArgument, "no variable %s", name)
}

func end(context.Context, string) (string, error) {
	lock.Lock()
	defer lock.Unlock()
	return fmt.Sprintf("goodbye after %d lines", lines), nil
}

// Answers the number of lines that have run, once a second.
func watch(_ any, stream grpc.ServerStream) error {
	for {
		lock.Lock()
		state := fmt.Sprintf("%d lines in process %d", lines, os.Getpid())
		lock.Unlock()
		if err := stream.SendMsg(&state); err != nil {
			return err
		}
		select {
		case <-stream.Context().Done():
			return stream.Context().Err()
		case <-time.After(time.Second):
		}
	}
}

func unary(name string, handle func(context.Context, string) (string, error)) grpc.MethodDesc {
	return grpc.MethodDesc{MethodName: name, Handler: func(_ any, ctx context.Context, decode func(any) error,
		_ grpc.UnaryServerInterceptor) (any, error) {
		var request string
		if err := decode(&request); err != nil {
			return nil, err
		}
		answer, err := handle(ctx, request)
		return &answer, err
	}}
}

// Messages are plain text.
type text struct{}

func (text) Marshal(message any) ([]byte, error)      { return []byte(*message.(*string)), nil }
func (text) Unmarshal(bytes []byte, message any) error { *message.(*string) = string(bytes); return nil }
func (text) Name() string                              { return "proto" }

func main() {
	port := flag.String("port", os.Getenv("PORT"), "to listen on")
	flag.Parse()
	listener, err := net.Listen("tcp", "localhost:"+*port)
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.ForceServerCodec(text{}))
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "notebook.Notebook",
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{unary("Run", run), unary("Close", end)},
		Streams:     []grpc.StreamDesc{{StreamName: "Watch", Handler: watch, ServerStreams: true}},
	}, nil)
	log.Fatal(server.Serve(listener))
}
