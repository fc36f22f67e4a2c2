import { createHash, randomBytes } from 'node:crypto'
import type { DirectWayOffer } from '#core/contract/urgent-press.ts'
import type { EngineLink } from './engine-link.ts'
import type { DirectOrder, DirectPass, FromEngine, ToEngine } from './engine-messages.ts'

/** A page of the bench view that has its link to main open. */
export interface DirectPage {
  /** As its browser sent it. */
  readonly origin: string
  readonly remoteAddress: string
}

/** An address at which the engine itself listens beside a web server of main's. */
export interface DirectListener {
  /** `ws://address:port`, for the page's content security policy; null while there is none. */
  readonly source: () => string | null
  /**
   * Lets a page in, and tells it where; null while there is no way. Told again when the engine was
   * started anew. Returns how to shut the page out.
   */
  readonly admit: (page: DirectPage, tell: (offer: DirectWayOffer | null) => void) => () => void
  readonly close: () => void
}

/** Main's side of the direct ways: what the engine is to let in, told anew to every new engine. */
export interface DirectWays {
  /** Starts the engine if need be; resolves when it listens, or cannot. */
  readonly listen: (host: string) => Promise<DirectListener>
}

/** 256 bits. */
const TOKEN_BYTES = 32
/** A page that came sooner would be served a policy without the way, so only a dead engine is not waited for. */
const LISTEN_TIMEOUT_MS = 15_000

interface Admitted {
  readonly pass: DirectPass
  readonly token: string
  readonly tell: (offer: DirectWayOffer | null) => void
}

/** The book of the direct ways, kept by main across engines. */
export class DirectWayBook implements DirectWays {
  readonly #link: () => EngineLink
  #current: EngineLink | null = null
  readonly #listeners = new Map<number, BookedListener>()
  #lastListenerId = 0

  /** `link` gives the engine there is, or starts one. */
  constructor(link: () => EngineLink) {
    this.#link = link
  }

  readonly listen = async (host: string): Promise<DirectListener> => {
    this.#lastListenerId += 1
    const listenerId = this.#lastListenerId
    const listener = new BookedListener(listenerId, host, (order) => {
      if (order.name === 'unlisten') this.#listeners.delete(listenerId)
      this.#order(order)
    })
    const wasRunning = this.#current !== null
    this.#listeners.set(listenerId, listener)
    // An engine that starts now is told of every listener by `engineStarted`.
    this.#link()
    if (wasRunning) listener.begin()
    await listener.settled
    return listener
  }

  /** An engine was started: it hears of every listener and every page. */
  engineStarted(link: EngineLink): void {
    this.#current = link
    for (const listener of this.#listeners.values()) listener.begin()
  }

  engineEnded(): void {
    this.#current = null
    for (const listener of this.#listeners.values()) listener.ended()
  }

  hear({ listenerId, port }: Extract<FromEngine, { readonly kind: 'directListening' }>): void {
    this.#listeners.get(listenerId)?.listening(port)
  }

  #order(order: DirectOrder): void {
    this.#current?.post({ kind: 'direct', order } satisfies ToEngine)
  }
}

class BookedListener implements DirectListener {
  readonly settled: Promise<void>
  readonly #listenerId: number
  readonly #host: string
  readonly #order: (order: DirectOrder) => void
  readonly #pages = new Set<Admitted>()
  #settle: () => void = () => undefined
  /** Asked for again by every engine, because pages were told it in their policy. */
  #wantedPort = 0
  #port: number | null = null

  constructor(listenerId: number, host: string, order: (order: DirectOrder) => void) {
    this.#listenerId = listenerId
    this.#host = host
    this.#order = order
    this.settled = new Promise((resolve) => {
      const timer = setTimeout(resolve, LISTEN_TIMEOUT_MS)
      this.#settle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  readonly source = (): string | null =>
    this.#port === null ? null : `ws://${this.#host}:${String(this.#port)}`

  readonly admit: DirectListener['admit'] = (page, tell) => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const tokenSha256 = createHash('sha256').update(token).digest('hex')
    const pass = { ...page, listenerId: this.#listenerId, tokenSha256 }
    const admitted = { pass, token, tell }
    this.#pages.add(admitted)
    if (this.#port !== null) this.#order({ name: 'admit', pass })
    tell(this.#offer(token))
    return () => {
      this.#pages.delete(admitted)
      this.#order({ name: 'withdraw', tokenSha256 })
    }
  }

  readonly close = (): void => {
    this.#pages.clear()
    this.#order({ name: 'unlisten', listenerId: this.#listenerId })
  }

  begin(): void {
    const port = this.#wantedPort
    this.#order({ name: 'listen', listenerId: this.#listenerId, host: this.#host, port })
  }

  listening(port: number | null): void {
    this.#port = port
    if (port !== null) this.#wantedPort = port
    if (port !== null) {
      for (const { pass } of this.#pages) this.#order({ name: 'admit', pass })
    }
    this.#tellAll()
    this.#settle()
  }

  ended(): void {
    this.#port = null
    this.#tellAll()
    this.#settle()
  }

  #offer(token: string): DirectWayOffer | null {
    const source = this.source()
    return source === null ? null : { url: `${source}/`, token }
  }

  #tellAll(): void {
    for (const { token, tell } of this.#pages) tell(this.#offer(token))
  }
}
