/**
 * The frames between a browser and the bench view's server: one JSON document each, as text, or as
 * bytes where typed arrays stand in it. Declared once for both ends; the same calls and events go
 * through Electron's bridge unframed.
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

/**
 * The close code (of the range for private use) with which a page is cut off for good: what it was let
 * in by is worth nothing any more, so it loads itself again and asks who it is.
 */
export const LINK_DISMISSED = 4001

/** Typed arrays that may stand in a frame, by name. */
const TYPED_ARRAYS = { Uint8Array, Int32Array, Float32Array, Float64Array } as const
type TypedArray = InstanceType<(typeof TYPED_ARRAYS)[keyof typeof TYPED_ARRAYS]>

/** What stands in the JSON for a typed array that lies behind it. */
interface TypedArrayPlace {
  readonly $typedArray: keyof typeof TYPED_ARRAYS
  /** Bytes behind the beginning of the arrays; a multiple of 8. */
  readonly at: number
  readonly byteLength: number
}

/** Objects within objects in which typed arrays are looked for; lists are not looked into. */
const LOOKED_INTO = 6
/** Texts as UTF-8, strictly read; both ends have it, the core has not. */
export interface TextCodec {
  readonly encode: (text: string) => Uint8Array
  readonly decode: (bytes: Uint8Array) => string
}

/** Length of the JSON in bytes, 32 bits, lowest first. */
const HEADER_BYTES = 4
/** Numbers of 8 bytes lie on multiples of 8. */
const GRAIN_BYTES = 8

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

function inGrains(bytes: number): number {
  return Math.ceil(bytes / GRAIN_BYTES) * GRAIN_BYTES
}

/**
 * A frame as it goes over the link. Without typed arrays it is JSON text; else it is bytes: the JSON's
 * length, the JSON with a place for each array, zeros up to a multiple of 8, the arrays likewise.
 */
export function packFrame(
  frame: CallFrame | ServerFrame,
  codec: TextCodec,
): string | Uint8Array<ArrayBuffer> {
  const arrays: { readonly array: TypedArray; readonly at: number }[] = []
  let arrayBytes = 0
  const text = JSON.stringify(
    replaced(frame, (value) => {
      const name = nameOf(value)
      if (name === null) return value
      const array = value as TypedArray
      const place = { $typedArray: name, at: arrayBytes, byteLength: array.byteLength }
      arrays.push({ array, at: arrayBytes })
      arrayBytes += inGrains(array.byteLength)
      return place satisfies TypedArrayPlace
    }),
  )
  if (arrays.length === 0) return text
  const json = codec.encode(text)
  const bodyAt = inGrains(HEADER_BYTES + json.length)
  const packed = new Uint8Array(bodyAt + arrayBytes)
  new DataView(packed.buffer).setUint32(0, json.length, true)
  packed.set(json, HEADER_BYTES)
  for (const { array, at } of arrays) {
    const { buffer, byteOffset, byteLength } = array
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), bodyAt + at)
  }
  return packed
}

function isPlace(value: unknown): value is TypedArrayPlace {
  return (
    isPlainObject(value) &&
    typeof value['at'] === 'number' &&
    typeof value['byteLength'] === 'number' &&
    typeof value['$typedArray'] === 'string' &&
    Object.hasOwn(TYPED_ARRAYS, value['$typedArray'])
  )
}

/**
 * What `packFrame` packed; throws where it is no JSON. A place whose bytes are not there, or are no
 * whole count of its values, is left as it stands, and the contract refuses it.
 */
export function unpackFrame(data: string | Uint8Array, codec: TextCodec): unknown {
  if (typeof data === 'string') return JSON.parse(data)
  const head = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const jsonBytes = head.getUint32(0, true)
  if (HEADER_BYTES + jsonBytes > data.length) throw new RangeError('the frame is cut short')
  const json = data.subarray(HEADER_BYTES, HEADER_BYTES + jsonBytes)
  const bodyAt = Math.min(data.length, inGrains(HEADER_BYTES + jsonBytes))
  // a view of its own: Node's Buffer has another `slice`, which copies nothing
  const body = new Uint8Array(data.buffer, data.byteOffset + bodyAt, data.length - bodyAt)
  const frame: unknown = JSON.parse(codec.decode(json))
  return replaced(frame, (value) => {
    if (!isPlace(value)) return value
    const kind = TYPED_ARRAYS[value.$typedArray]
    const { at, byteLength } = value
    const isThere = Number.isInteger(at) && at >= 0 && at + byteLength <= body.length
    if (!isThere || byteLength % kind.BYTES_PER_ELEMENT !== 0) return value
    // bytes may lie anywhere in their buffer, other numbers not: those are copied
    if (kind === Uint8Array) return body.subarray(at, at + byteLength)
    return new kind(body.slice(at, at + byteLength).buffer)
  })
}
