import type { Settings } from '#core/contract/app.contract.ts'

const KEY = 'rmos.settings'

/** What each device keeps for itself; the rest it takes from the shop PC. */
type Own = 'units' | 'theme' | 'lastPage' | 'lastPlanId' | 'lastPortUri'
type Check = { readonly [K in Own]: (value: unknown) => value is Settings[K] }

const isText = (value: unknown): value is string => typeof value === 'string'
const oneOf =
  <T extends string>(...known: readonly T[]) =>
  (value: unknown): value is T =>
    known.some((one) => one === value)

const CHECKS: Check = {
  units: oneOf('mm', 'inch'),
  theme: oneOf('system', 'light', 'dark'),
  lastPage: isText,
  lastPlanId: (value): value is string | null => value === null || isText(value),
  lastPortUri: isText,
}

/** The choices a paired device has kept in its own browser; those that are none are left out. */
export function readDeviceSettings(): Partial<Settings> {
  let kept: unknown
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
  if (typeof kept !== 'object' || kept === null) return {}
  const values = kept as Partial<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(CHECKS).flatMap(([name, isGood]) =>
      isGood(values[name]) ? [[name, values[name]] as const] : [],
    ),
  )
}

/** Keeps a device's choices in its own browser: how it shows things is nobody else's matter. */
export function keepDeviceSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // a browser that keeps nothing shows the shop PC's choices next time
  }
}
