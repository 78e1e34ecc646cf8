import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * A server between a client and the real one, which can be stopped, started again, and made silent, and which counts the
 * bytes that come. What the second connection and later ones send arrives after a `laterDelay` in milliseconds.
 */
export async function openProxy(realUrl: string, { laterDelay = 0 } = {}) {
  const real = new URL(realUrl)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  let received = 0
  let connections = 0

  const start = async () => {
    server = createServer((near) => {
      const far = connect(Number(real.port || 3306), real.hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket)
        socket.setNoDelay(true)
        socket.on('error', () => other.destroy())
        socket.on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
      }
      if (laterDelay > 0 && ++connections > 1)
        near.on('data', (bytes) => setTimeout(() => far.write(bytes), laterDelay))
      else near.pipe(far)
      far.pipe(near)
      far.on('data', (bytes) => (received += bytes.length))
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address) port = address.port
  }
  const stop = async () => {
    if (!server?.listening) return
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  }
  const stall = () => {
    for (const socket of sockets) socket.unpipe().pause()
  }
  const url = (database: string) => {
    const through = new URL(`/${database}`, real)
    through.host = `127.0.0.1:${port}`
    return through.href
  }
  await start()
  return { url, start, stop, stall, received: () => received }
}
