import type { PowerSaveBlocker } from 'electron'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { isJobUnderWay } from './job-activity.ts'

/** Keeps the computer from sleeping while a job holds the machine; call it with every snapshot. */
export function createSleepGuard(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): (snapshot: MachineSnapshot) => void {
  let heldId: number | null = null
  return (snapshot) => {
    const underWay = isJobUnderWay(snapshot)
    if (underWay && heldId === null) heldId = blocker.start('prevent-app-suspension')
    else if (!underWay && heldId !== null) {
      blocker.stop(heldId)
      heldId = null
    }
  }
}
