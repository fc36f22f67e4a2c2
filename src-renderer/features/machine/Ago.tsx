import { useState } from 'react'
import { formatAgo, formatExact } from '../../session/time-text.ts'

/** How long ago something was when it was first shown, with the exact time on hover. */
export function Ago({ atUtc }: { atUtc: string }) {
  const [nowMs] = useState(() => Date.now())
  return <time title={formatExact(atUtc)}>{formatAgo(atUtc, nowMs)}</time>
}
