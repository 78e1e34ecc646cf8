import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A server between a client and the real one, which can be stopped, started again, and made silent. */
export async function openProxy(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let own = 0

  const start = async () => {
    server = createServer((near) => {
      const far = connect(Number(port || 3306), hostname)
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket)
        socket.on('error', () => other.destroy())
        socket.on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
    server.listen(own, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address) own = address.port
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
  await start()
  return { port: own, start, stop, stall }
}
