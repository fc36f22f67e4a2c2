/** The scheme of the app's own pages. */
export const APP_SCHEME = 'app'
/** The one page there is; everything else it loads lies beside it. */
export const APP_PAGE = 'app://rmos/index.html'

/** Whether an address is one of the app's own: exactly `app://rmos/…`, no user, no port. */
export function isAppAddress(address: string): boolean {
  const url = URL.parse(address)
  return (
    url?.protocol === 'app:' && url.host === 'rmos' && url.username === '' && url.password === ''
  )
}
