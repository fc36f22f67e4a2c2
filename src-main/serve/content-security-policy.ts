/**
 * What a page of RMOS may load, in the desktop window and in the bench view alike: its own files
 * only. No inline script or style, no eval, no frame, no form, no other host. Pictures may also be
 * made by the page itself (`data:`, `blob:`), and so may its workers (`blob:`).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The policy of a page that may also speak with the machine engine's own socket, `ws://address:port`;
 * null is no such socket.
 */
export function policyWithDirectWay(source: string | null): string {
  if (source === null) return CONTENT_SECURITY_POLICY
  return CONTENT_SECURITY_POLICY.replace("connect-src 'self'", `connect-src 'self' ${source}`)
}

/** The headers of every answer that carries a page or a piece of one. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
