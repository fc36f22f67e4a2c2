import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'

/** What main tells the screen without being asked; names in the past. */
export interface Events {
  readonly 'machine.changed': MachineSnapshot
  readonly 'runs.changed': { readonly runId: string }
  readonly 'plans.changed': { readonly planId: string }
}
/** Name of an event. */
export type EventName = keyof Events

/** All event names, for whoever must check one that came from outside. */
export const EVENT_NAMES: readonly EventName[] = [
  'machine.changed',
  'runs.changed',
  'plans.changed',
]
