import { connect } from 'node:net'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { createCloseSignal, type BytePort } from './byte-port.ts'

const CONNECT_LIMIT_MS = 5000

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'nothing answers at this port; check the address and that the controller is on'],
  [/ENOTFOUND|EAI_AGAIN/, 'no computer of this name is known'],
  [/EHOSTUNREACH|ENETUNREACH/, 'the network does not lead there'],
  [/ECONNRESET/, 'the other end closed it at once'],
]

/** What a system's error means to the person; one nobody foresaw is told as it is. */
function refusalSentence(message: string): string {
  return REFUSALS.find(([pattern]) => pattern.test(message))?.[1] ?? message
}

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
      resolve(failure(`${where} cannot be opened: ${refusalSentence(problem)}.`))
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
