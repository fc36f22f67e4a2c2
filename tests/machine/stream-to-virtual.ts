import type { DoneMotion } from '../../src-main/machine/virtual/planned-block.ts'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'

/** Bytes kept on their way, as the engine keeps them. */
const WINDOW_BYTES = 120
/** The controller greets and is ready. */
const READY_MS = 50

/** Lines of a text as they are sent: without comments and blanks. */
export function sentLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\(.*?\)|;.*$/g, '').replace(/\s/g, ''))
    .filter((line) => line !== '' && line !== '%')
}

/** What streaming a program came to. */
export interface StreamedProgram {
  /** From the first byte to the stand behind the last line, s. */
  readonly seconds: number
  readonly refused: readonly string[]
  readonly controller: VirtualController
}

/**
 * Streams a program to a virtual controller by counting characters, with a host that answers at once:
 * the quickest the machine can be driven. Runs as fast as the computer can.
 */
export function streamToVirtual(
  lines: readonly string[],
  settings: readonly (readonly [number, number])[] = [],
  onMotion: (motion: DoneMotion) => void = () => undefined,
): StreamedProgram {
  const refused: string[] = []
  let heard = ''
  let answered = 0
  let inFlightBytes = 0
  const hear = (bytes: Uint8Array) => {
    heard += Buffer.from(bytes).toString('latin1')
    if (!heard.endsWith('\r\n')) return
    const text = heard.trim()
    heard = ''
    if (text !== 'ok' && !text.startsWith('error:')) return
    if (text !== 'ok') refused.push(`${lines[answered] ?? ''}: ${text}`)
    inFlightBytes -= (lines[answered]?.length ?? 0) + 1
    answered += 1
  }
  const controller = new VirtualController({ settings, onMotion, onOutput: hear })
  let nowMs = READY_MS
  controller.advance(nowMs)
  let sent = 0
  while (answered < lines.length) {
    for (;;) {
      const line = lines[sent]
      if (line === undefined || inFlightBytes + line.length + 1 > WINDOW_BYTES) break
      controller.receive(Buffer.from(`${line}\n`, 'latin1'), nowMs)
      inFlightBytes += line.length + 1
      sent += 1
    }
    nowMs = Math.max(nowMs, Math.min(controller.nextEventMs(), nowMs + 1000))
    controller.advance(nowMs)
  }
  while (controller.isMoving()) {
    nowMs = controller.nextEventMs()
    controller.advance(nowMs)
  }
  return { seconds: (nowMs - READY_MS) / 1000, refused, controller }
}
