import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import type { MigrationProgress } from '../migration/outcome.ts'

/** What main tells the screen without being asked; names in the past. */
export interface Events {
  readonly 'machine.changed': MachineSnapshot
  readonly 'runs.changed': { readonly runId: string }
  readonly 'plans.changed': { readonly planId: string }
  readonly 'migration.progress': MigrationProgress
  readonly 'strips.changed': { readonly familyId: string }
}
/** Name of an event. */
export type EventName = keyof Events
