/**
 * Chromium does not know the app's own scheme, so `app://rmos/x` is loaded as
 * `https://rmos.app.standin.invalid/x` (the reserved domain `.invalid` never resolves) and
 * answered by the app's protocol handler.
 */
const STAND_IN_ADDRESS = /^https:\/\/([^/]*)\.([a-z0-9+-]+)\.standin\.invalid(\/.*)?$/

/** The address Chromium is given for one of the app's. */
export function toWebAddress(appAddress: string): string {
  const { protocol, host, pathname, search, hash } = new URL(appAddress)
  const scheme = protocol.slice(0, -1)
  return `https://${host}.${scheme}.standin.invalid${pathname || '/'}${search}${hash}`
}

/** The app's address for one that Chromium tells; others stay as they are. */
export function toAppAddress(webAddress: string): string {
  const [, host, scheme, rest] = STAND_IN_ADDRESS.exec(webAddress) ?? []
  if (host === undefined || scheme === undefined) return webAddress
  return `${scheme}://${host}${rest ?? '/'}`
}
