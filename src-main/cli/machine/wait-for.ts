import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { MachineService } from '../../machine/machine-service.ts'

/** Resolves to the first snapshot that fits, now or later; to null when none did within `limitMs`. */
export function waitFor(
  machine: Pick<MachineService, 'snapshot' | 'onChange'>,
  fits: (snapshot: MachineSnapshot) => boolean,
  limitMs = Number.POSITIVE_INFINITY,
): Promise<MachineSnapshot | null> {
  const now = machine.snapshot()
  if (fits(now)) return Promise.resolve(now)
  return new Promise((resolve) => {
    const timer = Number.isFinite(limitMs)
      ? setTimeout(() => {
          end(null)
        }, limitMs)
      : null
    const forget = machine.onChange((snapshot) => {
      if (fits(snapshot)) end(snapshot)
    })
    const end = (found: MachineSnapshot | null) => {
      if (timer !== null) clearTimeout(timer)
      forget()
      resolve(found)
    }
  })
}

/** GRBL tells the work offset with every tenth report at least, a fifth of a second apart. */
const PLACE_LIMIT_MS = 4000

/** Waits until the controller has told where it stands in work coordinates; a locked one may not. */
export async function placeKnown(
  machine: Pick<MachineService, 'snapshot' | 'onChange'>,
): Promise<void> {
  await waitFor(machine, ({ workPosition }) => workPosition !== null, PLACE_LIMIT_MS)
}
