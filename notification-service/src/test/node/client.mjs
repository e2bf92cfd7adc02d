// An unmodified socket.io-client that says on its output what happens, and does what it reads from its input.
// Usage: client.mjs <url> <options as JSON>
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';

const say = (what, details) => process.stdout.write(JSON.stringify({ what, ...details }) + '\n');
const socket = io(process.argv[2], JSON.parse(process.argv[3]));

socket.io.on('open', () => {
  socket.io.engine.on('upgrade', (transport) => say('upgrade', { transport: transport.name }));
});
socket.on('connect', () => {
  say('connect', { recovered: socket.recovered, transport: socket.io.engine.transport.name });
});
socket.on('connect_error', (error) => say('connect_error', { message: error.message, data: error.data ?? null }));
socket.on('disconnect', (reason) => say('disconnect', { reason }));
socket.onAny((event, ...args) => say('event', { event, args }));

const commands = {
  emit: ({ args }) => socket.emit(...args),
  ask: ({ args }) => socket.emit(...args, (answer) => say('ack', { answer })),
  auth: ({ token }) => (socket.auth = { token }),
  moveTo: ({ uri }) => (socket.io.uri = uri),
  drop: () => socket.io.engine.close(),
  leave: () => socket.disconnect(),
  come: () => socket.connect(),
};
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { does, ...details } = JSON.parse(line);
    commands[does](details);
  })
  .on('close', () => process.exit(0));
