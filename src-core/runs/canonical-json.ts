import { failure, success } from '../outcome/result.ts'
import type { Result } from '../outcome/result.ts'

/** Why a value has no canonical JSON: the place in it (`$.rings[2].widthMm`) and what stands there. */
export interface NotCanonical {
  readonly path: string
  readonly message: string
}

/** Thrown by `canonicalJson`; `message` names the place and the value. */
export class CanonicalJsonError extends Error {
  override readonly name = 'CanonicalJsonError'
}

/** Deeper than any record of ours; a bound keeps a hostile file from exhausting the stack. */
const DEPTH_LIMIT = 200
const LONE_SURROGATE = /\p{Surrogate}/u

class Refusal extends Error {
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

/**
 * The one JSON text of a value, for hashing: keys sorted by UTF-16 code unit, `,` and `:` without
 * blanks, nothing escaped that JSON does not force (RFC 8785's text and order).
 *
 * For keys and strings it is byte for byte what Python writes with `sort_keys=True,
 * separators=(',', ':'), ensure_ascii=False`, with one difference: Python sorts by code point, so
 * keys with characters beyond U+FFFF sort here before those from U+E000 to U+FFFF and there after.
 * Numbers are JavaScript's shortest text: `6.0` is written `6`, `1e-05` is `0.00001`, `-0` is `0`;
 * hashes of Python's number text must be checked on that text, never on a re-written value.
 *
 * Throws `CanonicalJsonError` with the path for NaN, infinities, undefined, functions, symbols,
 * bigints, class instances (Date, Map, …), half surrogate pairs, cycles and depth beyond 200.
 */
export function canonicalJson(value: unknown): string {
  const text = tryCanonicalJson(value)
  if (!text.ok) throw new CanonicalJsonError(`${text.error.path} ${text.error.message}`)
  return text.value
}

/** `canonicalJson` for data from outside: the refusal comes back as a value. */
export function tryCanonicalJson(value: unknown): Result<string, NotCanonical> {
  try {
    return success(write(value, '$', []))
  } catch (error) {
    if (error instanceof Refusal) return failure({ path: error.path, message: error.message })
    throw error
  }
}

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeString(value, path)
  if (typeof value === 'number') return writeNumber(value, path)
  if (typeof value !== 'object') throw new Refusal(path, `is ${describe(value)}, which JSON lacks`)
  if (ancestors.includes(value)) throw new Refusal(path, 'contains itself')
  if (ancestors.length >= DEPTH_LIMIT) {
    throw new Refusal(path, `is nested deeper than ${String(DEPTH_LIMIT)} levels`)
  }
  const chain = [...ancestors, value]
  return Array.isArray(value) ? writeList(value, path, chain) : writeObject(value, path, chain)
}

function writeString(text: string, path: string): string {
  if (LONE_SURROGATE.test(text)) {
    throw new Refusal(path, 'holds half of a surrogate pair, which UTF-8 cannot carry')
  }
  return JSON.stringify(text)
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new Refusal(path, `is ${String(value)}, which JSON lacks`)
  return JSON.stringify(value)
}

function writeList(list: readonly unknown[], path: string, chain: readonly object[]): string {
  const parts: string[] = []
  // A counted loop, because map() would skip the holes of a sparse list.
  for (let index = 0; index < list.length; index += 1) {
    parts.push(write(list[index], `${path}[${String(index)}]`, chain))
  }
  return `[${parts.join(',')}]`
}

function writeObject(value: object, path: string, chain: readonly object[]): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Refusal(path, `is ${describe(value)}, not plain data`)
  }
  const parts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => {
      const place = `${path}.${key}`
      return `${writeString(key, place)}:${write(part, place, chain)}`
    })
  return `{${parts.join(',')}}`
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor.name}`
  return value === undefined ? 'undefined' : `a ${typeof value}`
}
