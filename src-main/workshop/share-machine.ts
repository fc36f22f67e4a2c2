import type { MachineService } from '../machine/machine-service.ts'

/**
 * A share of a machine service: closing it ends the subscriptions that were made through it and
 * leaves the machine and its connection alone, so that the machine outlives the workshop.
 */
export function shareMachine(machine: MachineService): MachineService {
  const stops = new Set<() => void>()
  const keep = (stop: () => void) => {
    stops.add(stop)
    return () => {
      stops.delete(stop)
      stop()
    }
  }
  return {
    ...machine,
    onChange: (listener) => keep(machine.onChange(listener)),
    jobFinished: (listener) => keep(machine.jobFinished(listener)),
    close: () => {
      for (const stop of stops) stop()
      stops.clear()
      return Promise.resolve()
    },
  }
}
