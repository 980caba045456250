// A notebook: a gRPC server that keeps variables in its own memory. "x = 1" sets one, "x" shows it.
//
// It has never heard of sessions. Its messages are plain text, so that it needs no generated code; a real one has a
// .proto.
'use strict';

const grpc = require('@grpc/grpc-js');
const { parseArgs } = require('util');

const { port } = parseArgs({ options: { port: { type: 'string', default: process.env.PORT } } }).values;
const variables = new Map();
let lines = 0;

// Sets or shows a variable.
function run(call, answer) {
  lines++;
  const [name, ...value] = call.request.line.split('=').map(part => part.trim());
  if (value.length > 0) {
    variables.set(name, value.join('='));
    answer(null, '');
  } else if (variables.has(name)) {
    answer(null, variables.get(name) + '\n');
  } else {
    answer({ code: grpc.status.INVALID_ARGUMENT, details: `no variable ${name}` });
  }
}

// Answers the number of lines that have run, once a second.
function watch(call) {
  const tell = () => call.write(`${lines} lines in process ${process.pid}`);
  tell();
  const timer = setInterval(tell, 1000);
  call.on('cancelled', () => clearInterval(timer));
}

function close(call, answer) {
  answer(null, `goodbye after ${lines} lines`);
}

// Messages are plain text. A request is an object, because grpc-js takes an empty text for none.
function method(name, responseStream) {
  return {
    path: `/notebook.Notebook/${name}`, requestStream: false, responseStream,
    requestSerialize: request => Buffer.from(request.line), requestDeserialize: bytes => ({ line: String(bytes) }),
    responseSerialize: text => Buffer.from(text), responseDeserialize: String,
  };
}

const server = new grpc.Server();
server.addService(
  { Run: method('Run', false), Watch: method('Watch', true), Close: method('Close', false) },
  { Run: run, Watch: watch, Close: close });
server.bindAsync(`localhost:${port}`, grpc.ServerCredentials.createInsecure(), error => {
  if (error) throw error;
});
