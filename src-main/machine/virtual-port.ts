import { writeFileSync } from 'node:fs'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { createCloseSignal, type BytePort } from './byte-port.ts'
import type { VirtualOptions } from './port-uri.ts'
import { VirtualController } from './virtual/virtual-controller.ts'

/** How often the virtual controller's time is moved on while something goes on in it. */
const BUSY_TURN_MS = 1
const QUIET_TURN_MS = 10

/** A virtual controller as a port, on the wall clock times its speed. */
export function openVirtualPort(options: VirtualOptions): Result<BytePort, string> {
  const { recordPath } = options
  if (recordPath !== null) {
    // Found out now and not when the port closes and the record would be lost.
    const problem = writeRecord(recordPath, '{}\n')
    if (problem !== null) return failure(problem)
  }
  return success(runVirtualPort(options))
}

function runVirtualPort(options: VirtualOptions): BytePort {
  const signal = createCloseSignal()
  let listener: ((bytes: Uint8Array) => void) | null = null
  let output: number[] = []
  const controller = new VirtualController({
    settings: options.settings,
    faults: options.faults,
    onOutput: (bytes) => {
      output.push(...bytes)
    },
    onPulled: () => {
      end('the cable was pulled')
    },
  })
  const startedMs = performance.now()
  const nowMs = () => (performance.now() - startedMs) * options.speed
  let timer: NodeJS.Timeout | null = null
  const turn = () => {
    timer = null
    const atMs = nowMs()
    controller.advance(atMs)
    if (output.length > 0 && listener !== null) {
      const bytes = Uint8Array.from(output)
      output = []
      listener(bytes)
    }
    schedule()
  }
  const schedule = () => {
    if (signal.closed() || timer !== null) return
    const waitMs = (controller.nextEventMs() - nowMs()) / options.speed
    timer = setTimeout(turn, Math.min(QUIET_TURN_MS, Math.max(BUSY_TURN_MS, waitMs)))
  }
  const end = (reason: string) => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (signal.closed()) return
    signal.announce(reason)
    if (options.recordPath !== null) {
      writeRecord(options.recordPath, `${JSON.stringify(controller.record())}\n`)
    }
  }
  schedule()
  return {
    write: (bytes) => {
      if (signal.closed()) return
      controller.receive(bytes, nowMs())
      schedule()
    },
    onData: (added) => {
      listener = added
    },
    onClose: signal.onClose,
    close: () => {
      end('')
    },
  }
}

function writeRecord(path: string, text: string): string | null {
  try {
    writeFileSync(path, text)
    return null
  } catch (error) {
    return `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`
  }
}
