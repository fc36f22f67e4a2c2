import type { ConsoleEntry } from '../grbl/console/console-entry.ts'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import type { MigrationProgress } from '../migration/outcome.ts'
import type { CamProgress } from './cam.contract.ts'
import type { BackupWork } from './backups.contract.ts'
import type { PortChoice } from './machine.contract.ts'
import type { DirectWayOffer } from './urgent-press.ts'

/** What main tells the screen without being asked; names in the past. */
export interface Events {
  readonly 'machine.changed': MachineSnapshot
  /** Told to one page of the bench view: its own way to the engine; null while there is none. */
  readonly 'machine.directWay': DirectWayOffer | null
  /** The list of jobs that can be recovered has changed; ask `machine.recoveries` again. */
  readonly 'recovery.changed': Readonly<Record<string, never>>
  /** A port came or went while somebody looks at the list: for a minute after each `listPorts`. */
  readonly 'machine.portsChanged': {
    readonly ports: readonly PortChoice[]
    readonly hint: string
  }
  /** New console entries, at most 20 times a second. */
  readonly 'console.added': readonly ConsoleEntry[]
  readonly 'macros.changed': { readonly macroId: string }
  /** The controller's settings were read, written or backed up: ask for what is shown again. */
  readonly 'controller.changed': Readonly<Record<string, never>>
  readonly 'maintenance.changed': Readonly<Record<string, never>>
  readonly 'runs.changed': { readonly runId: string }
  /** Records of bits, blades, woods or machines changed: plans may be judged otherwise now. */
  readonly 'library.changed': Readonly<Record<string, never>>
  readonly 'plans.changed': { readonly planId: string }
  readonly 'migration.progress': MigrationProgress
  readonly 'patterns.changed': { readonly patternId: string }
  /** Null when nothing is under way any more; read the list again then. */
  readonly 'backups.changed': { readonly work: BackupWork | null }
  /** All data may be other data now: read everything again. */
  readonly 'workshop.reopened': { readonly mode: 'open' | 'safe' }
  /** Records from files were merged into the database; ask for the stores' status again. */
  readonly 'stores.changed': Readonly<Record<string, never>>
  /** How a job of the CAM process stands. */
  readonly 'cam.progress': CamProgress
  readonly 'strips.changed': { readonly familyId: string }
  /** Somebody came, left, asked for control or got it, or the shop network changed. */
  readonly 'bench.changed': Readonly<Record<string, never>>
}
/** Name of an event. */
export type EventName = keyof Events
