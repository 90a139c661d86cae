// The one way out of the browser's network: what comes to the port is handed to the harness's socket, byte for byte.
// Arguments: the port on 127.0.0.1, and the path of the socket. Says "ready" when it listens.
const net = require('net');
const [port, ingress] = process.argv.slice(2);
const server = net.createServer({ allowHalfOpen: true }, (browser) => {
  const harness = net.connect({ path: ingress, allowHalfOpen: true });
  for (const [from, to] of [[browser, harness], [harness, browser]]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
});
server.maxConnections = 64;
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
