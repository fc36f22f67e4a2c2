import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { MachineService } from '../../machine/machine-service.ts'

/** Remembers when zero was last set in this session, by hand or by a probe. */
export function watchZero(machine: MachineService, nowMs: () => number): () => number | null {
  let setMs: number | null = null
  let seen: number | null = null
  machine.onChange((snapshot: MachineSnapshot) => {
    const last = snapshot.manual.lastProcedure
    if (last === null || last.procedureId === seen) return
    seen = last.procedureId
    const setsZero = last.kind === 'offset' || last.kind === 'probe'
    if (setsZero && last.ended === 'done') setMs = nowMs()
  })
  return () => (setMs === null ? null : (nowMs() - setMs) / 60_000)
}
