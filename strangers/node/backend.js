// A backend on Node's own HTTP/2 (nghttp2): SERVICE/Work and SERVICE/Ticks, as in go/serve.go. Every second it ends its
// connections with one GOAWAY (NO_ERROR, with the last stream seen), as nginx does after a number of requests.
//
//   node backend.js
'use strict';

const http2 = require('http2');

const AGE = 1000;
const server = http2.createServer();

function trailing(stream) {
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
}

function serve(stream, path, body) {
  const [id, millis] = body.subarray(7).toString().split(' ');
  console.log('RAN ' + id);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  trailing(stream);
  if (path.endsWith('/Ticks')) {
    stream.write(body);
    const timer = setInterval(() => stream.write(body), Number(millis));
    stream.on('close', () => clearInterval(timer));
  } else {
    setTimeout(() => stream.destroyed || stream.end(body), Number(millis));
  }
}

server.on('session', session => {
  const timer = setTimeout(() => session.goaway(0), AGE);
  session.on('close', () => clearTimeout(timer));
  session.on('error', () => {});
});
server.on('stream', (stream, headers) => {
  const parts = [];
  stream.on('error', () => {});
  stream.on('data', part => parts.push(part));
  stream.on('end', () => stream.destroyed || serve(stream, headers[':path'], Buffer.concat(parts)));
});
server.listen(0, '127.0.0.1', () => console.log('READY address=127.0.0.1:' + server.address().port));
