import { createCloseSignal, type BytePort } from '../../src-main/machine/byte-port.ts'
import { FaultInjector } from '../../src-main/machine/virtual/fault-injector.ts'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'

/** A port with a bad cable and a bystander on it. */
export interface FaultyPort extends BytePort {
  /** Makes something go wrong now. Throws for what a cable cannot do, as to move a switch. */
  readonly strike: (kind: VirtualFault['kind'], amount?: number) => void
  /** Lines the controller got, empty ones left out. */
  readonly arrivedLines: () => readonly string[]
}

/** The buttons of a machine, as bytes that do the same. */
const BYTES_OF: Partial<Record<VirtualFault['kind'], number>> = {
  'cycle-start': 0x7e,
  'feed-hold': 0x21,
}
const LOOK_MS = 1
const isAnswer = (line: string) => line === 'ok' || line.startsWith('error:')

/**
 * Stands between the engine and any controller, and spoils what passes: the faults of the virtual
 * controller's cable, for one that has none of its own. A pulled cable is the end of both directions.
 */
export function faultyPort(
  port: BytePort,
  faults: readonly VirtualFault[],
  nowMs: () => number,
): FaultyPort {
  const cable = new FaultInjector(faults)
  const signal = createCloseSignal()
  const arrived: string[] = []
  /** Faults of answers, by the number of the line they answer. */
  const answerFaults = new Map<number, VirtualFault['kind']>()
  let listener: (bytes: Uint8Array) => void = () => undefined
  let sentText = ''
  let saidText = ''
  let sentBytes = 0
  let lineEnds = 0
  let answers = 0
  const openedMs = nowMs()
  const sinceMs = () => nowMs() - openedMs

  const strike = (fault: VirtualFault) => {
    const byte = BYTES_OF[fault.kind]
    if (fault.kind.endsWith('-ack')) answerFaults.set(lineEnds, fault.kind)
    else if (fault.kind === 'close') pull('the cable was pulled')
    else if (byte !== undefined) port.write(Uint8Array.of(byte))
    else if (!cable.strikeCable(fault, sinceMs())) {
      throw new Error(`a cable cannot do "${fault.kind}"`)
    }
  }
  const pull = (why: string) => {
    clearInterval(timer)
    signal.announce(why)
    port.close()
  }
  const noteSent = (byte: number) => {
    sentBytes += 1
    if (byte !== 0x0a) {
      // Realtime bytes are of no line.
      if (byte >= 0x20 && byte < 0x7f && byte !== 0x3f && byte !== 0x21 && byte !== 0x7e) {
        sentText += String.fromCharCode(byte)
      }
      return
    }
    lineEnds += 1
    if (sentText !== '') {
      arrived.push(sentText)
      for (const fault of cable.atLine(arrived.length)) strike(fault)
    }
    sentText = ''
  }
  /** A line of the controller as it is to arrive. */
  const spoiled = (line: string): string => {
    if (!isAnswer(line.trim())) return line
    answers += 1
    const kind = answerFaults.get(answers)
    if (kind === 'drop-ack') return ''
    if (kind === 'garble-ack') return 'o\r\n'
    return kind === 'double-ack' ? line + line : line
  }
  const deliver = () => {
    const late = cable.takeOutgoing(sinceMs())
    if (late.length > 0 && !signal.closed()) listener(Uint8Array.from(late))
    for (const fault of cable.due(sinceMs(), sentBytes)) strike(fault)
  }
  const timer = setInterval(deliver, LOOK_MS)
  port.onData((bytes) => {
    saidText += Buffer.from(bytes).toString('latin1')
    for (let end = saidText.indexOf('\n'); end >= 0; end = saidText.indexOf('\n')) {
      const line = spoiled(saidText.slice(0, end + 1))
      saidText = saidText.slice(end + 1)
      for (const byte of Buffer.from(line, 'latin1')) cable.outgoing(byte, sinceMs())
    }
    deliver()
  })
  port.onClose(pull)
  return {
    write: (bytes) => {
      if (signal.closed()) return
      const kept: number[] = []
      for (const byte of bytes) {
        const passed = cable.incoming(byte)
        if (passed === null) continue
        kept.push(passed)
        noteSent(passed)
      }
      if (!signal.closed()) port.write(Uint8Array.from(kept))
    },
    onData: (added) => {
      listener = added
    },
    onClose: signal.onClose,
    close: () => {
      pull('')
    },
    strike: (kind, amount = 0) => {
      strike({ kind, amount, atLine: 0 })
    },
    arrivedLines: () => arrived,
  }
}
