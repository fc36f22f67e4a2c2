import type { ReactNode } from 'react'
import { controllerOf, isWatching, useBench } from './bench.store.ts'
import { sessionStrings } from './session.strings.ts'

/** Switches everything in it off while this page only watches; what it shows can still be read. */
export function WatchGate({ children }: { readonly children: ReactNode }) {
  const status = useBench((state) => state.status)
  const watching = isWatching(status)
  const why = sessionStrings.watching(controllerOf(status)?.name ?? '').message
  return (
    <fieldset className="watch-gate" disabled={watching} {...(watching && { title: why })}>
      {children}
    </fieldset>
  )
}
