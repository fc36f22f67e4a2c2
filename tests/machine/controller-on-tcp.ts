import { createServer, type AddressInfo, type Socket } from 'node:net'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'
import type { VirtualWorkpiece } from '../../src-main/machine/virtual/workpiece.ts'

/** A virtual controller behind a TCP port that a test can look into, also when whoever used it has died. */
export interface WatchedController {
  readonly uri: string
  readonly controller: VirtualController
  readonly close: () => Promise<void>
}

const TURN_MS = 2

/** Serves one controller, in real time unless told; a lost connection leaves it running, as a cable does. */
export async function controllerOnTcp({
  speed = 1,
  workpiece = null,
}: {
  readonly speed?: number
  /** What its probe can touch. */
  readonly workpiece?: VirtualWorkpiece | null
} = {}): Promise<WatchedController> {
  let hear: (bytes: Uint8Array) => void = () => undefined
  const controller = new VirtualController({
    workpiece,
    onOutput: (bytes) => {
      hear(bytes)
    },
  })
  const startedMs = performance.now()
  const nowMs = () => (performance.now() - startedMs) * speed
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    hear = (bytes) => socket.write(bytes)
    socket.on('data', (chunk) => {
      controller.receive(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, nowMs())
    })
    // whoever was killed says no goodbye
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      hear = () => undefined
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const timer = setInterval(() => {
    controller.advance(nowMs())
  }, TURN_MS)
  return {
    uri: `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    controller,
    close: () => {
      clearInterval(timer)
      // whoever is still connected would keep the server open
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
}
