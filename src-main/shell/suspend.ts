import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { MachineService } from '../machine/machine-service.ts'
import { isJobUnderWay } from './job-activity.ts'

/**
 * What to do in the moment before the computer sleeps: feed hold at once, so that the machine does not
 * run its buffer dry unwatched. The engine writes its journal when the hold begins. Nothing is resumed
 * on waking: that is a person's choice.
 */
export function createSuspendHold(
  machine: Pick<MachineService, 'hold'> & { readonly snapshot: () => MachineSnapshot },
  log: (message: string) => void,
): () => void {
  return () => {
    if (!isJobUnderWay(machine.snapshot())) return
    log('The computer goes to sleep in the middle of a job: feed hold.')
    void machine.hold()
  }
}
