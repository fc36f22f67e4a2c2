/** Turns values into text and back, keeping what Electron's IPC keeps. */
export interface CloneCodec {
  /** Throws `An object could not be cloned.` for functions, symbols, promises and weak maps. */
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

type Tagged = Record<string, unknown> & { readonly $: string; readonly i?: number }

/**
 * The structured clone algorithm over JSON, as far as IPC needs it: undefined, NaN, infinities,
 * minus zero, bigint, Date, RegExp, Map, Set, ArrayBuffer, typed arrays, Error, cycles and shared
 * references. Runs in Node and, as its own source text, in the page: it may use nothing outside
 * itself.
 */
export function createCloneCodec(
  toBase64: (bytes: Uint8Array) => string,
  fromBase64: (text: string) => Uint8Array<ArrayBuffer>,
): CloneCodec {
  const refuse = () => new Error('An object could not be cloned.')
  const kindOf = (value: object) => Object.prototype.toString.call(value).slice(8, -1)

  function encodePrimitive(value: unknown): unknown {
    if (typeof value === 'function' || typeof value === 'symbol') throw refuse()
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (typeof value !== 'number') return value
    if (Object.is(value, -0)) return { $: 'number', v: '-0' }
    return Number.isFinite(value) ? value : { $: 'number', v: String(value) }
  }

  function encodeBytes(value: ArrayBufferView, kind: string): object {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    return { $: 'view', c: kind, v: toBase64(bytes) }
  }

  function encode(root: unknown): string {
    const seen = new Map<object, number>()
    const encoders: Record<string, (value: never) => object> = {
      Date: (value: Date) => ({ $: 'date', v: value.getTime() }),
      RegExp: (value: RegExp) => ({ $: 'regexp', v: value.source, f: value.flags }),
      Map: (value: Map<unknown, unknown>) => ({
        $: 'map',
        v: [...value].map(([key, item]) => [one(key), one(item)]),
      }),
      Set: (value: Set<unknown>) => ({ $: 'set', v: [...value].map(one) }),
      ArrayBuffer: (value: ArrayBuffer) => ({ $: 'buffer', v: toBase64(new Uint8Array(value)) }),
      Error: (value: Error) => ({ $: 'error', n: value.name, v: value.message, s: value.stack }),
      Array: (value: unknown[]) => ({ $: 'array', v: value.map(one) }),
    }
    function encodeObject(value: object, kind: string): object {
      if (ArrayBuffer.isView(value)) return encodeBytes(value, kind)
      if (['Promise', 'WeakMap', 'WeakSet'].includes(kind)) throw refuse()
      const encoder = encoders[kind]
      if (encoder !== undefined) return encoder(value as never)
      return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, one(item)]) }
    }
    function one(value: unknown): unknown {
      if (typeof value !== 'object' || value === null) return encodePrimitive(value)
      const before = seen.get(value)
      if (before !== undefined) return { $: 'seen', i: before }
      const index = seen.size
      seen.set(value, index)
      return { ...encodeObject(value, kindOf(value)), i: index }
    }
    return JSON.stringify(one(root))
  }

  function decodeView(tagged: Tagged): unknown {
    const { buffer } = fromBase64(String(tagged['v']))
    const View = (globalThis as unknown as Record<string, new (from: ArrayBuffer) => object>)[
      String(tagged['c'])
    ]
    if (View === undefined) throw new Error(`no such view: ${String(tagged['c'])}`)
    return new View(buffer)
  }

  function decode(text: string): unknown {
    const seen: unknown[] = []
    const keep = <T>(tagged: Tagged, value: T): T => {
      seen[Number(tagged.i)] = value
      return value
    }
    const list = (tagged: Tagged) => tagged['v'] as unknown[]
    const pairs = (tagged: Tagged) => tagged['v'] as [unknown, unknown][]
    const decoders: Record<string, (tagged: Tagged) => unknown> = {
      number: (tagged) => Number(tagged['v']),
      undefined: () => undefined,
      bigint: (tagged) => BigInt(String(tagged['v'])),
      seen: (tagged) => seen[Number(tagged.i)],
      date: (tagged) => keep(tagged, new Date(Number(tagged['v']))),
      regexp: (tagged) => keep(tagged, new RegExp(String(tagged['v']), String(tagged['f']))),
      map(tagged) {
        const map = keep(tagged, new Map<unknown, unknown>())
        for (const [key, item] of pairs(tagged)) map.set(one(key), one(item))
        return map
      },
      set(tagged) {
        const set = keep(tagged, new Set<unknown>())
        for (const item of list(tagged)) set.add(one(item))
        return set
      },
      buffer: (tagged) => keep(tagged, fromBase64(String(tagged['v'])).buffer),
      view: (tagged) => keep(tagged, decodeView(tagged)),
      error(tagged) {
        const facts = { name: String(tagged['n']), stack: String(tagged['s']) }
        return keep(tagged, Object.assign(new Error(String(tagged['v'])), facts))
      },
      array(tagged) {
        const array = keep(tagged, [] as unknown[])
        for (const item of list(tagged)) array.push(one(item))
        return array
      },
      object(tagged) {
        const object = keep(tagged, {})
        for (const [key, item] of pairs(tagged)) {
          // Not by assignment: a key named __proto__ must stay a key.
          const value = one(item)
          const own = { value, enumerable: true, writable: true, configurable: true }
          Object.defineProperty(object, String(key), own)
        }
        return object
      },
    }
    function one(value: unknown): unknown {
      if (typeof value !== 'object' || value === null) return value
      const tagged = value as Tagged
      const decoder = decoders[tagged.$]
      if (decoder === undefined) throw new Error(`no such tag: ${tagged.$}`)
      return decoder(tagged)
    }
    return one(JSON.parse(text))
  }

  return { encode, decode }
}

/** The codec for Node's side. */
export const nodeCodec: CloneCodec = createCloneCodec(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  (text) => new Uint8Array(Buffer.from(text, 'base64')),
)
