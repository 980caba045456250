package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// The report at the end, the same for the clients in all languages.
type report struct {
	Calls     int            `json:"calls"`
	Failed    map[string]int `json:"failed"`
	Cancelled int            `json:"cancelled"`
	Stream    string         `json:"stream"` // "alive", or how it ended
	Messages  int            `json:"messages"`
}

type caller struct {
	channel *grpc.ClientConn
	ctx     context.Context
	name    string
	work    string
	stream  string
	end     time.Time
	lock    sync.Mutex
	number  int
	report  report
}

// One connection: three threads that call, three that cancel calls, and a stream.
func call(args []string) {
	channel, err := grpc.NewClient("passthrough:///"+args[0], grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDisableRetry(), grpc.WithDefaultCallOptions(grpc.ForceCodec(rawCodec{})))
	check(err)
	seconds, err := strconv.Atoi(args[1])
	check(err)
	ctx := context.Background()
	if len(args) > 5 {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", args[5], "session-id", args[6])
	}
	c := &caller{channel: channel, ctx: ctx, name: args[2], work: args[3], stream: args[4],
		end: time.Now().Add(time.Duration(seconds) * time.Second), report: report{Failed: map[string]int{}, Stream: "alive"}}
	// The session's first call.
	c.callOnce()
	var threads sync.WaitGroup
	for range 3 {
		threads.Go(c.callOn)
		threads.Go(c.cancelOn)
	}
	threads.Go(c.listen)
	threads.Wait()
	check(json.NewEncoder(os.Stdout).Encode(c.report))
}

func (c *caller) request(millis int) *[]byte {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.number++
	text := fmt.Sprintf("%s-%d %d", c.name, c.number, millis)
	bytes := append([]byte{0x0a, byte(len(text))}, text...)
	return &bytes
}

func (c *caller) callOn() {
	for time.Now().Before(c.end) {
		c.callOnce()
	}
}

func (c *caller) callOnce() {
	ctx, cancel := context.WithTimeout(c.ctx, 20*time.Second)
	defer cancel()
	var answer []byte
	err := c.channel.Invoke(ctx, c.work, c.request(400), &answer)
	c.lock.Lock()
	defer c.lock.Unlock()
	c.report.Calls++
	if err != nil {
		c.report.Failed[status.Code(err).String()+": "+status.Convert(err).Message()]++
	}
}

func (c *caller) cancelOn() {
	for time.Now().Before(c.end) {
		ctx, cancel := context.WithCancel(c.ctx)
		timer := time.AfterFunc(time.Duration(rand.Intn(10_000))*time.Microsecond, cancel)
		var answer []byte
		_ = c.channel.Invoke(ctx, c.work, c.request(5), &answer)
		timer.Stop()
		cancel()
		c.lock.Lock()
		c.report.Cancelled++
		c.lock.Unlock()
	}
}

func (c *caller) listen() {
	ctx, cancel := context.WithDeadline(c.ctx, c.end.Add(time.Minute))
	defer cancel()
	time.AfterFunc(time.Until(c.end), cancel)
	stream, err := c.channel.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, c.stream)
	if err == nil {
		err = stream.SendMsg(c.request(100))
	}
	if err == nil {
		err = stream.CloseSend()
	}
	messages := 0
	for err == nil {
		var message []byte
		if err = stream.RecvMsg(&message); err == nil {
			messages++
		}
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	c.report.Messages = messages
	if ctx.Err() == nil {
		c.report.Stream = status.Code(err).String() + ": " + status.Convert(err).Message()
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
