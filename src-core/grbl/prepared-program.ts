/** A place where the program waits for the person. */
export interface ProgramStop {
  /** Index of the prepared line. */
  readonly line: number
  readonly sourceLine: number
  readonly kind: 'toolChange' | 'programStop' | 'optionalStop'
  /** Of a tool change: the T in force; null when the program named none. */
  readonly toolNumber: number | null
}

/**
 * A program ready to send: every line without spaces and comments, each ended by one newline, in
 * one compact store. Line `i` is `bytes[offsets[i] .. offsets[i + 1])`, newline included.
 */
export interface PreparedProgram {
  readonly lineCount: number
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
  /** 1-based line of the source text that each line came from. */
  readonly sourceLines: Uint32Array
  /** Bits of `LINE_CLASS`. */
  readonly lineClasses: Uint8Array
  readonly stops: readonly ProgramStop[]
}

/** What may differ between two sends of one program. */
export interface PrepareOptions {
  /** M1 is sent as M0, so that the controller stops there. */
  readonly optionalStops?: boolean
}

/** The text of line `lineIndex`, without its newline. */
export function preparedLine(program: PreparedProgram, lineIndex: number): string {
  const from = program.offsets[lineIndex] ?? 0
  const to = (program.offsets[lineIndex + 1] ?? from + 1) - 1
  return String.fromCharCode(...program.bytes.subarray(from, to))
}

/** Bytes of line `lineIndex` on the wire, newline included. */
export function preparedLineBytes(program: PreparedProgram, lineIndex: number): number {
  return (program.offsets[lineIndex + 1] ?? 0) - (program.offsets[lineIndex] ?? 0)
}
