import { Ban, CircleCheck, CircleX } from 'lucide-react'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { runsStrings } from './runs.strings.ts'

const ICONS = { OK: CircleCheck, BLOCKED: Ban, ERROR: CircleX } as const

/** How a request ended: sign and word. */
export function StatusTag({ status }: { status: RunSummary['status'] }) {
  const Icon = ICONS[status]
  return (
    <span className={`run-status run-${status.toLowerCase()}`}>
      <Icon size={16} aria-hidden="true" />
      {runsStrings.status[status]}
    </span>
  )
}
