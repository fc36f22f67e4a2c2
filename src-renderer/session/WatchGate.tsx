import type { ReactNode } from 'react'
import { useWatchReason } from './bench.store.ts'

/** Switches everything in it off while this page only watches; what it shows can still be read. */
export function WatchGate({ children }: { readonly children: ReactNode }) {
  const why = useWatchReason()
  return (
    <fieldset className="watch-gate" disabled={why !== null} {...(why !== null && { title: why })}>
      {children}
    </fieldset>
  )
}
