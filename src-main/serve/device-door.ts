import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { benchStrings } from './bench.strings.ts'
import { cookieOf, crossSiteRefusal, type Door, sendText, targetOf, type Visitor } from './door.ts'
import { PAIRING_HEADERS, PAIRING_PATHS, PAIRING_STYLE, pairingPage } from './pairing-page.ts'
import type { CodeOffer } from './pairing-code.ts'
import { FORGOTTEN_AFTER_DAYS } from './paired-devices.ts'
import { pairingStrings as words } from './pairing.strings.ts'

/** What the door asks the network desk. */
export interface DeviceDoorParts {
  /** This listening address. */
  readonly host: string
  readonly port: number
  readonly visitorOfToken: (token: string) => Visitor | null
  readonly offerCode: (digits: string, address: string) => CodeOffer
  /** Keeps a device whose code was right; answers its token. */
  readonly pair: (name: string, address: string) => Promise<Result<string, Problem>>
}

const COOKIE_NAME = 'rmos-device'
const COOKIE_SECONDS = FORGOTTEN_AFTER_DAYS * 86_400
/** A code and a name, however they are escaped. */
const MAX_FORM_BYTES = 1000
const MAX_NAME_LETTERS = 40

/** The body of a small form; null when it is longer than any. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const pieces: Buffer[] = []
  let lengthBytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    lengthBytes += piece.length
    if (lengthBytes > MAX_FORM_BYTES) return null
    pieces.push(piece)
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
}

/** A name as it can be shown anywhere; empty when it is none. */
function readName(form: URLSearchParams): string {
  const name = (form.get('name') ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
  const isPlain = !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)
  return isPlain && name.length <= MAX_NAME_LETTERS ? name : ''
}

function sendPage(response: ServerResponse, status: number, refusal = '', name = ''): void {
  const contentType = { 'content-type': 'text/html; charset=utf-8' }
  response.writeHead(status, { ...PAIRING_HEADERS, ...contentType })
  response.end(pairingPage(refusal, name))
}

/** The page for whoever is not paired, its style, and nothing else. */
function answerStranger(request: IncomingMessage, response: ServerResponse): void {
  const { path } = targetOf(request)
  if (path === PAIRING_PATHS.page) sendPage(response, 200)
  else if (path === PAIRING_PATHS.style) {
    response.writeHead(200, { ...PAIRING_HEADERS, 'content-type': 'text/css; charset=utf-8' })
    response.end(PAIRING_STYLE)
  } else sendText(response, 403, benchStrings.notPaired)
}

/**
 * The door of one address in the shop network. Every request must name that very address (a rebound
 * name does not); whoever brings no token of a paired device sees the pairing page and nothing else.
 * The form is taken from that page alone (`Origin`), the cookie is kept from scripts and from other
 * sites. Everything travels unencrypted, as the page says.
 */
export function createDeviceDoor(parts: DeviceDoorParts): Door {
  const ownHost = `${parts.host}:${String(parts.port)}`

  async function takeForm(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request)
    if (form === null) {
      sendText(response, 413, words.tooLong, { connection: 'close' })
      return
    }
    const name = readName(form)
    if (name === '') {
      sendPage(response, 422, words.noName)
      return
    }
    const address = request.socket.remoteAddress ?? ''
    const offer = parts.offerCode((form.get('code') ?? '').replace(/\s/g, ''), address)
    if (offer !== 'right') {
      sendPage(response, offer === 'locked' ? 429 : 403, words[offer], name)
      return
    }
    const paired = await parts.pair(name, address)
    if (!paired.ok) {
      sendPage(response, 503, paired.error.message, name)
      return
    }
    const life = `Max-Age=${String(COOKIE_SECONDS)}`
    const cookie = `${COOKIE_NAME}=${paired.value}; HttpOnly; SameSite=Strict; Path=/; ${life}`
    sendText(response, 303, '', { location: PAIRING_PATHS.page, 'set-cookie': cookie })
  }

  return {
    foreignness: (request) => {
      if (request.headers.host !== ownHost) {
        return { status: 421, sentence: benchStrings.foreignHost }
      }
      return crossSiteRefusal(request, benchStrings.foreignOrigin)
    },
    visitorOf: (request) => {
      const token = cookieOf(request, COOKIE_NAME)
      return token === null ? null : parts.visitorOfToken(token)
    },
    answerFirst: (request, response) => {
      if (request.method !== 'POST' || request.url !== PAIRING_PATHS.form) return false
      if (request.headers.origin !== `http://${ownHost}`) {
        sendText(response, 403, benchStrings.foreignOrigin)
        return true
      }
      takeForm(request, response).catch(() => {
        // the sender went away in the middle
        response.destroy()
      })
      return true
    },
    answerStranger,
    notInvited: { status: 403, sentence: benchStrings.notPaired },
  }
}
