import type { PageWindow } from './page-globals.ts'

declare const window: PageWindow

/** A value on its way between the two worlds, tagged by what it is. */
type Packed =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'promise'; readonly id: number }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'array'; readonly items: readonly Packed[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}
type AnyFunction = (...args: unknown[]) => unknown
type Returned =
  { readonly ok: true; readonly value: Packed } | { readonly ok: false; readonly message: string }
type Settled =
  | { readonly id: number; readonly ok: true; readonly value: Packed }
  | { readonly id: number; readonly ok: false; readonly message: string }

/**
 * Takes the place of Electron's contextBridge. It runs once in the page's own world and once in
 * the isolated world of preload, as its own source text, so it may use nothing outside itself.
 * Values cross only as the detail of a CustomEvent, which Chromium clones between worlds;
 * functions and promises stay where they are and cross as numbers.
 */
export function worldBridge(
  nonce: string,
  side: 'isolated' | 'page',
  onWindowOpen: (address: string) => void,
): { readonly expose: (key: string, api: unknown) => void } {
  const other = side === 'isolated' ? 'page' : 'isolated'
  const functions = new Map<number, AnyFunction>()
  const promises = new Map<number, Waiting>()
  let lastId = 0
  let returned: Returned | undefined

  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  const tell = (what: string, detail: unknown) => {
    window.dispatchEvent(new CustomEvent(`${nonce}-${other}-${what}`, { detail }))
  }
  const hear = (what: string, listener: (detail: never) => void) => {
    window.addEventListener(`${nonce}-${side}-${what}`, (event) => {
      event.stopImmediatePropagation()
      listener(event.detail as never)
    })
  }

  function packPromise(promise: PromiseLike<unknown>): Packed {
    const id = (lastId += 1)
    promise.then(
      (value) => {
        tell('settled', { id, ok: true, value: pack(value, 0) })
      },
      (error: unknown) => {
        tell('settled', { id, ok: false, message: messageOf(error) })
      },
    )
    return { kind: 'promise', id }
  }
  function isPlainObject(value: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(value)
    return prototype === null || Object.getPrototypeOf(prototype) === null
  }
  function packObject(value: object, depth: number): Packed {
    if ('then' in value && typeof value.then === 'function') {
      return packPromise(value as PromiseLike<unknown>)
    }
    if (value instanceof Error) return { kind: 'error', message: value.message }
    if (Array.isArray(value)) {
      return { kind: 'array', items: value.map((item) => pack(item, depth + 1)) }
    }
    if (!isPlainObject(value)) return { kind: 'plain', value }
    const entries = Object.entries(value).map(
      ([key, item]) => [key, pack(item, depth + 1)] as const,
    )
    return { kind: 'object', entries }
  }
  function pack(value: unknown, depth: number): Packed {
    if (depth > 900) throw new Error('contextBridge: nested too deep')
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof value === 'object' && value !== null) return packObject(value, depth)
    if (typeof value !== 'function') return { kind: 'plain', value }
    const id = (lastId += 1)
    functions.set(id, value as AnyFunction)
    return { kind: 'function', id }
  }

  function unpackObject(entries: readonly (readonly [string, Packed])[], frozen: boolean): object {
    const object = {}
    for (const [key, item] of entries) {
      const own = { value: unpack(item, frozen), enumerable: true, writable: true }
      Object.defineProperty(object, key, { ...own, configurable: true })
    }
    return frozen ? Object.freeze(object) : object
  }
  function unpackArray(items: readonly Packed[], frozen: boolean): readonly unknown[] {
    const array = items.map((item) => unpack(item, frozen))
    return frozen ? Object.freeze(array) : array
  }
  function unpack(packed: Packed, frozen: boolean): unknown {
    switch (packed.kind) {
      case 'plain':
        return packed.value
      case 'error':
        return new Error(packed.message)
      case 'function':
        return (...args: unknown[]) => callOther(packed.id, args)
      case 'promise':
        return new Promise((resolve, reject) => {
          promises.set(packed.id, { resolve, reject })
        })
      case 'array':
        return unpackArray(packed.items, frozen)
      case 'object':
        return unpackObject(packed.entries, frozen)
    }
  }
  /** Events are dispatched in step, so the answer is there when `tell` comes back. */
  function callOther(id: number, args: readonly unknown[]): unknown {
    returned = undefined
    tell('called', { id, args: args.map((arg) => pack(arg, 0)) })
    const answer = returned as Returned | undefined
    if (answer === undefined) throw new Error('An object could not be cloned.')
    if (!answer.ok) throw new Error(answer.message)
    return unpack(answer.value, false)
  }

  hear('called', (call: { readonly id: number; readonly args: readonly Packed[] } | null) => {
    try {
      // A detail that Chromium cannot clone arrives as null.
      const called = call === null ? undefined : functions.get(call.id)
      if (call === null || called === undefined) throw new Error('An object could not be cloned.')
      const value = called(...call.args.map((arg) => unpack(arg, false)))
      tell('returned', { ok: true, value: pack(value, 0) })
    } catch (error) {
      tell('returned', { ok: false, message: messageOf(error) })
    }
  })
  hear('returned', (answer: Returned | null) => {
    returned = answer ?? { ok: false, message: 'An object could not be cloned.' }
  })
  hear('settled', (answer: Settled) => {
    const promise = promises.get(answer.id)
    promises.delete(answer.id)
    if (answer.ok) promise?.resolve(unpack(answer.value, false))
    else promise?.reject(new Error(answer.message))
  })
  hear('exposed', ({ key, api }: { readonly key: string; readonly api: Packed }) => {
    if (key in window) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    const value = unpack(api, true)
    Object.defineProperty(window, key, { value, enumerable: true })
  })

  // New windows are stopped here, before Chromium makes a target for one.
  if (side === 'isolated') hear('window-opened', onWindowOpen)
  else {
    const ask = (address: string): null => {
      tell('window-opened', new URL(address, window.document.baseURI).href)
      return null
    }
    Object.defineProperty(window, 'open', {
      value: (address: unknown = 'about:blank') => ask(String(address)),
    })
    window.addEventListener(
      'click',
      (event) => {
        const link = event.target?.closest?.('a[href]')
        if (link === null || link === undefined) return
        const elsewhere = link.target !== '' && link.target !== '_self'
        if (!elsewhere && !event.ctrlKey && !event.metaKey && !event.shiftKey) return
        event.preventDefault()
        ask(link.href)
      },
      true,
    )
  }
  return {
    expose(key, api) {
      tell('exposed', { key, api: pack(api, 0) })
    },
  }
}
