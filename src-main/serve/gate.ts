import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  cookieOf,
  crossSiteRefusal,
  type Door,
  type Refusal,
  sendText,
  targetOf,
  type Visitor,
} from './door.ts'

/** The door of 127.0.0.1. */
export interface Gate extends Door {
  /** The one-time ticket for the next browser. */
  readonly ticket: () => string
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
 * takes the next ticket. Tickets are told only to whoever started the server. All of them sit at the
 * same place, the shop PC: `visitor`.
 *
 * What it cannot keep out: a program that already runs as this person. Browsers show a cookie of
 * 127.0.0.1 to every port there, so a hostile server on this computer that the person opens sees it.
 */
export function createGate(port: number, visitor: Visitor, onTicketUsed: () => void): Gate {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`]
  // Cookies know no ports: the name keeps two servers on one computer apart.
  const cookieName = `rmos-${String(port)}`
  const session = newSecret()
  const cookie = `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
  let ticket = newSecret()

  function visitorOf(request: IncomingMessage): Visitor | null {
    const value = cookieOf(request, cookieName)
    return value !== null && sameSecret(value, session) ? visitor : null
  }

  /** A person with the ticket gets the cookie; one who is in already is just sent on. */
  function answerTicket(offered: string, request: IncomingMessage, response: ServerResponse): void {
    if (sameSecret(offered, ticket)) {
      ticket = newSecret()
      sendText(response, 303, '', { location: '/', 'set-cookie': cookie })
      onTicketUsed()
    } else if (visitorOf(request) !== null) {
      sendText(response, 303, '', { location: '/' })
    } else {
      sendText(response, 403, 'This link was used already or is wrong; a new one was printed.')
    }
  }

  return {
    ticket: () => ticket,
    visitorOf,
    foreignness: (request) => {
      if (!hosts.includes(request.headers.host ?? '')) {
        return { status: 421, sentence: 'RMOS answers to 127.0.0.1 and localhost only.' }
      }
      return crossSiteRefusal(request, 'Type or paste the link of RMOS into the address bar.')
    },
    answerFirst: (request, response) => {
      const offered = targetOf(request).query.get('ticket')
      if (offered === null || request.method !== 'GET') return false
      answerTicket(offered, request, response)
      return true
    },
    answerStranger: (_request, response) => {
      sendText(response, NOT_INVITED.status, NOT_INVITED.sentence)
    },
    notInvited: NOT_INVITED,
  }
}
