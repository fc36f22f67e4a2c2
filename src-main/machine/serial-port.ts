import { failure, success, type Result } from '#core/outcome/result.ts'
import { createCloseSignal, type BytePort } from './byte-port.ts'

/**
 * Opens a serial port, 8N1, without dropping DTR at the end (`hupcl` off), since that resets
 * Arduino-class boards. The package is loaded here and not before: it costs 50 ms, and it aborts
 * the whole process in a worker thread, so this runs only in a process of its own.
 */
export async function openSerialPort(
  path: string,
  baudRate: number,
): Promise<Result<BytePort, string>> {
  const { SerialPort } = await import('serialport')
  return new Promise((resolve) => {
    const signal = createCloseSignal()
    const port = new SerialPort({ path, baudRate, hupcl: false, autoOpen: false })
    port.on('close', (error: Error | null) => {
      signal.announce(error === null ? 'the device was closed' : error.message)
    })
    port.on('error', (error) => {
      signal.announce(error.message)
    })
    port.open((error) => {
      if (error !== null) {
        resolve(failure(openRefusal(path, error.message)))
        return
      }
      resolve(
        success({
          write: (bytes) => {
            if (!signal.closed()) port.write(Buffer.from(bytes))
          },
          onData: (listener) => {
            port.on('data', (chunk: Buffer) => {
              listener(chunk)
            })
          },
          onClose: signal.onClose,
          close: () => {
            signal.announce('')
            if (port.isOpen) port.close()
          },
        }),
      )
    })
  })
}

/** One sentence for a port that would not open, with the way out where there is one. */
export function openRefusal(path: string, message: string): string {
  if (/EACCES|permission|access denied/i.test(message)) {
    return `${path} may not be opened by this user: run \`sudo usermod -aG dialout $USER\`, then log in again.`
  }
  if (/EBUSY|lock|resource temporarily/i.test(message)) {
    return `${path} is in use by another program: close it there first.`
  }
  if (/ENOENT|no such file|file not found/i.test(message)) {
    return `${path} is not there: plug the controller in, or pick another port.`
  }
  return `${path} cannot be opened: ${message}.`
}
