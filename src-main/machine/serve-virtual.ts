import { createServer, type AddressInfo, type Socket } from 'node:net'
import { failure, success, type Result } from '#core/outcome/result.ts'
import type { VirtualOptions } from './port-uri.ts'
import { openVirtualPort } from './virtual-port.ts'

/** A virtual controller that others can connect to. */
export interface VirtualServer {
  readonly host: string
  readonly port: number
  readonly close: () => Promise<void>
}

/**
 * Serves a virtual controller over TCP. One connection at a time, as with a cable; each finds a
 * controller that has just been switched on. `say` hears of connections. The failure is one sentence.
 */
export function serveVirtual(
  address: { readonly host: string; readonly port: number },
  options: VirtualOptions,
  say: (note: string) => void,
): Promise<Result<VirtualServer, string>> {
  let current: Socket | null = null
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', (error) => {
      say(`connection lost: ${error.message}`)
    })
    if (current !== null) {
      say('second connection refused: the controller is in use')
      socket.destroy()
      return
    }
    current = socket
    socket.on('close', () => {
      current = null
      say('disconnected')
    })
    say('connected')
    attachController(socket, options, say)
  })
  return new Promise((resolve) => {
    server.on('error', (error) => {
      resolve(
        failure(`${address.host}:${String(address.port)} cannot be listened on: ${error.message}.`),
      )
    })
    server.listen(address.port, address.host, () => {
      const { port } = server.address() as AddressInfo
      const close = () =>
        new Promise<void>((done) => {
          current?.destroy()
          server.close(() => {
            done()
          })
        })
      resolve(success({ host: address.host, port, close }))
    })
  })
}

function attachController(
  socket: Socket,
  options: VirtualOptions,
  say: (note: string) => void,
): void {
  const opened = openVirtualPort(options)
  if (!opened.ok) {
    say(opened.error)
    socket.destroy()
    return
  }
  const port = opened.value
  port.onData((bytes) => {
    socket.write(bytes)
  })
  port.onClose(() => {
    socket.destroy()
  })
  socket.on('data', (chunk) => {
    port.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  })
  socket.on('close', () => {
    port.close()
  })
}
