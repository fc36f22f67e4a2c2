import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Dispatch } from '../handlers/router.ts'
import { PAGE_HEADERS } from './content-security-policy.ts'
import type { SeatName } from './control-desk.ts'

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 403 | 404 | 421 | 503
  readonly sentence: string
}

/** Somebody who was let in. */
export interface Visitor {
  readonly seat: SeatName
  /** Makes calls as this seat. */
  readonly dispatch: Dispatch
}

/** Decides who is let in at one listening address, by headers alone. */
export interface Door {
  /** Null when a request is meant for this server and comes from its own page or an address bar. */
  readonly foreignness: (request: IncomingMessage) => Refusal | null
  /** Who sent the request, by its cookie; null for a stranger. */
  readonly visitorOf: (request: IncomingMessage) => Visitor | null
  /** Answers what is no request for a page, e.g. a ticket; false leaves it to the pages. */
  readonly answerFirst: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Answers whoever was not let in. */
  readonly answerStranger: (request: IncomingMessage, response: ServerResponse) => void
  /** What a stranger is told who opens a WebSocket. */
  readonly notInvited: Refusal
}

/** Answers with a line of text. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const contentType = { 'content-type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...PAGE_HEADERS, ...contentType, ...headers })
  response.end(text)
}

/** The value of a cookie of this name, or null. */
export function cookieOf(request: IncomingMessage, wanted: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === wanted && value !== undefined) return value
  }
  return null
}

/** Path and query of a request line; the path is left undecoded. */
export function targetOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  if (mark < 0) return { path: target, query: new URLSearchParams() }
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) }
}

/** Null unless the browser itself says that another site made it send the request. */
export function crossSiteRefusal(request: IncomingMessage, sentence: string): Refusal | null {
  const site = request.headers['sec-fetch-site']
  const isOwn = site === undefined || site === 'same-origin' || site === 'none'
  return isOwn ? null : { status: 403, sentence }
}
