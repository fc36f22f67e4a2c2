/**
 * The text frames between a browser and the bench view's server, one JSON document each. Declared
 * once for both ends; the same calls and events go through Electron's bridge unframed.
 */
export interface CallFrame {
  /** Chosen by the browser, counts up from 1 on each connection. */
  readonly id: number
  /** `feature.call` of the contract. */
  readonly call: string
  readonly input: unknown
}

/** The answer to the call of the same id: always a `Result`, also for refused calls. */
export interface ReplyFrame {
  readonly id: number
  readonly result: unknown
}

/** Something main tells unasked; the names are those of `events.ts`. */
export interface EventFrame {
  readonly event: string
  readonly payload: unknown
}

/** What the server sends. */
export type ServerFrame = ReplyFrame | EventFrame

/** Typed arrays that may stand in a frame, by name. */
const TYPED_ARRAYS = { Uint8Array, Int32Array, Float32Array, Float64Array } as const
type TypedArray = InstanceType<(typeof TYPED_ARRAYS)[keyof typeof TYPED_ARRAYS]>

/** A typed array as JSON can say it. */
interface TypedArrayText {
  readonly $typedArray: keyof typeof TYPED_ARRAYS
  readonly base64: string
}

/** Objects within objects in which typed arrays are looked for; lists are not looked into. */
const LOOKED_INTO = 6
/** Stands in the text of every frame that has a typed array. */
const MARK = '"$typedArray"'

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A copy of a tree of plain objects with some of its leaves replaced; the tree itself where none is. */
function replaced(value: unknown, leaf: (value: unknown) => unknown, depth = LOOKED_INTO): unknown {
  const own = leaf(value)
  if (own !== value || depth === 0 || !isPlainObject(value)) return own
  let copy: Record<string, unknown> | null = null
  for (const [key, inner] of Object.entries(value)) {
    const next = replaced(inner, leaf, depth - 1)
    if (next !== inner) copy = { ...(copy ?? value), [key]: next }
  }
  return copy ?? value
}

function nameOf(value: unknown): keyof typeof TYPED_ARRAYS | null {
  for (const [name, kind] of Object.entries(TYPED_ARRAYS)) {
    if (value instanceof kind) return name as keyof typeof TYPED_ARRAYS
  }
  return null
}

/** The text of a frame; its typed arrays become base64, which `toBase64` makes of bytes. */
export function frameText(
  frame: CallFrame | ServerFrame,
  toBase64: (bytes: Uint8Array) => string,
): string {
  return JSON.stringify(
    replaced(frame, (value) => {
      const name = nameOf(value)
      if (name === null) return value
      const { buffer, byteOffset, byteLength } = value as TypedArray
      const base64 = toBase64(new Uint8Array(buffer, byteOffset, byteLength))
      return { $typedArray: name, base64 } satisfies TypedArrayText
    }),
  )
}

function isTypedArrayText(value: unknown): value is TypedArrayText {
  return (
    isPlainObject(value) &&
    typeof value['base64'] === 'string' &&
    typeof value['$typedArray'] === 'string' &&
    Object.hasOwn(TYPED_ARRAYS, value['$typedArray'])
  )
}

/**
 * What a text of `frameText` says, with its typed arrays; throws where it is no JSON. A typed array
 * whose bytes are no whole count of its values is left as it stands, and the contract refuses it.
 */
export function readFrame(text: string, fromBase64: (base64: string) => Uint8Array): unknown {
  const frame: unknown = JSON.parse(text)
  if (!text.includes(MARK)) return frame
  return replaced(frame, (value) => {
    if (!isTypedArrayText(value)) return value
    const kind = TYPED_ARRAYS[value.$typedArray]
    // Copied, because bytes may lie anywhere in their buffer and numbers may not.
    const bytes = Uint8Array.from(fromBase64(value.base64))
    return bytes.length % kind.BYTES_PER_ELEMENT === 0 ? new kind(bytes.buffer) : value
  })
}
