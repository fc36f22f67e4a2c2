/** What the stream must know of a line, as bits. */
export const LINE_CLASS = {
  /** Sent alone: everything before it answered, nothing behind it until it is, then a pause. */
  alone: 1,
  /** A `$` command: alone, and only when the controller is Idle. */
  needsIdle: 2,
  /** Nothing may follow until it is answered (M0, M2, M30): the controller may stand in a hold. */
  waitForAnswer: 4,
  /** A dwell (G4), during which the controller says Idle. */
  dwell: 8,
} as const

/** Class of a line: its bits, or the reason it may not be in a program. */
export interface LineClass {
  readonly bits: number
  /** Without place and final full stop; null when the line may be sent. */
  readonly problem: string | null
}

const PLAIN: LineClass = { bits: 0, problem: null }

/** Classifies a line that has no spaces and comments, in capitals. */
export function classifyLine(line: string): LineClass {
  if (line.startsWith('$')) return classifySystemLine(line)
  if (line.startsWith('/')) {
    return {
      bits: 0,
      problem: 'is marked for block delete (/), but GRBL would run it all the same',
    }
  }
  // Most lines are bare coordinates; only G and M words can matter.
  if (!/[GM]/.test(line)) return PLAIN
  let bits = 0
  for (const match of line.matchAll(/([GM])(\d+(?:\.\d*)?)/g)) {
    const word = `${match[1] ?? ''}${String(Number(match[2]))}`
    if (word === 'M6') {
      return { bits, problem: 'asks for a tool change (M6), which GRBL does not know' }
    }
    bits |= WORD_BITS.get(word) ?? 0
  }
  return bits === 0 ? PLAIN : { bits, problem: null }
}

/** Words that write to the controller's EEPROM stall its receiver; the others hold the stream. */
const WORD_BITS: ReadonlyMap<string, number> = new Map([
  ['G10', LINE_CLASS.alone],
  ['G28.1', LINE_CLASS.alone],
  ['G30.1', LINE_CLASS.alone],
  ['G4', LINE_CLASS.dwell],
  ['M0', LINE_CLASS.waitForAnswer],
  ['M2', LINE_CLASS.waitForAnswer],
  ['M30', LINE_CLASS.waitForAnswer],
])

function classifySystemLine(line: string): LineClass {
  if (/^\$(\d{1,3}=.+|[H$#GIN])$/.test(line)) {
    return { bits: LINE_CLASS.alone | LINE_CLASS.needsIdle, problem: null }
  }
  return {
    bits: 0,
    problem: `holds the controller command \`${line.slice(0, 20)}\`, which has no place in a program`,
  }
}

/** Seconds a dwell line stands still (its P word), 0 when it is none. */
export function dwellSeconds(line: string): number {
  const match = /P(\d*\.?\d+)/.exec(line)
  return match === null ? 0 : Number(match[1])
}
