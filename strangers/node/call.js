// A client made with @grpc/grpc-js, which does not know Monopod; does the same as go/call.go.
//
//   node call.js ADDRESS SECONDS NAME WORK-PATH STREAM-PATH [TOKEN SESSION]
'use strict';

const grpc = require(require.resolve('@grpc/grpc-js', { paths: [process.env.STRANGERS_NODE] }));

const [address, seconds, name, workPath, streamPath, token, session] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;
const client = new grpc.Client(address, grpc.credentials.createInsecure(), { 'grpc.enable_retries': 0 });
const report = { calls: 0, failed: {}, cancelled: 0, stream: 'alive', messages: 0 };
const same = bytes => bytes;
let number = 0;

function request(millis) {
  const text = Buffer.from(`${name}-${++number} ${millis}`);
  return Buffer.concat([Buffer.from([0x0a, text.length]), text]);
}

function metadata() {
  const fields = new grpc.Metadata();
  if (token) {
    fields.set('authorization', token);
    fields.set('session-id', session);
  }
  return fields;
}

const said = error => `${grpc.status[error.code]}: ${error.details}`;

function callOnce() {
  return new Promise(done => client.makeUnaryRequest(
    workPath, same, same, request(400), metadata(), { deadline: Date.now() + 20_000 }, error => {
      report.calls++;
      if (error) report.failed[said(error)] = (report.failed[said(error)] || 0) + 1;
      done();
    }));
}

function cancelOnce() {
  return new Promise(done => {
    const call = client.makeUnaryRequest(workPath, same, same, request(5), metadata(), () => {
      report.cancelled++;
      done();
    });
    setTimeout(() => call.cancel(), Math.random() * 10);
  });
}

async function on(step) {
  while (Date.now() < end) await step();
}

function listen() {
  return new Promise(done => {
    const call = client.makeServerStreamRequest(streamPath, same, same, request(100), metadata());
    let over = false;
    setTimeout(() => { over = true; call.cancel(); }, end - Date.now());
    call.on('data', () => report.messages++);
    call.on('error', () => {});
    call.on('status', status => { if (!over) report.stream = said(status); done(); });
  });
}

async function main() {
  // The session's first call.
  await callOnce();
  await Promise.all([on(callOnce), on(callOnce), on(callOnce), on(cancelOnce), on(cancelOnce), on(cancelOnce), listen()]);
  console.log(JSON.stringify(report));
  process.exit(0);
}

main();
