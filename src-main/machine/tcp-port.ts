import { connect } from 'node:net'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { createCloseSignal, type BytePort } from './byte-port.ts'

const CONNECT_LIMIT_MS = 5000

/** Opens a TCP connection to a controller; the failure is one sentence. */
export function openTcpPort(host: string, port: number): Promise<Result<BytePort, string>> {
  const where = `tcp://${host}:${String(port)}`
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    const signal = createCloseSignal()
    let problem = ''
    socket.setTimeout(CONNECT_LIMIT_MS, () => {
      socket.destroy(new Error(`no answer within ${String(CONNECT_LIMIT_MS / 1000)} s`))
    })
    socket.on('error', (error) => {
      problem = error.message
    })
    socket.on('close', () => {
      resolve(failure(`${where} cannot be opened: ${problem}.`))
      signal.announce(problem === '' ? 'the other end closed it' : problem)
    })
    socket.on('connect', () => {
      socket.setTimeout(0)
      resolve(
        success({
          write: (bytes) => {
            if (!signal.closed()) socket.write(bytes)
          },
          onData: (listener) => {
            socket.on('data', (chunk) => {
              listener(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
            })
          },
          onClose: signal.onClose,
          close: () => {
            signal.announce('')
            socket.destroy()
          },
        }),
      )
    })
  })
}
