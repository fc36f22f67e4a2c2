import { failure, success, type Result } from '#core/outcome/result.ts'

/** What can be made to go wrong, each at a number of lines. */
export const VIRTUAL_FAULT_KINDS = [
  /** The answer to line N is never sent. */
  'drop-ack',
  /** The answer to line N arrives as `o`. */
  'garble-ack',
  /** The answer to line N is sent twice. */
  'double-ack',
  /** At line N the supply browns out: position lost, banner. */
  'banner',
  /** At line N the cable is pulled. */
  'close',
  /** From line N on nothing is sent any more. */
  'silence',
  /** No limit switch works, from the start: homing fails. The line number is of no account. */
  'no-switch',
  /** At line N a limit switch is hit. */
  'limit',
] as const

/** One thing that goes wrong. */
export interface VirtualFault {
  readonly kind: (typeof VIRTUAL_FAULT_KINDS)[number]
  /** The line, counted from 1 over everything received since power-up. */
  readonly atLine: number
}

/** Reads `drop-ack:200,banner:500`; the failure is one sentence. */
export function parseFaults(text: string): Result<readonly VirtualFault[], string> {
  const faults: VirtualFault[] = []
  for (const part of text.split(',').filter((piece) => piece !== '')) {
    const [name = '', line = ''] = part.split(':')
    const kind = VIRTUAL_FAULT_KINDS.find((known) => known === name)
    if (kind === undefined || !/^[1-9]\d{0,8}$/.test(line)) {
      return failure(
        `fault "${part}" is not known; write KIND:LINE with one of ${VIRTUAL_FAULT_KINDS.join(', ')}.`,
      )
    }
    faults.push({ kind, atLine: Number(line) })
  }
  return success(faults)
}
