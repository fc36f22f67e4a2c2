import type { TargetSession } from './cdp-connection.ts'
import type { PageTarget } from './page-target.ts'
import { protocolHandler } from './protocol-module.ts'
import { isRequestLetThrough } from './session-module.ts'
import { notImplemented } from './strict.ts'
import { toAppAddress } from './web-address.ts'

interface PausedRequest {
  readonly requestId: string
  readonly resourceType: string
  readonly frameId: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly postData?: string
  }
}

/** Whether the app lets its main frame go to an address the page itself chose. */
export type MayNavigate = (appAddress: string, webAddress: string) => boolean

async function answerFromApp(
  handler: (request: Request) => Response | Promise<Response>,
  address: string,
  paused: PausedRequest,
) {
  const { method, headers, postData } = paused.request
  const body = postData === undefined ? {} : { body: postData }
  const response = await handler(
    new Request(address.replace(/#.*/, ''), { method, headers, ...body }),
  )
  if (response.status >= 300 && response.status < 400) {
    throw notImplemented('a redirect from a protocol handler')
  }
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}

async function decide(
  session: TargetSession,
  paused: PausedRequest,
  mayNavigate: () => boolean,
): Promise<void> {
  const { requestId, resourceType, request } = paused
  const address = toAppAddress(request.url)
  const fail = (errorReason: 'Aborted' | 'BlockedByClient') =>
    session.send('Fetch.failRequest', { requestId, errorReason })
  if (!mayNavigate()) {
    await fail('Aborted')
    return
  }
  if (!(await isRequestLetThrough({ url: address, method: request.method, resourceType }))) {
    await fail('BlockedByClient')
    return
  }
  const handler = protocolHandler(new URL(address).protocol.slice(0, -1))
  if (handler === undefined) await session.send('Fetch.continueRequest', { requestId })
  else {
    const answer = await answerFromApp(handler, address, paused)
    await session.send('Fetch.fulfillRequest', { requestId, ...answer })
  }
}

/**
 * Answers every request of a page in Electron's order: `will-navigate` for the main frame, then
 * `webRequest.onBeforeRequest`, then the app's protocol handler. Requests for other schemes that
 * the app lets through go out, so that a missing guard shows.
 */
export function interceptRequests(page: PageTarget, mayNavigate: MayNavigate): void {
  const { session, targetId } = page
  session.on('Fetch.requestPaused', (paused) => {
    const { url } = paused.request
    const isMainFrame = paused.resourceType === 'Document' && paused.frameId === targetId
    const decision = decide(
      session,
      paused,
      () => !isMainFrame || mayNavigate(toAppAddress(url), url),
    )
    decision.catch(async (error: unknown) => {
      process.stderr.write(`electron stand-in: ${url}: ${String(error)}\n`)
      const { requestId } = paused
      // The page may be gone by now, and then nobody waits for this answer.
      await session
        .send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
        .catch(() => undefined)
    })
  })
}
