/** The places outside that RMOS points to: what GRBL's and grblHAL's own pages say of a code or a setting. */
const ALLOWED_PLACES: readonly { readonly host: string; readonly path: string }[] = [
  { host: 'github.com', path: '/gnea/grbl/' },
  { host: 'github.com', path: '/grblHAL/core/' },
]

/**
 * The address to hand to the desktop's own browser, or null when the link may not leave the app:
 * only https, only the places listed, no user, no other port. It is parsed first, so that nothing
 * that merely looks like an allowed address passes (`file:`, look-alike letters, `..`).
 */
export function allowedExternalAddress(link: string): string | null {
  const url = URL.parse(link)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  const isListed = ALLOWED_PLACES.some(
    ({ host, path }) => url.host === host && url.pathname.startsWith(path),
  )
  return isListed ? url.href : null
}
