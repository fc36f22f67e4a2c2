import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 403 | 421
  readonly sentence: string
}

/** Who may talk to the server: decides on headers alone. */
export interface Gate {
  /** The one-time ticket for the next browser. */
  readonly ticket: () => string
  /** Takes the ticket, if it is the right one, and puts a new one in its place. */
  readonly redeem: (ticket: string) => boolean
  /** The `Set-Cookie` that lets a browser in from now on. */
  readonly cookie: string
  /** Null when a request comes from this computer's own page or from an address bar. */
  readonly foreignness: (request: IncomingMessage) => Refusal | null
  readonly hasCookie: (request: IncomingMessage) => boolean
  /** Null when a WebSocket may be opened: own host, own origin, cookie. */
  readonly upgradeRefusal: (request: IncomingMessage) => Refusal | null
}

const SECRET_BYTES = 32
const NOT_INVITED: Refusal = {
  status: 403,
  sentence: 'Open RMOS with the link that was printed where it was started.',
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Equal, in a time that does not tell where two texts differ. */
function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * The gate of a server on 127.0.0.1. Loopback is no boundary: any web page the person visits can
 * send requests here, so every request must name this host (a rebound name does not), must not come
 * from another site or port (`Sec-Fetch-Site`, `Origin`), and must bring the cookie.
 *
 * How browsers get in: a ticket lets one browser in, once, and is then replaced, so a link that was
 * used is worthless. Further tabs and reloads of that browser bring its cookie; another browser
 * takes the next ticket. Tickets are told only to whoever started the server.
 *
 * What it cannot keep out: a program that already runs as this person. Browsers show a cookie of
 * 127.0.0.1 to every port there, so a hostile server on this computer that the person opens sees it.
 */
export function createGate(port: number): Gate {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]
  // Cookies know no ports: the name keeps two servers on one computer apart.
  const cookieName = `rmos-${String(port)}`
  const session = newSecret()
  let ticket = newSecret()

  function hasCookie(request: IncomingMessage): boolean {
    return (request.headers.cookie ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2)
      return name === cookieName && value !== undefined && sameSecret(value, session)
    })
  }

  function foreignness(request: IncomingMessage): Refusal | null {
    if (!hosts.includes(request.headers.host ?? '')) {
      return { status: 421, sentence: 'RMOS answers to 127.0.0.1 and localhost only.' }
    }
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return { status: 403, sentence: 'Type or paste the link of RMOS into the address bar.' }
    }
    return null
  }

  return {
    ticket: () => ticket,
    redeem: (offered) => {
      if (!sameSecret(offered, ticket)) return false
      ticket = newSecret()
      return true
    },
    cookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    foreignness,
    hasCookie,
    upgradeRefusal: (request) => {
      const foreign = foreignness(request)
      if (foreign !== null) return foreign
      if (request.headers.origin !== `http://${request.headers.host ?? ''}`) {
        return { status: 403, sentence: 'Only a page of RMOS itself may open this link.' }
      }
      return hasCookie(request) ? null : NOT_INVITED
    },
  }
}

/** What someone without a cookie is told. */
export { NOT_INVITED }
