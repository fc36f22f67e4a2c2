import { PAGE_HEADERS } from '../serve/content-security-policy.ts'
import { readPageFile } from '../serve/page-file.ts'
import { isAppAddress } from './app-address.ts'

function refuse(status: number): Response {
  return new Response(null, { status, headers: PAGE_HEADERS })
}

/**
 * Answers one request for `app://rmos/…` with a file of the built renderer. GET only; 403 for
 * another method, another host or a path that leads out of the folder, 404 for no such file.
 */
export async function answerAppRequest(
  rendererDir: string,
  request: { readonly method: string; readonly url: string },
): Promise<Response> {
  if (request.method !== 'GET' || !isAppAddress(request.url)) return refuse(403)
  const file = await readPageFile(rendererDir, new URL(request.url).pathname)
  if (!file.ok) return refuse(file.error)
  return new Response(new Uint8Array(file.value.bytes), {
    headers: { ...PAGE_HEADERS, 'content-type': file.value.contentType },
  })
}
