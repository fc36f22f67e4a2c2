import { openPort } from '../../src-main/machine/open-port.ts'
import { parsePortUri } from '../../src-main/machine/port-uri.ts'
import type { BytePort } from '../../src-main/machine/byte-port.ts'
import {
  VirtualController,
  type VirtualControllerOptions,
} from '../../src-main/machine/virtual/virtual-controller.ts'
import { METAL_PORT } from './metal.ts'

/** A bare line to a controller, with no sender on it. */
export interface Wire {
  /** Puts bytes on the wire and tells the lines heard until `durationMs` later. */
  readonly say: (
    bytes: string | readonly number[],
    durationMs?: number,
  ) => Promise<readonly string[]>
  readonly wait: (durationMs: number) => Promise<void>
  /** Everything heard since the last `say`. */
  readonly heard: () => readonly string[]
  /** One status report. */
  readonly status: () => Promise<string>
  /** Machine position from a report, mm. */
  readonly positionMm: () => Promise<readonly number[]>
  /** Gives the port up for somebody else; `close` takes it again to put everything back. */
  readonly letGo: () => void
  readonly close: () => Promise<void>
}

type Options = Omit<VirtualControllerOptions, 'onOutput'>

const GREETING_MS = 50

/** Opens a wire to a controller at rest: the virtual one, or the one behind `RMOS_TEST_PORT`. */
export async function openWire(options: Options = {}): Promise<Wire> {
  return METAL_PORT === null ? virtualWire(options) : await metalWire(METAL_PORT, options)
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '')
}

function rawBytes(bytes: string | readonly number[]): Uint8Array {
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes)
}

/** Makes the derived calls from the two that differ. */
function wireOf(parts: {
  readonly write: (bytes: Uint8Array) => void
  readonly wait: (durationMs: number) => Promise<void>
  readonly takeText: () => string
  readonly letGo: () => void
  readonly close: () => Promise<void>
}): Wire {
  let heard = ''
  const listen = () => {
    heard += parts.takeText()
    return linesOf(heard)
  }
  const say: Wire['say'] = async (bytes, durationMs = 100) => {
    parts.takeText()
    heard = ''
    parts.write(rawBytes(bytes))
    await parts.wait(durationMs)
    return listen()
  }
  const status = async () =>
    (await say('?', METAL_PORT === null ? 60 : 130)).find((line) => line.startsWith('<')) ?? ''
  return {
    say,
    wait: parts.wait,
    heard: listen,
    status,
    positionMm: async () => {
      const numbers = /MPos:([-\d.,]+)/.exec(await status())?.[1] ?? ''
      return numbers.split(',').map(Number)
    },
    letGo: parts.letGo,
    close: parts.close,
  }
}

function virtualWire(options: Options): Wire {
  let text = ''
  let nowMs = GREETING_MS
  const controller = new VirtualController({
    ...options,
    onOutput: (bytes) => {
      text += Buffer.from(bytes).toString('latin1')
    },
  })
  controller.advance(nowMs)
  return wireOf({
    write: (bytes) => {
      controller.receive(bytes, nowMs)
    },
    wait: (durationMs) => {
      nowMs += durationMs
      controller.advance(nowMs)
      return Promise.resolve()
    },
    takeText: () => {
      const taken = text
      text = ''
      return taken
    },
    letGo: () => undefined,
    close: () => Promise.resolve(),
  })
}

const sleep = (durationMs: number) => new Promise<void>((done) => setTimeout(done, durationMs))

async function openMetal(uri: string): Promise<BytePort> {
  const address = parsePortUri(uri)
  if (!address.ok) throw new Error(address.error)
  // A controller that restarts between two tests needs a moment.
  for (let attempt = 0; ; attempt += 1) {
    const opened = await openPort(address.value)
    if (opened.ok) return opened.value
    if (attempt === 10) throw new Error(opened.error)
    await sleep(200)
  }
}

async function metalWire(uri: string, options: Options): Promise<Wire> {
  let text = ''
  const listenTo = (opened: BytePort) => {
    opened.onData((bytes) => {
      text += Buffer.from(bytes).toString('latin1')
    })
    return opened
  }
  let port: BytePort | null = listenTo(await openMetal(uri))
  const parts = {
    write: (bytes: Uint8Array) => {
      port?.write(bytes)
    },
    letGo: () => {
      port?.close()
      port = null
    },
    wait: sleep,
    takeText: () => {
      const taken = text
      text = ''
      return taken
    },
    close: () => Promise.resolve(),
  }
  const wire = wireOf(parts)
  await sleep(300)
  await wire.say([0x18], 1200)
  await wire.say('$X\n', 300)
  const before = (await wire.say('$$\n', 400)).filter((line) => line.startsWith('$'))
  const changed = options.settings ?? []
  for (const [number, value] of changed) {
    await wire.say(`$${String(number)}=${String(value)}\n`, 300)
  }
  return {
    ...wire,
    close: async () => {
      port ??= listenTo(await openMetal(uri))
      await wire.say([0x18], 1200)
      await wire.say('$X\n', 300)
      for (const [number] of [...changed].reverse()) {
        const line = before.find((text) => text.startsWith(`$${String(number)}=`))
        if (line !== undefined) await wire.say(`${line}\n`, 300)
      }
      port.close()
      await sleep(300)
    },
  }
}

/** Runs a test on a wire and closes it, also when the test fails. */
export async function onWire(options: Options, use: (wire: Wire) => Promise<void>): Promise<void> {
  const wire = await openWire(options)
  try {
    await use(wire)
  } finally {
    await wire.close()
  }
}
