// A server that is measured, or the one that feeds it: server.mjs <ws | socket.io | feeder> <port> <control port> [<redis url>]
// Control, a line each: "<room>\t<JSON>" is a message for that room; "gc" is answered by "<bytes in use>".
import { createServer } from 'node:http';
import { createServer as createControl } from 'node:net';
import { createInterface } from 'node:readline';

const [kind, port, controlPort, redisUrl] = process.argv.slice(2);
const HOST = '127.0.0.1';
const KEPT_MESSAGES = 100_000;
const RECOVERABLE_MS = 120_000;
const EVERYBODY = 'everybody';

const http = createServer();
const room = (request) => new URL(request.url, 'http://bench').searchParams.get('user');
const emit = kind === 'ws' ? await plain() : await socketIo();

/** The direct loop: whoever is in the room, one send each, of bytes that were encoded once. */
async function plain() {
  const { WebSocketServer } = await import('ws');
  const rooms = new Map();
  new WebSocketServer({ server: http }).on('connection', (socket, request) => {
    const name = room(request);
    const members = rooms.get(name) ?? new Set();
    rooms.set(name, members.add(socket));
    socket.on('error', () => {});
    socket.on('close', () => members.delete(socket) && members.size === 0 && rooms.delete(name));
    socket.send('{"event":"ready"}');
  });
  return (name, text) => {
    const bytes = Buffer.from(text);
    for (const socket of rooms.get(name) ?? []) {
      socket.send(bytes, { binary: false });
    }
  };
}

/** Several servers on one Redis: what one of them emits another delivers. */
async function socketIo() {
  const { Server } = await import('socket.io');
  const { createClient } = await import('redis');
  const { createAdapter } = await import('@socket.io/redis-streams-adapter');
  const redis = createClient({ url: redisUrl });
  redis.on('error', (failure) => console.error(failure.message));
  await redis.connect();
  const io = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    adapter: createAdapter(redis, { maxLen: KEPT_MESSAGES }),
    connectionStateRecovery: { maxDisconnectionDuration: RECOVERABLE_MS },
  });
  io.on('connection', (socket) => socket.join([socket.handshake.query.user, EVERYBODY]));
  return (name, text) => {
    const { event, data } = JSON.parse(text);
    io.to(name).emit(event, data);
  };
}

createControl((connection) => {
  connection.setNoDelay(true);
  connection.on('error', () => {});
  createInterface({ input: connection }).on('line', (line) => {
    if (line === 'gc') {
      globalThis.gc();
      const { heapUsed, external } = process.memoryUsage();
      connection.write(`${heapUsed + external}\n`);
    } else {
      const tab = line.indexOf('\t');
      emit(line.slice(0, tab), line.slice(tab + 1));
    }
  });
}).listen(Number(controlPort), HOST);
http.listen({ port: Number(port), host: HOST, backlog: 4096 });
