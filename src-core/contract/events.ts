import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'

/** What main tells the screen without being asked; names in the past. */
export interface Events {
  readonly 'machine.changed': MachineSnapshot
  readonly 'runs.changed': { readonly runId: string }
  readonly 'plans.changed': { readonly planId: string }
}
/** Name of an event. */
export type EventName = keyof Events
