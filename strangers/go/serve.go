package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"
)

// Serves SERVICE/Work (unary), /Ticks and /Burst (streams). Each call prints "RAN id" to standard output.
func serve(args []string) {
	options := []grpc.ServerOption{grpc.ForceServerCodec(rawCodec{})}
	if len(args) > 1 {
		age, err := time.ParseDuration(args[1])
		check(err)
		options = append(options, grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionAge: age}))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	server := grpc.NewServer(options...)
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: args[0],
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{{MethodName: "Work", Handler: work}},
		Streams: []grpc.StreamDesc{
			{StreamName: "Ticks", Handler: ticks, ServerStreams: true},
			{StreamName: "Burst", Handler: burst, ServerStreams: true},
		},
	}, nil)
	fmt.Println("READY address=" + listener.Addr().String())
	check(server.Serve(listener))
}

// The request is EchoRequest{value: "id number number"}.
func ran(request []byte, numbers ...*int) {
	var id string
	into := []any{&id}
	for _, number := range numbers {
		into = append(into, number)
	}
	fmt.Sscan(string(request[2:]), into...)
	fmt.Println("RAN " + id)
}

func work(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	var request []byte
	if err := decode(&request); err != nil {
		return nil, err
	}
	var millis int
	ran(request, &millis)
	pause(ctx, millis)
	return &request, nil
}

func ticks(_ any, stream grpc.ServerStream) error {
	var request []byte
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	var millis int
	ran(request, &millis)
	for stream.Context().Err() == nil {
		if err := stream.SendMsg(&request); err != nil {
			return err
		}
		pause(stream.Context(), millis)
	}
	return stream.Context().Err()
}

func burst(_ any, stream grpc.ServerStream) error {
	var request []byte
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	var count, size int
	ran(request, &count, &size)
	message := make([]byte, size)
	for range count {
		if err := stream.SendMsg(&message); err != nil {
			return err
		}
	}
	return nil
}

func pause(ctx context.Context, millis int) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(millis) * time.Millisecond):
	}
}
