import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'

/** How fast the plan's machine travels at most, mm/min; null where it is not in the library. */
export function useRapid(): number | null {
  const machineId = usePlan((state) => state.history?.present.cutting.machineId)
  const { machines } = useLibrary()
  const rapid = machines.find((machine) => machine.id === machineId)?.maxRateMmPerMin
  return rapid === undefined ? null : Math.min(rapid.x, rapid.y)
}
