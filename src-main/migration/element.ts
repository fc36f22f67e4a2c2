import { isUtf8 } from 'node:buffer'
import { jsonFault } from '#core/outcome/json-fault.ts'

/** One entry of a JSON file, or why there is none. */
export type Element =
  | {
      readonly kind: 'value'
      readonly value: unknown
      /** As it stands in the file. */
      readonly text: string
      /** What it stands under in a dictionary; null elsewhere. */
      readonly key: string | null
      /** Counted from 0, faults included. */
      readonly index: number
      /** Where it begins, counted from 1. */
      readonly line: number
    }
  | {
      readonly kind: 'fault'
      /** Ends a sentence: `is not UTF-8 text`. */
      readonly reason: string
      /** Null when the file as a whole is meant. */
      readonly index: number | null
      readonly line: number
    }

/** Splits a file, handed over piece by piece, into its entries. */
export interface Splitter {
  /** The entries that are complete with this piece, which may be written over afterwards. */
  readonly push: (piece: Buffer) => readonly Element[]
  /** What is left after the last piece. */
  readonly end: () => readonly Element[]
}

/** A larger record is no record of a workshop; the limit bounds the memory a file can take. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024
/** Below the depth at which SQLite takes a text for JSON (1000), above any real record. */
export const MAX_DEPTH = 200
/** Longer texts are not searched for the place of a fault: it takes about 20 parses. */
const SEARCHED_CHARACTERS = 200_000

/** Why a record of more than `MAX_RECORD_BYTES` is left out. */
export const TOO_LARGE = `is larger than the limit of ${String(MAX_RECORD_BYTES / 1024 / 1024)} MB for one record`
/** Why a deeply nested record is left out. */
export const TOO_DEEP = `is nested deeper than the limit of ${String(MAX_DEPTH)} levels`

/** What an entry is called by: its place in its file. */
export interface ElementPlace {
  readonly key: string | null
  readonly index: number
  readonly line: number
}

/** Parses the bytes of one entry; a fault says what stands in the way. */
export function parseElement(bytes: Buffer, place: ElementPlace): Element {
  const text = bytes.toString('utf8')
  const { index, line } = place
  if (text.includes('\uFFFD') && !isUtf8(bytes)) {
    return { kind: 'fault', reason: 'is not UTF-8 text', index, line }
  }
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown, text, ...place }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'fault', reason: reasonOf(text, line), index, line }
  }
}

function reasonOf(text: string, line: number): string {
  if (text.length > SEARCHED_CHARACTERS) return 'is not JSON'
  const nan = /\bNaN\b|\bInfinity\b/.exec(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'))
  if (nan !== null) return `holds ${nan[0]}, which is no number in JSON`
  const fault = jsonFault(text)
  if (fault === null || fault.kind === 'cut-short') return 'is cut short'
  const at = `line ${String(line + fault.line - 1)}, column ${String(fault.column)}`
  return `is not JSON: ${JSON.stringify(fault.found)} stands at ${at}`
}
